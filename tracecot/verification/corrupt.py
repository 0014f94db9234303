"""Makes an honest rationale say something false, in one of several ways; for the exam of the verifier.

A corruption is made from a claim (what kind, where it stands, which event) and chosen by the text's own digest, so that
the same text is always corrupted in the same way.
"""

import ast
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracecot.execution import Trace
from tracecot.ids import digest
from tracecot.verification.records import Claim, Grounded, Rationale

_SPAN = re.compile(r"`([^`\n]+)`")
_TRUTH = re.compile(r"\b(true|false)\b|`(True|False)`")
_COUNT = re.compile(r"\b\d{1,4}\b")
_LINE = re.compile(r"\bline (\d{1,4})\b", re.I)
_SENTENCE = re.compile(r"(?:`[^`\n]*`|[^`.\n])+\.(?=\s|$)\s?")


@dataclass(frozen=True, slots=True)
class Corruption:
    """A text that differs from an honest one in one place, and what its claim was about."""

    kind: str
    rationale: Rationale
    start: int  # of what was changed, in the corrupted text
    end: int
    was: str
    says: str
    claim: Claim | None  # the claim that was made false
    before: int  # the event told before it
    after: int  # the event told after it


@dataclass(frozen=True, slots=True)
class Honest:
    """A verified rationale, its execution and its claims: what corruptions are made from."""

    rationale: Rationale
    trace: Trace
    claims: tuple[Claim, ...]

    def event_of(self, claim: Claim) -> int | None:
        """The event that grounds the claim."""
        return claim.finding.event if isinstance(claim.finding, Grounded) else None


def corruptions(honest: Honest) -> Iterator[Corruption]:
    """One corruption of each kind that the text allows."""
    for kind, corrupt in KINDS.items():
        made = list(corrupt(honest))
        if made:
            yield made[_chosen(honest.rationale.text, kind) % len(made)]


def _chosen(*seed: str) -> int:
    return int(digest(*seed)[:8], 16)


def _edited(
    honest: Honest, kind: str, start: int, end: int, says: str, claim: Claim | None = None, answer: str | None = None
) -> Corruption:
    text = honest.rationale.text
    rationale = replace(honest.rationale, text=text[:start] + says + text[end:])
    if answer is not None:
        rationale = replace(rationale, answer=answer)
    before, after = _around(honest, claim)
    return Corruption(kind, rationale, start, start + len(says), text[start:end], says, claim, before, after)


def _around(honest: Honest, claim: Claim | None) -> tuple[int, int]:
    """The events of the claims before and after."""
    if claim is None:
        return 0, len(honest.trace.events)
    place = honest.claims.index(claim)
    before = [honest.event_of(each) for each in honest.claims[:place]]
    after = [honest.event_of(each) for each in honest.claims[place + 1 :] if each.kind != "state"]
    told = [seq for seq in before if seq is not None]
    later = [seq for seq in after if seq is not None and seq > (told[-1] if told else 0)]
    return (told[-1] if told else 0), (later[0] if later else len(honest.trace.events))


# Values


def _values_changed(honest: Honest) -> Iterator[Corruption]:
    """The value that a claim gives is another one."""
    for claim in honest.claims:
        if claim.kind not in ("value", "bind", "mutate", "state", "return", "call", "summary"):
            continue
        spans = list(_SPAN.finditer(honest.rationale.text, claim.start, claim.end))
        if not spans:
            continue
        last = spans[-1]
        changed = changed_code(last.group(1), honest.rationale.text)
        if changed is not None:
            yield _edited(honest, "value_changed", last.start(1), last.end(1), changed, claim)


def changed_code(code: str, seed: str) -> str | None:
    """The literal, or the value of an assignment, slightly changed; None for other code."""
    head, sign, tail = code.rpartition(" = ")
    try:
        value = ast.literal_eval(tail)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return f"{head}{sign}{changed_value(value, _chosen(seed, code))!r}"


