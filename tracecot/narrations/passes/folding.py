"""Folding: many passes told at once, without loss: each name and condition with all the values that it took."""

import ast
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from tracecot.execution import Event
from tracecot.narrations.reasons.parts import is_literal
from tracecot.narrations.wording.spans import is_sayable, listed, shown, span
from tracecot.narrations.wording.style import plural

SHORT = 60  # characters of one listed value
ENDLESS = ("True", "1")  # conditions that ask nothing
FEW = 3  # passes that differ from the others, and are told by themselves
NAMED = 20  # passes that differ and are named
SERIES = 12  # passes of which it is listed how a condition came out
DEEDS = {"append": ("appends", "to"), "add": ("adds", "to"), "remove": ("removes", "from")}


@dataclass(frozen=True, slots=True)
class Folded:
    """What is said of the passes together, and the numbers of those that differ and are to be told by themselves."""

    sentences: list[str]
    apart: list[int] = field(default_factory=list)
    differs: str = ""  # what holds in these and in no other
    names: frozenset[str] = frozenset()  # whose values are listed


def fold(events: Sequence[Event], most: int) -> list[str]:
    """A sentence for each name that the passes of comprehensions bind: the values that it took.

    It has the line: a loop before it may have bound the same name.
    """
    return [f"On line {each[0].line} {_values_of(name, each)}." for name, each in _bound(events, most).items()]


def fold_passes(
    events: Sequence[Event], noun: str, numbers: Sequence[int], most: int, *, loop: int, partly: Set[str] = frozenset()
) -> Folded:
    """What passes of a loop have in common, one after the other.

    Args:
        events: of the passes, in order, with those of loops inside.
        noun: what a pass is called, as many.
        numbers: of the passes, one after the other.
        most: a name that took more values than this is not listed; what is left of it is told at the loop's end.
        loop: its number.
        partly: the names that get other values there, too, which are not among the events.
    """
    names = {name: each for name, each in _bound(events, most).items() if name not in partly}
    asked = _asked([event for event in events if event.loop == loop], len(numbers))
    constant = {
        name for name, each in names.items()
        if len(each) == len(numbers) and len({shown(event.value) for event in each}) == 1
    }  # fmt: skip
    mixed = _mixed(asked)
    few = 1 if any(event.why == "while" and event.loop == loop for event in events) else FEW
    if mixed and len(mixed[0].minority) > few and len(numbers) <= SERIES and _is_comparison(mixed[0].condition):
        mixed = []  # how it came out each time says more
    apart = sorted(mixed[0].minority) if mixed else []
    alike = [each.said for each in asked if not each.minority or each in mixed]
    series = [
        each for each in asked
        if each.minority and each not in mixed and len(numbers) <= SERIES and _is_comparison(each.condition)
    ]  # fmt: skip
    alike += [f"{span(name)} is {span(shown(names[name][0].value))}" for name in names if name in constant]
    listing = [_values_of(name, each) for name, each in names.items() if name not in constant]
    listing += [f"{span(each.condition)} takes the values {listed(each.outcomes(numbers))}" for each in series]
    listing += _done(events, most)
    if not alike and not listing:  # else nothing would be said of the passes at all
        alike = _kept_going(events, len(numbers))
    first, last = numbers[0], numbers[-1]
    where = f"In {plural(noun)} {first} to {last}"
    but = f"In every {noun} from {first} to {last} but {_numbered(apart, noun)}" if apart else where
    told = ([f"{but} {listed(alike)}"] if alike else []) + listing
    if listing and (apart or not alike):  # what is listed is of all passes
        told[len(told) - len(listing)] = f"{where} {listing[0]}"
    sentences = [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in told]
    if len(apart) > few:
        return Folded(sentences, names=frozenset(names))
    return Folded(sentences, apart, mixed[0].contrary if mixed else "", frozenset(names))


