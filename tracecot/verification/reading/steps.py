"""What is said step by step of the values that come to be, and of where the telling goes on."""

import ast
import re

from tracecot.values import NotPlain
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.here import closed_value, recorded
from tracecot.verification.meanings import (
    ArmRuns,
    AtItem,
    BaseCase,
    Carried,
    Does,
    EntersLoop,
    Equals,
    Happens,
    Has,
    IsTrue,
    Kept,
    LeftSo,
    LooksFor,
    LoopEnds,
    LoopGoesOn,
    Loosely,
    Made,
    MadeBy,
    Meaning,
    Member,
    Mentions,
    Moves,
    NewEmpty,
    NextItem,
    NotHere,
    Returns,
    Stands,
    Under,
    Unread,
)
from tracecot.verification.reading.bare import reckoned
from tracecot.verification.reading.found import ONE, Found, inner_or_outer
from tracecot.verification.reading.happening import BETWEEN
from tracecot.verification.reading.memory import Memory
from tracecot.verification.reading.truth import truth_of
from tracecot.verification.text.nouns import are
from tracecot.verification.wordings.making import MAKING
from tracecot.verification.wordings.steps import GOES_UP
from tracecot.verification.wordings.words import DEEDS


def brings(found: Found, memory: Memory) -> list[Meaning]:
    """This brings `total` to 3."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    leaves = {"leaves", "leaving"} & {*found.match.group().split()}
    return [Equals(subject, value, "is" if leaves else "becomes")]


def brings_about(found: Found, memory: Memory) -> list[Meaning]:
    """We end up with `total = 3`."""
    told = [code for code in (found.code("a"), *found.codes("moreA")) if code is not None and code.sort == "A"]
    if any(code.augmented for code in told):
        return []
    memory.subject = told[-1].targets[0] if told and told[-1].targets else memory.subject
    return [each for code in told for each in (*reckoned(code), Stands(code))]


def changes_by(found: Found, memory: Memory) -> list[Meaning]:
    """`total` decreases by 1 to 3."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    is_up = found.text("how") in GOES_UP
    by = found.code("n")
    before: list[Meaning] = [] if by is None else [Loosely(Does("+=" if is_up else "-=", by, subject))]
    return [*before, Equals(subject, value, "becomes"), Moves(subject, "up" if is_up else "down")]


_SIGNS = (("plus", "b", "+", "a"), ("minus", "d", "-", "c"), ("times", "e", "*", "f"), ("over", "g", "//", "h"))


def reckons(found: Found, memory: Memory) -> list[Meaning]:
    """Adding 6 to 3 gives 9: the program reckons so here."""
    value = found.code("v")
    for word, left, sign, right in _SIGNS:
        one, other = found.code(left), found.code(right)
        if not found.has(word) or one is None or other is None or value is None:
            continue
        sign = "/" if sign == "//" and not value.text.lstrip("-").isdigit() else sign
        asked = read_code(f"(({one.text}) {sign} ({other.text})) == ({value.text})")
        made = read_code(f"{one.text} {sign} {other.text}")
        if asked.sort == "C" and made.sort == "C":
            return [Loosely(Made(made)), IsTrue(asked, truth=True)]
    return []


def takes_from(found: Found, memory: Memory) -> list[Meaning]:
    """We subtract 1 from `total`."""
    subject, step = found.code("s"), found.code("n") or ONE
    if subject is None:
        return []
    memory.subject = subject
    made = read_code(f"{subject.text} - {step.text}")
    return [Loosely(Made(made, subject))]


def loop_goes_on(found: Found, memory: Memory) -> list[Meaning]:
    """The loop continues; we move on to the next iteration."""
    which = found.text("which")
    return [*([Has("inner loop")] if which else []), LoopGoesOn(which)]


def next_item(found: Found, memory: Memory) -> list[Meaning]:
    """The next element is 6."""
    value = found.code("v")
    return [] if value is None else [NextItem(value, found.text("noun").removesuffix("s"))]


def under(found: Found, memory: Memory) -> list[Meaning]:
    """The list under `'a'` is now `['ANT']`."""
    key, value = found.code("k"), found.code("v")
    return [] if key is None or value is None else [Under(key, value, found.text("noun"))]


def new_empty(found: Found, memory: Memory) -> list[Meaning]:
    """A new list is created."""
    if not found.has("made") and "create" not in found.match.group().split():
        return []
    return [NewEmpty({"dictionary": "dict", "string": "str"}.get(found.text("t"), found.text("t")))]


def are_equal(found: Found, memory: Memory) -> list[Meaning]:
    """`head` and `tail` are not equal."""
    one, other = found.code("s"), found.code("t")
    if one is None or other is None:
        return []
    sign = "==" if found.text("how") == "equal" else "!="
    return [Loosely(IsTrue(read_code(f"({one.text}) {sign} ({other.text})"), truth=True))]


def base_case(found: Found, memory: Memory) -> list[Meaning]:
    """This is the base case."""
    return [BaseCase()]