def changed_value(value: object, choice: int) -> object:
    """Another value of the type, near it."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + (1 if choice % 2 else -1)
        case str():
            return value[:-1] if len(value) > 1 and choice % 2 else value + "x"
        case list() if value:
            return value[:-1] if choice % 2 else [*value[:-1], changed_value(value[-1], choice // 2)]
        case tuple() if value:
            return (*value[:-1], changed_value(value[-1], choice // 2))
        case dict() if value:
            *first, (key, last) = value.items()
            return dict([*first, (key, changed_value(last, choice // 2))])
        case set() if value:
            return {*value, "another"}
        case list():
            return [0]
        case None:
            return 0
    return None if value is not None else 0


# Branches, counts, lines


def _branches_flipped(honest: Honest) -> Iterator[Corruption]:
    """A condition is said to be false where it is true, or true where it is false."""
    other = {"true": "false", "false": "true", "True": "False", "False": "True"}
    for claim in honest.claims:
        if claim.kind != "branch" and claim.kind != "value":
            continue
        words = list(_TRUTH.finditer(honest.rationale.text, claim.start, claim.end))
        if words and claim.end - words[-1].end() <= 1:
            group = 1 if words[-1].group(1) else 2
            start, end = words[-1].span(group)
            yield _edited(honest, "branch_flipped", start, end, other[words[-1].group(group)], claim)


def _counts_shifted(honest: Honest) -> Iterator[Corruption]:
    """A pass has another number, or a loop another number of passes."""
    text = honest.rationale.text
    for claim in honest.claims:
        if claim.kind != "iteration":
            continue
        numbers = [
            each for each in _COUNT.finditer(text, claim.start, claim.end)
            if not text[: each.start()].lower().endswith("line ") and text[: each.start()].count("`") % 2 == 0
        ]  # fmt: skip
        if numbers:
            shown = int(numbers[-1].group())
            shift = -1 if shown > 1 and _chosen(text, str(claim.start)) % 2 else 1
            yield _edited(honest, "count_shifted", *numbers[-1].span(), str(shown + shift), claim)


def _lines_shifted(honest: Honest) -> Iterator[Corruption]:
    """A line number points at another line."""
    text = honest.rationale.text
    for place, claim in enumerate(honest.claims):
        match = _LINE.search(text, claim.start, claim.end)
        if match is None or claim.kind not in ("line", "branch"):
            continue
        following = next((each for each in honest.claims[place + 1 :] if each.start >= claim.end), None)
        about = claim if claim.kind == "branch" else following
        if about is None or honest.event_of(about) is None or "." in text[claim.end : about.start]:
            continue
        shift = 1 if int(match.group(1)) == 1 or _chosen(text, str(claim.start)) % 2 else -1
        yield _edited(honest, "line_shifted", *match.span(1), str(int(match.group(1)) + shift), about)


# Names and order


def _names_swapped(honest: Honest) -> Iterator[Corruption]:
    """What holds of one name is said of another."""
    names = sorted(_names(honest.trace))
    for claim in honest.claims:
        event = honest.event_of(claim)
        if claim.kind not in ("bind", "mutate", "state", "value") or event is None:
            continue
        match = _SPAN.search(honest.rationale.text, claim.start, claim.end)
        if match is None:
            continue
        name = match.group(1).partition(" = ")[0]
        others = [each for each in names if each != name]
        if name in names and others:
            other = others[_chosen(honest.rationale.text, name) % len(others)]
            yield _edited(honest, "name_swapped", match.start(1), match.start(1) + len(name), other, claim)


def _names(trace: Trace) -> set[str]:
    """The names that the execution bound."""
    found: set[str] = set()
    for event in trace.events:
        if event.kind == "bind" and event.name.isidentifier():
            found.add(event.name)
        elif event.kind == "call":
            found.update(name for name, _ in event.args)
    return found


def _sentences_swapped(honest: Honest) -> Iterator[Corruption]:
    """Two neighbouring sentences change places."""
    text = honest.rationale.text
    found = list(_SENTENCE.finditer(text))
    for first, second in itertools.pairwise(found):
        if first.end() != second.start():
            continue
        # A name with its value may hold later too; what is told to happen, or decided, happens once.
        early = [claim for claim in _told_in(honest, first) if claim.kind == "branch" or not claim.text.startswith("`")]
        late = _told_in(honest, second)
        if not early or not late:
            continue
        claim = late[0]
        says = f"{second.group().rstrip()} {first.group().rstrip()} "
        yield replace(
            _edited(honest, "sentences_swapped", first.start(), second.end(), says, claim),
            before=max(honest.event_of(each) or 0 for each in early),
            after=min(honest.event_of(each) or 0 for each in late),
        )


def _told_in(honest: Honest, sentence: re.Match[str]) -> list[Claim]:
    """The step claims that stand in the sentence."""
    return [
        claim for claim in honest.claims
        if sentence.start() <= claim.start < sentence.end() and claim.kind in ("bind", "mutate", "branch", "iteration", "return")
        and honest.event_of(claim) is not None
    ]  # fmt: skip


# Answers


def _answers_wrong(honest: Honest) -> Iterator[Corruption]:
    """The answer, and the tag that repeats it, are another value or call."""
    answer, text = honest.rationale.answer, honest.rationale.text
    changed = _changed_answer(answer, text)
    start = text.rfind(answer)
    if changed is not None and start >= 0:
        yield _edited(honest, "answer_wrong", start, start + len(answer), changed, None, changed)


def _changed_answer(answer: str, seed: str) -> str | None:
    changed = changed_code(answer, seed)
    if changed is not None:
        return changed
    kind, sign, message = answer.partition(": ")
    if sign and kind.isidentifier():
        return f"{kind}{sign}{message}x"
    try:
        node = ast.parse(answer, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not isinstance(node, ast.Call) or not node.args:
        return None
    last = changed_code(ast.unparse(node.args[-1]), seed)
    if last is None:
        return None
    given = [*map(ast.unparse, node.args[:-1]), last]
    given += [f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in node.keywords]
    return f"{ast.unparse(node.func)}({', '.join(given)})"


Corrupt = Callable[[Honest], Iterator[Corruption]]

KINDS: dict[str, Corrupt] = {
    "value_changed": _values_changed,
    "branch_flipped": _branches_flipped,
    "count_shifted": _counts_shifted,
    "line_shifted": _lines_shifted,
    "name_swapped": _names_swapped,
    "sentences_swapped": _sentences_swapped,
    "answer_wrong": _answers_wrong,
}


def kinds() -> Sequence[str]:
    """The kinds of corruption."""
    return tuple(KINDS)