def _numbered(apart: Sequence[int], noun: str) -> str:
    """`pass 17`, `passes 6 and 8`; how many there are, where they are too many to name."""
    if len(apart) == 1:
        return f"{noun} {apart[0]}"
    return f"{plural(noun)} {listed(list(map(str, apart)))}" if len(apart) <= NAMED else f"{len(apart)} of them"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A condition that every pass asks once: how it mostly comes out, and the passes in which it does not."""

    condition: str
    truth: str
    minority: frozenset[int]

    @property
    def said(self) -> str:
        return f"{span(self.condition)} is {self.truth}"

    def outcomes(self, numbers: Sequence[int]) -> list[str]:
        """How it came out in each pass."""
        mostly, else_ = ("True", "False") if self.truth == "true" else ("False", "True")
        return [span(else_ if number in self.minority else mostly) for number in numbers]

    @property
    def contrary(self) -> str:
        """How it comes out in the others."""
        return f"{span(self.condition)} is {'false' if self.truth == 'true' else 'true'}"


def _asked(events: Sequence[Event], passes: int) -> list[_Asked]:
    """The conditions that all the passes ask once."""
    series: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "branch" and event.why not in ("and", "or", "while") and not event.text.isidentifier():
            series.setdefault(event.text, []).append(event)
    found = []
    for condition, each in series.items():
        if len(each) != passes or not all(is_sayable(event.value, SHORT) for event in each):
            continue
        true = frozenset(event.pass_ or 0 for event in each if shown(event.value) == "True")
        false = frozenset(event.pass_ or 0 for event in each) - true
        if len(true) + len(false) == passes:
            truth, minority = ("true", false) if len(true) > len(false) else ("false", true)
            found.append(_Asked(condition, truth, minority))
    return found


def _mixed(asked: Sequence[_Asked]) -> list[_Asked]:
    """The condition that fails in the fewest passes, with those that fail in no others."""
    mixed = sorted((one for one in asked if one.minority), key=lambda one: len(one.minority))
    return [one for one in mixed if one.minority <= mixed[0].minority]


def _bound(events: Sequence[Event], most: int) -> dict[str, list[Event]]:
    """The names with their bindings, where these can be listed."""
    changed = {event.name for event in events if event.kind == "mutate"}
    series: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "bind" and event.name.isidentifier() and event.name not in (*changed, "_"):
            series.setdefault(event.name, []).append(event)
    return {name: each for name, each in series.items() if _is_listable(each, most)}


def _done(events: Sequence[Event], most: int) -> Iterator[str]:
    """What was appended, added or removed, and what was yielded, all in order."""
    series: dict[tuple[str, int, str], list[Event]] = {}
    for event in events:
        if event.kind == "yield":
            series.setdefault(("yields", event.line, ""), []).append(event)
        elif event.kind == "value" and event.name in DEEDS and (owner := _owner(event.text)):
            series.setdefault((event.name, event.line, owner), []).append(event)
    for (deed, line, owner), each in series.items():
        values = [event.value if deed == "yields" else dict(event.args).get("0") for event in each]
        if not 2 <= len(values) <= most or not all(is_sayable(value, SHORT) for value in values):
            continue
        given = listed([span(shown(value)) for value in values])
        if deed == "yields":
            yield f"line {line} yields {given}"
        else:
            verb, to = DEEDS[deed]
            yield f"line {line} {verb} {given} {to} {span(owner)}"


@lru_cache(maxsize=1_024)
def _owner(text: str) -> str:
    """What the method is called on, where it has one plain argument; else nothing."""
    match _parsed(text):
        case ast.Call(func=ast.Attribute(value=owner), args=[argument], keywords=[]):
            return "" if is_literal(ast.unparse(argument)) else ast.unparse(owner)
    return ""


@lru_cache(maxsize=1_024)
def _is_comparison(text: str) -> bool:
    """Whether it is true or false and nothing else that counts as such."""
    match _parsed(text):
        case ast.Compare(ops=[_]) | ast.UnaryOp(op=ast.Not()):
            return True
    return False


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def _kept_going(events: Sequence[Event], passes: int) -> list[str]:
    """The condition of a `while` loop, which was true for each of them."""
    asked = [each for each in events if each.kind == "branch" and each.why == "while" and each.text not in ENDLESS]
    if len({event.text for event in asked}) == 1 and len(asked) == passes:
        return [f"{span(asked[0].text)} is true"] if all(shown(each.value) == "True" for each in asked) else []
    return []


def _values_of(name: str, events: Sequence[Event]) -> str:
    values = [shown(event.value) for event in events]
    if len(values) == 1:
        return f"{span(name)} takes the value {span(values[0])}"
    return f"{span(name)} takes the values {listed([span(value) for value in values])}"


def _is_listable(events: Sequence[Event], most: int) -> bool:
    return len(events) <= most and all(is_sayable(event.value, SHORT) for event in events)
