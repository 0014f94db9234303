"""False observations: another number of calls, another type, a clause turned round, a bound that is off by one."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator

from tracecot.evaluation import evaluate, holding
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, canonical
from tracecot.verification.corruptions.programs.honest import CalledWith, HonestProgram
from tracecot.verification.corruptions.records import Edit, Lie

Test = Callable[[CalledWith, str], bool]

_ALL = re.compile(r"On all (\d+) recorded calls")
_SOME = re.compile(r"On (\d+) of the (\d+) recorded calls,? (?:line (\d+) returns|`[^`]+` raises `([\w.]+)`)")
_TYPE = re.compile(r"the result is (an? `(\w+)`)")
_BOUND = re.compile(r"the result is (at least|at most) `(-?\d+)`")
_OTHER_TYPES = {"list": "a `tuple`", "str": "a `list`", "int": "a `float`", "bool": "an `int`", "dict": "a `list`"}


def _is_ordered(way: bool) -> Test:
    def test(call: CalledWith, code: str) -> bool:
        items = list(call.result)  # type: ignore[call-overload]
        return bool(items == sorted(items, reverse=way))

    return test


def _length(call: CalledWith, name: str) -> int:
    return len(call.result) - len(call.arguments[name])  # type: ignore[arg-type]


def _compared(call: CalledWith, code: str) -> float:
    other = evaluate(ast.parse(code, mode="eval").body, holding(call.arguments))
    return call.result - other  # type: ignore[operator,no-any-return]


def _same_items(call: CalledWith, name: str) -> bool:
    one, other = call.result, call.arguments[name]
    return Counter(map(canonical, one)) == Counter(map(canonical, other))  # type: ignore[call-overload]


#: Clauses, what turns them round, and whether that is so of one call.
_TURNED: tuple[tuple[re.Pattern[str], str, Test], ...] = (
    (re.compile(r"(in ascending order)()"), "in descending order", _is_ordered(True)),
    (re.compile(r"(in descending order)()"), "in ascending order", _is_ordered(False)),
    (re.compile(r"(no longer than) `(\w+)`"), "no shorter than", lambda call, name: _length(call, name) >= 0),
    (re.compile(r"(no shorter than) `(\w+)`"), "no longer than", lambda call, name: _length(call, name) <= 0),
    (re.compile(r"the result (is at least) `([^`]+)`"), "is at most", lambda call, code: _compared(call, code) <= 0),
    (re.compile(r"the result (is at most) `([^`]+)`"), "is at least", lambda call, code: _compared(call, code) >= 0),
    (
        re.compile(r"(every item of the result is an item of) `(\w+)`"),
        "the result has the same items as",
        _same_items,
    ),
)  # fmt: skip


def all_miscounted(honest: HonestProgram) -> Iterator[Lie]:
    """An observation over all calls names another number of them."""
    for found in honest.mixed(_ALL.finditer(honest.text, 0, _before_answer(honest)), "all_miscounted"):
        other = str(int(found[1]) + honest.chance("all_miscounted").choice((-1, 1)))
        yield Lie((Edit(*found.span(1), other),), None, "the calls", other, (found[1],))


def some_miscounted(honest: HonestProgram) -> Iterator[Lie]:
    """An observation over some calls names another number of them."""
    for found in honest.mixed(_SOME.finditer(honest.text), "some_miscounted"):
        other = str(int(found[1]) + honest.chance("some_miscounted").choice((-1, 1)))
        about = f"line {found[3]}" if found[3] else found[4]
        yield Lie((Edit(*found.span(1), other),), None, "the count", f"{other} {about}", (found[1],))


def type_wrong(honest: HonestProgram) -> Iterator[Lie]:
    """The result is of another type."""
    for found in _TYPE.finditer(honest.text, 0, _before_answer(honest)):
        other = _OTHER_TYPES.get(found[2], "a `list`")
        yield Lie((Edit(*found.span(1), other),), None, "the type", other.strip("an `"), ())


def clause_turned(honest: HonestProgram) -> Iterator[Lie]:
    """A clause says the opposite, or more than is so."""
    yield from _turned(honest, 0, _before_answer(honest), "clause_turned")


def bound_off_by_one(honest: HonestProgram) -> Iterator[Lie]:
    """A bound is one too narrow: on some call the result lies on it."""
    for found in honest.mixed(_BOUND.finditer(honest.text, 0, _before_answer(honest)), "bound_off_by_one"):
        other = int(found[2]) + (1 if found[1] == "at least" else -1)
        results = [call.result for call in honest.calls if not call.raised]
        beyond = (one for one in results if isinstance(one, int | float) and _is_beyond(one, found[1], other))
        if next(beyond, None) is not None:
            yield Lie((Edit(*found.span(2), str(other)),), None, f"is {found[1]}", str(other), ())


def observed_answer_wrong(honest: HonestProgram) -> Iterator[Lie]:
    """The answer is an observation that is not so; the text says it as well."""
    start = _before_answer(honest)
    answer = honest.rationale.answer
    place = honest.text.find(answer, start)
    if honest.rationale.task != "explanation" or place < 0:
        return
    for lie in [
        *_turned(honest, place, place + len(answer), "observed_answer_wrong"),
        *_answer_miscounted(honest, place),
    ]:
        (edit,) = lie.edits
        other = answer[: edit.start - place] + edit.says + answer[edit.end - place :]
        yield Lie(lie.edits, None, lie.subject, lie.value, (), other)


def _answer_miscounted(honest: HonestProgram, place: int) -> Iterator[Lie]:
    found = _ALL.search(honest.text, place)
    if found is not None:
        other = str(int(found[1]) + 1)
        yield Lie((Edit(*found.span(1), other),), None, "the calls", other, (found[1],))


def _turned(honest: HonestProgram, start: int, end: int, seed: str) -> Iterator[Lie]:
    found = [
        (match, says, test) for pattern, says, test in _TURNED for match in pattern.finditer(honest.text, start, end)
    ]
    for match, says, test in honest.mixed(found, seed):
        if _fails(honest, test, match[2]):
            yield Lie((Edit(*match.span(1), says),), None, says.removeprefix("the result "), match[2], ())


def _fails(honest: HonestProgram, test: Test, code: str) -> bool:
    """Whether it is not so of some call that returned; not where that can't be told."""
    try:
        return not all(test(call, code) for call in honest.calls if not call.raised)
    except (KeyError, TypeError, NotEvaluable, NotPlain):
        return False


def _is_beyond(result: float, bound: str, number: int) -> bool:
    return result < number if bound == "at least" else result > number


def _before_answer(honest: HonestProgram) -> int:
    """Where the answer's tag begins."""
    return honest.text.rfind(honest.rationale.answer)
