"""The examples of a good rationale verify as they stand, and each single false change is found where it stands."""

import pytest

from tests.verification.made import (
    ALTERNATIVE,
    BACKWARD,
    FOLDED,
    FORWARD,
    GIVEN,
    LONG,
    PROPOSED,
    WORDS,
    complaints,
)
from tracecot.verification.corruptions.catalogue import FALSE
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.records import corrupted
from tracecot.verification.records import Grounded, Rationale, Refuted

ANSWER = "['ANT', 'ASP', 'BEE', 'BAT']"
CALL = "f(['ant', 'asp', 'bee', 'bat'], 2)"


@pytest.fixture(scope="module")
def words(execute):
    return execute(WORDS, GIVEN, PROPOSED, ALTERNATIVE, LONG)


def forward(words, text, answer=ANSWER):
    return words.verdict(text, answer)


def folded(words, text):
    from tests.verification.made import Executed

    return Executed(words.program, words.evidence[3:]).verdict(text)


def backward(words, text, answer=CALL):
    return words.backward(text, answer, asked=0, answered=1, alternatives=[2])


def test_the_forward_example_verifies(words):
    verdict = forward(words, FORWARD)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"
    assert verdict.coverage == 1.0
    assert verdict.support > 0.9


def test_the_folded_example_verifies(words):
    assert complaints(folded(words, FOLDED)) == []


def test_the_backward_example_verifies(words):
    verdict = backward(words, BACKWARD)

    assert complaints(verdict) == []
    assert verdict.verdict == "verified"


def test_an_alternative_that_was_not_executed_is_unreadable(words):
    verdict = words.backward(BACKWARD, CALL, asked=0, answered=1)

    assert verdict.verdict == "unreadable"