def gives_back_named(found: Found, memory: Memory) -> list[Meaning]:
    """We return `total`, which is 9."""
    code, value = found.code("s"), found.code("v")
    return [] if code is None or value is None else [Returns(code), Returns(value)]


def returns_named(found: Found, memory: Memory) -> list[Meaning]:
    """Returns `total = 9`."""
    code = found.code("a")
    if code is None or code.value is None or not code.value.is_value or code.augmented or len(code.targets) != 1:
        return []
    return [Returns(code.targets[0]), Returns(code.value)]


def leaves_loop(found: Found, memory: Memory) -> list[Meaning]:
    """We break out of the loop; we exit the loop."""
    side = inner_or_outer(found.text("which"))
    has: list[Meaning] = [Has("inner loop")] if side else []
    return [*has, LoopEnds("broken" if "break" in found.text("how") else "", side)]


def not_breaking(found: Found, memory: Memory) -> list[Meaning]:
    """We don't break."""
    left: list[Meaning] = [NotHere("break"), NotHere("return")]
    return {"break": left[:1], "return": left[1:]}.get(found.text("what"), left)


_ASKING = frozenset({"if", "while", "elif"})


def condition_named(found: Found, memory: Memory) -> list[Meaning]:
    """The `if` condition is false: that which was told last."""
    code, condition = found.code("s"), memory.condition() or memory.subject
    words = found.match.group().split()
    if code is None or code.text.rstrip(":") not in _ASKING:
        return []
    if condition is None or not isinstance(condition.node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        return [Unread("which condition?")]
    truth = truth_of(found.text("truth")) if found.has("truth") else "holds" in words
    if not found.has("truth") and not {"holds", "fails"} & {*words}:
        return []
    return [Mentions(code), IsTrue(condition, truth)]


def all_passes(found: Found, memory: Memory) -> list[Meaning]:
    """After all iterations: the loop ends by itself; after all items it is one that goes through items."""
    passes = re.search(r"(?:iterations?|pass(?:es)?|rounds?)\b", found.match.group())
    return [*([] if passes else [Loosely(Has("for loop"))]), LoopEnds("exhausted")]


def vowel(found: Found, memory: Memory) -> list[Meaning]:
    """`'a'` is a vowel; - 'n': not a vowel."""
    subject: Code | None = found.code("s") or _item(memory)
    if subject is None or subject.node is None or not (found.has("is") or found.has("no2") or not found.has("s")):
        return []
    memory.subject = subject
    is_so = not (found.has("no") or found.has("no2") or found.text("is") == "isn't")
    text = f"bool(({subject.text}) in {[*_LETTERS[found.text('what')]]})"
    return [Loosely(IsTrue(read_code(text), truth=is_so))]


_LETTERS = {"vowel": "aeiouAEIOU", "consonant": "bcdfghjklmnpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ"}


def _item(memory: Memory) -> Code | None:
    """What the sentence speaks of: the item that it began with, or what it spoke of last."""
    for said in reversed(memory.said):
        match said.meaning:
            case AtItem(what=Code() as what) | Member(one=Code() as what):
                return what
    return memory.subject


def member_of_item(found: Found, memory: Memory) -> list[Meaning]:
    """- 'b': not in `vowels`; 1 is in `seen` and not in `dup`."""
    one, many = _item(memory), found.code("many")
    before = found.line.text[: found.match.start()].split()[-1:]
    if one is None or many is None or before in (["is"], ["are"], ["was"], ["yet"]) or not memory.said:
        return []
    return [Loosely(Member(one, many, found.has("no")))]


def is_executed(found: Found, memory: Memory) -> list[Meaning]:
    """`d['a'] = 1` is executed."""
    code = found.code("a")
    if code is None or code.augmented or code.value is None or not code.value.is_value:
        return []  # whether it is this time isn't looked for
    return [Stands(code, done=True)]


def returns_both(found: Found, memory: Memory) -> list[Meaning]:
    """We return `total` and `d`, i.e. `(3, {})`."""
    one, other, value = found.code("s"), found.code("t"), found.code("v")
    if one is None or other is None:
        return []
    both = Returns(read_code(f"({one.text}, {other.text})"))
    return [Loosely(both)] if value is None else [Loosely(both), Returns(value)]


def starts_with(found: Found, memory: Memory) -> list[Meaning]:
    """We start with `n = 3` and `steps = 0`."""
    told = [code for code in (found.code("a"), *found.codes("moreA")) if code is not None and code.sort == "A"]
    if any(code.augmented or len(code.targets) != 1 for code in told):
        return []
    return [each for code in told for each in (Stands(code), Loosely(Moves(code.targets[0], "starts")))]


def bound_and_so(found: Found, memory: Memory) -> list[Meaning]:
    """`n = 10` is even."""
    code = found.code("a")
    if code is None or code.value is None or not code.value.text.lstrip("-").isdigit() or code.augmented:
        return []
    is_so = (int(code.value.text) % 2 == 0) is (found.text("how") == "even")
    memory.subject = code.targets[0]
    return [Stands(code), *([] if is_so else [Unread("it is the other way round")])]


def cuts_at(found: Found, memory: Memory) -> list[Meaning]:
    """`s.split('-')` splits the string at each hyphen and gives `['a', 'b']`."""
    subject, value, between = found.code("s"), found.code("v"), found.code("sep")
    if subject is None or value is None or (between is not None and between.text[:1] not in "'\""):
        return []
    memory.subject = subject
    signs = BETWEEN.get(found.text("sign"), ()) if between is None else ()
    texts = tuple(map(repr, signs)) if between is None else (between.norm,)
    return [Equals(subject, value), Loosely(MadeBy("split", value, between=texts))]


def initially_is(found: Found, memory: Memory) -> list[Meaning]:
    """`best` is initially `None`."""
    subject, value = found.code("s"), found.code("v")
    if subject is None or value is None:
        return []
    memory.subject = subject
    return [Loosely(Equals(subject, value)), Loosely(Moves(subject, "starts"))]


def condition_literal(found: Found, memory: Memory) -> list[Meaning]:
    """So the condition is `False`."""
    value, condition = found.code("v"), memory.condition()
    if value is None or value.norm not in ("True", "False"):
        return []
    if condition is not None:
        return [IsTrue(condition, value.norm == "True")]
    return [Loosely(ArmRuns("if", value.norm == "True"))]


def does_equation(found: Found, memory: Memory) -> list[Meaning]:
    """Append `6 // 3 = 2` to `out`."""
    code, where = found.code("a"), found.code("where")
    if code is None or where is None or code.value is None or not code.value.is_value or code.augmented:
        return []
    if any(target.sort == "N" for target in code.targets):
        return []
    memory.subject = where
    return [Stands(code), Does(DEEDS[found.text("verb")], code.value, where)]


def chained_compare(found: Found, memory: Memory) -> list[Meaning]:
    """`3 + 4 = 7 <= 8`: an equation, and a comparison of what comes out."""
    code = found.code("a")
    match None if code is None or code.value is None or code.augmented else code.value.node:
        case ast.Compare(left=ast.Constant() as left) if code is not None and code.value is not None:
            pass
        case _:
            return []
    if not code.value.is_value or any(target.sort == "N" for target in code.targets):
        return []
    equation = read_code(f"{code.text.rpartition('=')[0].rpartition('=')[0]}= {ast.unparse(left)}")
    if equation.sort != "A":
        equation = read_code(f"{code.targets[0].text} = {ast.unparse(left)}")
    if equation.sort != "A":
        return []
    return [*reckoned(equation), Stands(equation), Loosely(IsTrue(code.value, truth=True))]


def matches_target(found: Found, memory: Memory) -> list[Meaning]:
    """..., which matches the expected output: what was said to be returned."""
    last = memory.said[-1].meaning if memory.said else None
    return [last] if isinstance(last, Returns) else []


def enters_loop(found: Found, memory: Memory) -> list[Meaning]:
    """So we enter the loop."""
    return [EntersLoop()]


def finds_at(found: Found, memory: Memory) -> list[Meaning]:
    """`text.find('b', 1)` finds `'b'` at index 2."""
    subject, what, value = found.code("s"), found.code("u"), found.code("v")
    if subject is None or what is None or value is None:
        return []
    memory.subject = subject
    return [LooksFor(subject, what), Equals(subject, value)]


def passes_over(found: Found, memory: Memory) -> list[Meaning]:
    """We skip it: the item of the pass."""
    return [Kept(kept=False)]


def after_deed(found: Found, memory: Memory) -> list[Meaning]:
    """After sorting, ..."""
    return [Carried(MAKING[found.text("deed")], found.code("of"), found.text("kind"))]


def sorts_to(found: Found, memory: Memory) -> list[Meaning]:
    """`words.sort(key=len)` sorts the words by length: `['a', 'bc']`."""
    code, value = found.code("s"), found.code("v")
    match None if code is None else code.node:
        case ast.Call(func=ast.Attribute(value=owner, attr="sort" | "reverse"), keywords=keywords):
            by = [ast.unparse(each) for each in keywords]
        case _:
            return []
    if (
        code is None
        or value is None
        or (found.has("how") and by != {"by length": ["key=len"]}.get(found.text("how"), []))
    ):
        return [Unread("in which order?")]
    named, noun = found.code("n"), found.text("noun") or {"alphabetically": "words"}.get(found.text("how"), "")
    if (named is not None and named.norm != ast.unparse(owner)) or not _are_told_as(noun, value):
        return [Unread("that is not what it sorts")]
    memory.subject = code
    return [Happens(code, DEEDS[found.text("verb")]), LeftSo(value)]


def _are_told_as(nouns: str, value: Code) -> bool:
    """Whether it is a list whose items are what the noun says."""
    try:
        items = recorded(closed_value(value) or "")
    except NotPlain:
        return False
    return isinstance(items, list) and (nouns in ("", "list") or are(nouns, items))
