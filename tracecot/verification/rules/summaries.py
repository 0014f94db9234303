"""Judges what is said of many passes at once: "in every pass from 3 to 60 but one ..."."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracecot.verification.executions.cursor import Cursor
from tracecot.verification.executions.history import LoopRun, pass_window
from tracecot.verification.meanings import DoesEach, EveryPass, Said, TakesValues, Unread
from tracecot.verification.records import Refuted, Unreadable
from tracecot.verification.rules.judge import Judge
from tracecot.verification.rules.judging import Judged, grounded, refuted, unreadable

_MOST_WORK = 20_000  # claims times passes of one summary
_FEW = 3  # passes of a stretch of which one may be too many
_LOOPS = 50  # that begin later and are tried

Finding = tuple[Said, Judged]


def judge_summary(
    judge: Judge, quantifier: Said, meaning: EveryPass, rest: Sequence[Said], cursor: Cursor
) -> Iterator[Finding]:
    """The findings on the quantifier and on what the sentence goes on to say of the passes; the cursor moves on."""
    loop, numbers = _stretch(meaning, cursor)
    if loop is None or not numbers:
        nowhere = "no loop makes these passes"
        yield (
            quantifier,
            unreadable("summary", nowhere)
            if meaning.each or _looks_back(meaning, cursor)
            else refuted("summary", nowhere, reason="not_found"),
        )
    elif len(numbers) * len(rest) > _MOST_WORK:
        yield quantifier, unreadable("summary", "too much")
    elif any(isinstance(each.meaning, TakesValues | DoesEach) for each in rest):
        yield from _taken(judge, quantifier, loop, numbers, rest, cursor)
    else:
        tried = _tried(judge, meaning, loop, numbers, rest, cursor)
        short = _too_short(meaning, cursor)
        if short is not None and tried.wrong and len(tried.failing) == len(numbers):
            yield quantifier, refuted("summary", f"the loop on line {short.line} makes {len(short.passes)} passes")
        _move(loop, numbers, tuple(tried.failing), cursor)
        yield from _findings(quantifier, meaning, loop, numbers, tried)


def _stretch(meaning: EveryPass, cursor: Cursor) -> tuple[LoopRun | None, list[int]]:
    """The loop and the numbers of its passes that the sentence speaks of."""
    if meaning.each:
        loop, first, last = cursor.stretch or (None, 1, 0)
        return loop, list(range(first, last + 1))
    running = [scope.loop for scope in reversed(cursor.scopes)] + ([cursor.loop] if cursor.loop else [])
    loops = cursor.history.loops.values()
    ahead = sorted(
        (loop for loop in loops if loop.start >= cursor.floor and not loop.is_comprehension),
        key=lambda loop: loop.start,
    )
    for loop in [*running, *_under_way(cursor), *ahead[:_LOOPS]]:
        first = 1 if meaning.first is None else meaning.first
        last = len(loop.passes) if meaning.last is None else meaning.last
        if not 1 <= first <= last <= len(loop.passes):
            continue
        told = _is_told(loop, first, last, cursor)
        if cursor.slice is None and loop.passes[last - 1] < cursor.floor and not told:
            continue
        if meaning.first and not told and _is_behind(loop, first, cursor):
            continue
        numbers = [
            number for number in range(first, last + 1)
            if not (meaning.others and cursor.is_told(loop.passes[number - 1]))
        ]  # fmt: skip
        if numbers:
            return loop, numbers
    return None, []


def _is_told(loop: LoopRun, first: int, last: int, cursor: Cursor) -> bool:
    """Whether they are of the loop whose passes were told last, or the very passes of which all but some were told."""
    if cursor.stretch is None or cursor.stretch[0].number != loop.number:
        return False
    return cursor.implied or (bool(cursor.failing) and cursor.stretch[1:] == (first, last))


def _looks_back(meaning: EveryPass, cursor: Cursor) -> bool:
    """Whether the passes end with the one that is told: they were told one by one."""
    return bool(cursor.scopes) and meaning.last == cursor.scopes[-1].number


def _too_short(meaning: EveryPass, cursor: Cursor) -> LoopRun | None:
    """The loop that is told, where it makes fewer passes than are spoken of."""
    told = [cursor.scopes[-1].loop] if cursor.scopes else [cursor.loop] if cursor.loop is not None else []
    return next((loop for loop in told if meaning.last is not None and len(loop.passes) < meaning.last), None)


def _is_behind(loop: LoopRun, number: int, cursor: Cursor) -> bool:
    """Whether a later pass of the loop is the one that is told."""
    return cursor.slice is None and number < len(loop.passes) and loop.passes[number] < cursor.floor


def _under_way(cursor: Cursor) -> list[LoopRun]:
    """The loops that have begun and go on, the innermost first: those of frames that sleep here are among them."""
    found = [
        loop for loop in cursor.history.loops.values()
        if loop.start < cursor.floor < loop.end and not loop.is_comprehension
    ]  # fmt: skip
    return sorted(found, key=lambda loop: -loop.start)


def _taken(
    judge: Judge, quantifier: Said, loop: LoopRun, numbers: list[int], rest: Sequence[Said], cursor: Cursor
) -> Iterator[Finding]:
    """In passes 9 to 13 `c` takes the values ...: what is said is said of the passes together."""
    before = cursor.copy()
    found = _values_taken(judge, loop, numbers, rest, cursor)
    if any(isinstance(judged.finding, Refuted) for _, judged in found):
        for other in _nearly(numbers, len(loop.passes)):
            meant = _values_taken(judge, loop, other, rest, before.copy())
            if all(judged.holds for _, judged in meant):
                yield quantifier, refuted("summary", f"it is so of passes {other[0]} to {other[-1]}")
                yield from meant
                return
    yield quantifier, grounded("summary", *(loop.passes[number - 1] for number in numbers))
    yield from found


def _values_taken(
    judge: Judge, loop: LoopRun, numbers: list[int], rest: Sequence[Said], cursor: Cursor
) -> list[Finding]:
    """What is said of these passes; the cursor moves behind them."""
    _move(loop, numbers, (), cursor)
    return [(each, judge.judged(each, cursor, rest[place + 1 :])) for place, each in enumerate(rest)]


def _nearly(numbers: list[int], passes: int) -> Iterator[list[int]]:
    """Stretches that begin or end a pass sooner or later."""
    for first, last in ((1, 0), (-1, 0), (0, -1), (0, 1)):
        low, high = numbers[0] + first, numbers[-1] + last
        if 1 <= low <= high <= passes:
            yield list(range(low, high + 1))


def _move(loop: LoopRun, numbers: Sequence[int], failing: tuple[int, ...], cursor: Cursor) -> None:
    """To the end of the passes; they are remembered for details that may follow."""
    last = cursor.copy()
    last.enter(loop, numbers[-1])
    end = _end(loop, max(last.scopes[-1].high - 1, 0), cursor)
    if cursor.slice is None:
        cursor.scopes, cursor.floor, cursor.at = last.scopes[:-1], end, end
    cursor.loop = loop
    cursor.stretch, cursor.implied = (loop, numbers[0], numbers[-1]), False
    cursor.failing = failing


def _end(loop: LoopRun, last: int, cursor: Cursor) -> int:
    """The pass's last event: what a generator does then leads to the next pass, and may be told before it."""
    history, end = cursor.history, last
    while end > loop.passes[0] and history.events[end].frame in history.yielding - {loop.frame}:
        end -= 1
    return end if history.events[end].frame == loop.frame else last