FORWARD_LIES = [
    ("`words = ['bee', 'ant', 'bat', 'asp', 'boa']`", "`words = ['bee', 'ant', 'bat', 'asp']`"),
    ("`limit = 2`.", "`limit = 3`."),
    ("Line 2 starts", "Line 3 starts"),
    ("empty dict", "empty list"),
    ("`seen = {}`", "`seen = {'a': []}`"),
    ("loop on line 3", "loop on line 5"),
    ("5 items", "4 items"),
    ("items of `words`", "items of `seen`"),
    ("Pass 1:", "Pass 2:"),
    ("`word = 'bee'`", "`word = 'ant'`"),
    ("first character", "second character"),
    ("first character", "last character"),
    ("`word[0]` is `'b'`", "`word[0]` is `'e'`"),
    ("so `key = 'b'`. `key", "so `key = 'a'`. `key"),
    ("`key not in seen` is true", "`key not in seen` is false"),
    ("`seen` is still empty", "`seen` is not empty"),
    ("since `seen` is", "since `key` is"),
    ("line 6 stores `seen['b'] = []`", "line 8 stores `seen['b'] = []`"),
    ("stores `seen['b']", "stores `seen['c']"),
    ("`len(seen[key])` is `0`", "`len(seen[key])` is `1`"),
    ("`0 < 2` is true", "`1 < 2` is true"),
    ("`0 < 2` is true", "`0 < 3` is true"),
    ("`0 < 2` is true", "`0 < 2` is false"),
    ("line 8 appends", "line 6 appends"),
    ("appends `word.upper()`", "appends `word`"),
    ("appends `word.upper()`", "removes `word.upper()`"),
    ("which is `'BEE'`", "which is `'bee'`"),
    ("Now `seen = {'b': ['BEE']}`", "Now `seen = {'b': []}`"),
    ("a new key again", "a new word again"),
    ("`'ANT'` is appended", "`'BEE'` is appended"),
    ("`'ANT'` is appended", "`'ANT'` is removed"),
    ("`'ANT'` is appended", "nothing is appended"),
    ("This time `key not in seen` is false", "This time `key not in seen` is true"),
    ("so line 6 is skipped", "so line 8 is skipped"),
    ("so line 6 is skipped", "so line 5 is skipped"),
    ("so line 6 is skipped", "so line 6 runs"),
    ("`'BAT'` is appended", "`'BAT'` is not appended"),
    ("Pass 4: `word = 'asp'`", "Pass 4: `word = 'boa'`"),
    ("Pass 4:", "Pass 3:"),
    ("Pass 4:", "Pass 5:"),
    ("`'ASP'` is appended", "`'ANT'` is appended"),
    ("`2 < 2` is false, so nothing", "`2 < 2` is true, so nothing"),
    ("so nothing is appended", "so `'BOA'` is appended"),
    ("`len(seen[key])` is `2`", "`len(seen[key])` is `1`"),
    (
        "The loop ends with `seen = {'b': ['BEE', 'BAT'], 'a': ['ANT', 'ASP']}`",
        "The loop ends with `seen = {'b': ['BEE', 'BAT'], 'a': ['ANT']}`",
    ),
    ("Line 9: `sorted", "Line 8: `sorted"),
    ("as `['a', 'b']`", "as `['b', 'a']`"),
    ("under `'a'` come first", "under `'b'` come first"),
    ("under `'a'` come first, then those under `'b'`", "under `'b'` come first, then those under `'a'`"),
    ("returns `['ANT', 'ASP', 'BEE', 'BAT']`", "returns `['ANT', 'ASP', 'BEE']`"),
    ("The function returns", "The function prints"),
    ("goes through the 5", "goes through all but one of the 5"),
    ("`word = 'bee'`. Its", "`word = 'bee'` is never used. Its"),
    ("`key = 'b'`. This time", "`key = 'b'` as well as `'a'`. This time"),
    ("Pass 3: `word = 'bat'`, `key = 'b'`.", "Pass 3: `word = 'bat'`, `key = 'b'`, which is new."),
    ("so nothing is appended", "so nothing is stored in `words` but `'BOA'`"),
]
FOLDED_LIES = [
    ("from 3 to", "from 2 to"),
    ("but one", "but two"),
    (" but one", ""),
    ("`key = 'b'`, and", "`key = 'a'`, and"),
    ("`2` words", "`3` words"),
    ("is false and", "is true and"),
    ("nothing is appended", "nothing is removed"),
    ("Only pass 17", "Only pass 18"),
    ("`word = 'cat'`", "`word = 'bug'`"),
    ("a new key", "no new key"),
    ("`seen['c']", "`seen['b']"),
    ("`'CAT'`.", "`'BAT'`."),
    ("In every pass", "In no pass"),
    ("nothing is appended", "`'BUG'` is appended"),
    ("(`word", "(`key"),
]
BACKWARD_LIES = [
    ("`f` returns `['ANT', 'ASP', 'BEE', 'BAT']`. Line", "`f` returns `['ANT', 'ASP', 'BEE']`. Line"),
    ("Line 9 lists", "Line 8 lists"),
    ("by sorted key", "by reversed key"),
    ("`'ANT'`, `'ASP'` can", "`'ANT'`, `'BEE'` can"),
    ("a higher one", "a lower one"),
    ("line 8 as", "line 6 as"),
    ("`word.upper()` under", "`word.lower()` under"),
    ("its first", "its last"),
    ("`'ANT'` comes from", "`'ASP'` comes from"),
    ("such as `'ant'`", "such as `'asp'`"),
    ("(`'ant'.upper()` is `'ANT'`)", "(`'ant'.upper()` is `'Ant'`)"),
    ("`key = 'a'`", "`key = 'b'`"),
    ("`'ASP'` from `'asp'`", "`'ASP'` from `'bat'`"),
    ("from `'bee'`, `'bat'`", "from `'bat'`, `'bee'`"),
    ("`'ant'` comes before\n`'asp'`", "`'asp'` comes before\n`'ant'`"),
    ("`limit = 1`", "`limit = 3`"),
    ("returns `['ANT', 'BEE']`", "returns `['ANT', 'ASP']`"),
    ("take `words = ['ant'", "take `words = ['bat'"),
    ("`limit = 2`.", "`limit = 3`."),
    ("leaves `seen = {'a': ['ANT', 'ASP']", "leaves `seen = {'a': ['ANT']"),
    ("line 9 gives", "line 8 gives"),
    ("gives `['ANT', 'ASP', 'BEE', 'BAT']`", "gives `['ANT', 'ASP', 'BAT', 'BEE']`"),
    ("one answer is `f(['ant', 'asp', 'bee', 'bat'], 2)`", "one answer is `f(['ant', 'asp', 'bee', 'bat'], 1)`"),
    ("So take", "So we must take"),
]


