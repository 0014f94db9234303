"""What is said of what a call did is checked on its values: a truth holds, and every other thing is refused."""

import re
from itertools import groupby

import pytest

from tests.builtin_calls import SAID
from tests.verification.made import complaints

HEADER = (
    "import bisect, copy, functools, heapq, math, re, statistics\n"
    "from collections import Counter, OrderedDict, defaultdict, deque\nfrom functools import reduce\n\n\n"
)
BOTH = {  # said of the one, and true of the other as well
    ("sorted([1, 2, 3])", "orders 3 items as"), ("round(2.5)", "rounds down to"), ("round(-2.5)", "rounds up to"),
    ("sorted(['bb', 'a', 'cc'], key=len)", "orders 3 items by `len` as"), ("list({'a': 1, 'b': 2})", "collects 2 items:"),
    ("sorted([-1, 1, 0], key=abs)", "orders 3 items by `abs` as"), ("''.join(['a', 'b'])", "joins 2 texts into"),
    ("int(' 12 ')", "reads the digits as"),
    ("round(2.675, 2)", "rounds down to"), ("sorted(['bb', 'a', 'cc'], key=len)", "orders 3 items by the key as"),
    ("sorted(['bbb', 'a', 'cc'], key=len)", "orders 3 items by the key as"),
    ("sorted([-1, 1, 0], key=abs)", "orders 3 items by the key as"),
    ("list('abc')", "collects 3 items:"),
    ("'-'.join(['a', 'b'])", "glues 2 texts together into"),
    ("'   '.strip()", "takes 2 off the front and 1 off the end to leave"),
}  # fmt: skip
PAIRS = [
    ("'a,b,,c'.split(',')", "cuts at 3 separators into 4 parts (1 of them empty):", "cuts at 3 separators into 4 parts:"),
    ("'a,b,,c'.split(',')", "cuts at each comma, and the two commas in a row leave an empty string:",
     "cuts at each comma, and the three commas in a row leave an empty string:"),
    ("'abc'.split(',')", "finds no `','` and keeps the one part", "finds no `';'` and keeps the one part"),
    ("'aab'.replace('a', 'c', 1)", "replaces the first of 2 occurrences to give", "replaces 2 occurrences to give"),
    ("' ab '.strip()", "takes 1 off the front and 1 off the end to leave", "takes 2 off the front to leave"),
    ("'abab'.find('b')", "finds the first of 2 occurrences at index", "finds the last of 2 occurrences at index"),
    ("'1a'.isdigit()", "meets `'a'` and gives", "meets `'1'` and gives"),
    ("{'a': 1}.get('b', 0)", "finds no key `'b'` and gives the default", "finds the key `'b'` with"),
    ("[1, 2].pop()", "takes the last of 2 items:", "takes the first of 2 items:"),
    ("sorted(['bb', 'cc', 'a'], key=len)", "orders 3 items by `len` and keeps the tied `'bb'` before `'cc'`:",
     "orders 3 items by `len` and keeps the tied `'cc'` before `'bb'`:"),
    ("max([2, 3, 3])", "picks the largest of 3 items (2 of them equal):", "picks the largest of 3 items (3 of them equal):"),
    ("max([2, 3, 3])", "picks the largest of 3 items:", "picks the smallest of 3 items:"),
    ("min(5, math.inf)", "picks the smaller of `5` and `inf`:", "picks the smaller of `6` and `inf`:"),
    ("sum([1, 2, 3])", "adds up `1 + 2 + 3` to", "adds up `1 + 3 + 2` to"),
    ("round(2.5)", "stands halfway and goes to the even", "rounds up to"),
    ("int('101', 2)", "reads the digits in base 2 as", "reads the digits in base 3 as"),
    ("isinstance(3, str)", "sees the type `int` and gives", "sees the type `str` and gives"),
    ("any([0, 2])", "meets the truthy `2` and gives", "meets the truthy `0` and gives"),
    ("math.gcd(12, 18)", "finds the largest common divisor of `12` and `18`:", "finds the largest common divisor of `12` and `6`:"),
]  # fmt: skip


def verdict(execute, expression, words):
    """The verdict on a text that says this of the call."""
    told = execute(f"{HEADER}def f():\n    got = {expression}\n    return got\n", "")
    trace = told.evidence[0].trace
    event = [event for event in trace.events if event.kind == "value" and event.name][-1]
    fence = "`" if "`" not in expression else "``"
    return told.verdict(f"`f` is called. {fence}{event.text}{fence} {words} `{event.value.repr}`.")


@pytest.mark.parametrize(("expression", "true", "lie"), PAIRS)
def test_what_a_call_did_is_verified_and_a_lie_about_it_is_not(execute, expression, true, lie):
    assert complaints(verdict(execute, expression, true)) == []
    assert verdict(execute, expression, lie).verdict != "verified"


@pytest.mark.parametrize(("expression", "words"), [(one, words) for one, words in SAID if re.search(r"\d", words)])
def test_no_count_and_no_value_can_be_another_one(execute, expression, words):
    for number in re.finditer(r"\d+", words):
        lie = f"{words[: number.start()]}{int(number.group()) + 1}{words[number.end() :]}"

        assert verdict(execute, expression, lie).verdict != "verified", lie


def function(said):
    """The bare name of the function that is called last."""
    return re.findall(r"(\w+)\((?!.*\)\.)", said[0])[0]


SAME = [(name, list(group)) for name, group in groupby(sorted(SAID, key=function), key=function)]


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, said in SAME if len(said) > 1])
def test_what_holds_of_one_call_is_not_verified_of_another_one(execute, name, said):
    for expression, words in said:
        for _, lie in said:
            if lie and lie != words and words and (expression, lie) not in BOTH:
                assert verdict(execute, expression, lie).verdict != "verified", (expression, lie)