@dataclass(slots=True)
class Tried:
    """What came of trying a sentence in each of the passes."""

    rest: Sequence[Said]
    failing: list[int] = field(default_factory=list)  # passes in which it is wrong
    held: dict[int, Judged] = field(default_factory=dict)  # by place in the sentence: where it held first
    wrong: dict[int, Judged] = field(default_factory=dict)  # by place in the sentence: where it failed first
    events: set[int] = field(default_factory=set)  # told by the passes in which it holds


def _tried(
    judge: Judge, meaning: EveryPass, loop: LoopRun, numbers: Sequence[int], rest: Sequence[Said], cursor: Cursor
) -> Tried:
    tried = Tried(rest)
    for number in numbers:
        within = cursor.copy()
        within.enter(loop, number)
        within.land(within.at)
        within.ceiling = pass_window(cursor.history, loop, number)[1] - 1 if cursor.slice is None else -1
        here = [judge.judged(each, within, rest[place + 1 :]) for place, each in enumerate(rest)]
        failed = next((place for place, each in enumerate(here) if each.holds is meaning.no), None)
        if failed is not None:
            tried.failing.append(number)
            tried.wrong.setdefault(failed, here[failed])
            continue
        for place, each in enumerate(here):
            tried.held.setdefault(place, each)
            tried.events.update(each.events)
    return tried


def _findings(
    quantifier: Said, meaning: EveryPass, loop: LoopRun, numbers: Sequence[int], tried: Tried
) -> Iterator[Finding]:
    right = bool(tried.rest) and _excepted(meaning, tried.failing)
    unread = any(isinstance(each.meaning, Unread) for each in tried.rest)
    if right and not unread:
        yield quantifier, grounded("summary", loop.passes[numbers[0] - 1], *tried.events)
    elif (other := _but_for_an_end(meaning, numbers, tried.failing)) is not None:
        yield quantifier, refuted("summary", f"it is so of passes {other[0]} to {other[-1]}")
    elif not tried.wrong or meaning.but:
        if tried.rest:
            yield quantifier, refuted("summary", f"{len(tried.failing)} passes differ")
        else:
            yield quantifier, unreadable("summary", "nothing is said of them")
    for place, each in enumerate(tried.rest):
        one = tried.held.get(place) if right or place not in tried.wrong else tried.wrong[place]
        one = one or tried.wrong.get(place)
        if one is not None:
            yield each, one if right or place not in tried.wrong else _in_passes(one, tried.failing)


def _but_for_an_end(meaning: EveryPass, numbers: Sequence[int], failing: list[int]) -> Sequence[int] | None:
    """The passes in which it holds, where the stretch begins a pass too early or ends one too late."""
    if meaning.first is None or meaning.but or meaning.except_ or len(failing) != 1 or len(numbers) < _FEW:
        return None
    return numbers[1:] if failing[0] == numbers[0] else numbers[:-1] if failing[0] == numbers[-1] else None


def _excepted(meaning: EveryPass, failing: list[int]) -> bool:
    """Whether the passes in which it is wrong are the ones that the quantifier excepts."""
    if meaning.except_:
        return tuple(failing) == meaning.except_ and bool(failing)
    return len(failing) == meaning.but


def _in_passes(judged: Judged, failing: list[int]) -> Judged:
    """What is wrong, and in which passes."""
    told = ", ".join(map(str, failing[:5])) + ("..." if len(failing) > 5 else "")
    if isinstance(judged.finding, Unreadable):
        return judged
    if judged.holds:
        return refuted(judged.kind, f"it holds in pass {told}")
    actual = getattr(judged.finding, "actual", getattr(judged.finding, "detail", ""))
    return refuted(judged.kind, f"{actual} (in pass {told})")