def is_found(verdict, start, says, near=40):
    """Not verified, and a finding lies on the change or right beside it."""
    return verdict.verdict != "verified" and any(
        claim.start < start + len(says) + near and start - near < claim.end
        for claim in verdict.claims if not isinstance(claim.finding, Grounded)
    )  # fmt: skip


@pytest.mark.parametrize(("was", "says"), FORWARD_LIES)
def test_a_lie_in_the_forward_example_is_found(words, was, says):
    start = FORWARD.index(was)

    assert is_found(forward(words, FORWARD.replace(was, says, 1)), start, says)


@pytest.mark.parametrize(("was", "says"), FOLDED_LIES)
def test_a_lie_in_the_folded_example_is_found(words, was, says):
    start = FOLDED.index(was)

    assert is_found(folded(words, FOLDED.replace(was, says, 1)), start, says, near=150)


@pytest.mark.parametrize(("was", "says"), BACKWARD_LIES)
def test_a_lie_in_the_backward_example_is_found(words, was, says):
    start = BACKWARD.index(was)

    assert is_found(backward(words, BACKWARD.replace(was, says, 1)), start, says, near=80)


SPLIT = "`f` is called with `s = 'a,b,,c'`. {}`f` returns `['a', 'b', '', 'c']`."
COMMAS = "`'a,b,,c'.split(',')` cuts at each comma, and the two commas in a row leave an empty string: `['a', 'b', '', 'c']`. "


def test_the_example_of_a_builtin_verifies_and_a_lie_about_it_does_not(execute):
    split = execute("def f(s):\n    return s.split(',')\n", "'a,b,,c'")

    assert complaints(split.verdict(SPLIT.format(COMMAS))) == []
    for was, says in (("two", "three"), ("'', 'c'", "'c'")):
        assert split.verdict(SPLIT.format(COMMAS.replace(was, says, 1))).verdict != "verified"


EXAMPLES = {
    "forward": ("output_prediction", FORWARD, ANSWER, 0, forward),
    "folded": ("output_prediction", FOLDED, str(["BEE", "BAT", "CAT"]), 3, lambda words, text, _: folded(words, text)),
    "backward": ("input_prediction", BACKWARD, CALL, 1, backward),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_lie_that_the_exam_can_tell_about_an_example_is_refuted_where_it_stands(words, name):
    task, text, answer, number, judge = EXAMPLES[name]
    evidence = words.evidence[number]
    honest = Honest(Rationale(task, text, answer), WORDS, evidence.trace, judge(words, text, answer).claims)
    told = [corrupted(honest, corrupt.__name__, lie) for corrupt in FALSE for lie in corrupt(honest)]

    assert len(told) > MANY[name]
    assert [(one.kind, one.was, one.says) for one in told if not is_refuted_at_its_span(judge, words, one)] == []


MANY = {"forward": 150, "folded": 20, "backward": 20}  # lies, so that the test can't pass for want of them


def is_refuted_at_its_span(judge, words, made):
    """A contradiction overlaps what was changed, or stands right behind it."""
    verdict = judge(words, made.rationale.text, made.rationale.answer)
    wrong = [each for each in verdict.claims if isinstance(each.finding, Refuted) and each.finding.reason != "thin"]
    return any(claim.start < made.end + 2 and made.start - 2 < claim.end for claim in wrong)
