"""The way of the execution told wrongly: branches, arms, passes, counts, lines."""

import re
from collections.abc import Iterator

from tracecot.execution import Event
from tracecot.values import Plain
from tracecot.verification.corruptions.falsehood import is_false
from tracecot.verification.corruptions.honest import Honest
from tracecot.verification.corruptions.places import code_lines, is_one_statement, loop_lines
from tracecot.verification.corruptions.records import Edit, Lie
from tracecot.verification.corruptions.timeline import Fact, spelled
from tracecot.verification.records import Claim

OPPOSITE = {"true": "false", "false": "true", "True": "False", "False": "True"}
_TRUTH = re.compile(r"\b(true|false)\b|`(True|False)`")
_PASS = re.compile(r"\bpass (\d+)\b", re.I)
_ASIDE = re.compile(r"\bin pass \d", re.I)
_STOP = re.compile(r"\.(?=\s)")
_COUNT = re.compile(r"(?<!line )\b(\d+|one|two|three|four|five)(?= (?:pass|item|time|iteration))")
_LINE = re.compile(r"\bline (\d+)\b", re.I)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ARMS = (
    (re.compile(r"\bline (\d+) is skipped"), "is skipped", "runs"),
    (re.compile(r"`else` branch runs"), "runs", "is skipped"),
)


def branch_flipped(honest: Honest) -> Iterator[Lie]:
    """A condition is said to be false where it is true, or true where it is false."""
    for claim, event in honest.mixed(honest.claims_of("branch", "value", "arithmetic"), "branch_flipped"):
        found = list(_TRUTH.finditer(honest.text, claim.start, claim.end))
        if not found or claim.says not in OPPOSITE or claim.end - found[-1].end() > 1:
            continue
        group = found[-1].lastindex or 0
        word = found[-1].group(group)
        if is_false(honest, claim, event, OPPOSITE[claim.says]):
            edit = Edit(*found[-1].span(group), OPPOSITE[word])
            yield Lie((edit,), claim, claim.subject, OPPOSITE[claim.says], really=(word.lower(), word.title()))


def arm_flipped(honest: Honest) -> Iterator[Lie]:
    """What was skipped is said to run, or what ran to be skipped."""
    for claim, event in honest.mixed(honest.claims_of("branch"), "arm_flipped"):
        for pattern, was, says in _ARMS:
            found = pattern.search(honest.text, claim.start, claim.end)
            if found is None or not honest.is_forward(claim):
                continue
            start = found.end() - len(was)
            line = int(found.group(1)) if pattern.groups else 0
            if _never_runs_near(honest, claim, event, line) if line else _is_else(honest, claim, event):
                subject = f"line {line}" if line else "else"
                yield Lie((Edit(start, found.end(), says),), claim, subject, says)


def _never_runs_near(honest: Honest, claim: Claim, event: Event, line: int) -> bool:
    """Whether the line doesn't run until the same condition is asked again, or the text has gone on."""
    _, high = honest.around(claim)
    again = honest.timeline.first(Fact(event.text, "True"), event.seq + 1)
    end = max(high, len(honest.trace.events) if again is None else again)
    return not any(each.line <= line <= each.end_line for each in honest.trace.events[event.seq + 1 : end + 1])


def _is_else(honest: Honest, claim: Claim, event: Event) -> bool:
    """Whether the condition was false, and not true before the text goes on."""
    _, high = honest.around(claim)
    return honest.timeline.held(event.text, event.seq, max(high, event.seq)) == {"False"}


def pass_shifted(honest: Honest) -> Iterator[Lie]:
    """A pass has another number, which what is told of it doesn't bear out."""
    for claim, event in honest.mixed(honest.claims_of("iteration"), "pass_shifted"):
        found = _PASS.search(honest.text, claim.start, claim.end)
        if found is None or claim.subject != "pass" or not honest.is_forward(claim):
            continue
        for number in honest.mixed((event.pass_ or 0) + shift for shift in (-1, 1, 2)):
            if number > 0 and not _holds_in_pass(honest, claim, event, number):
                yield Lie((Edit(*found.span(1), str(number)),), claim, "the pass", str(number))
                break


def _holds_in_pass(honest: Honest, claim: Claim, event: Event, number: int) -> bool:
    """Whether what is told of the pass holds of one with that number too, in any execution of the loop."""
    end = _end_of_pass(honest, claim)
    told = [fact for fact in honest.facts_of(honest.steps_in(claim.end, end)) if not fact.subject.startswith("pass of")]
    line = f"pass of line {event.line}"
    for seq in honest.timeline.whenever(Fact(line, str(number))):
        high = honest.timeline.first(Fact(line, str(number + 1)), seq)
        if honest.timeline.follows(told, seq, high):
            return True
    return False


def _end_of_pass(honest: Honest, claim: Claim) -> int:
    """Where what is told of a pass ends: "In pass 2 ..." with its sentence, "Pass 2: ..." where the next one begins."""
    passes = [
        other for other, _ in honest.claims_of("iteration") if other.subject == "pass" and other.start >= claim.end
    ]
    end = passes[0].start if passes else len(honest.text)
    is_aside = _ASIDE.search(honest.text, max(0, claim.start - len("in ")), claim.end) is not None
    stop = _STOP.search(honest.text, claim.end, end) if is_aside else None
    return stop.start() if stop else end


def count_wrong(honest: Honest) -> Iterator[Lie]:
    """A loop makes one pass more or less, or goes over one item more or less."""
    for claim, event in honest.mixed(honest.claims_of("iteration"), "count_wrong"):
        found = _COUNT.search(honest.text, claim.start, claim.end)
        if found is None or claim.subject != "passes":
            continue
        shown = _WORDS.get(found.group(1)) or int(found.group(1))
        for number in honest.mixed((shown - 1, shown + 1)):
            if number >= 0 and number not in passes_of(honest, event.line):
                yield Lie((Edit(*found.span(1), str(number)),), claim, "the passes", str(number), really=(str(shown),))
                break


def passes_of(honest: Honest, line: int) -> set[int]:
    """How many passes the loops on the line make."""
    longest: dict[int | None, int] = {}
    for event in honest.trace.events:
        if event.line == line and event.kind in ("iteration", "loop_end"):
            longest[event.loop] = event.pass_ or 0
    return set(longest.values())


def prose_number_wrong(honest: Honest) -> Iterator[Lie]:
    """A stretch of passes begins or ends elsewhere, or a loop ends in another pass."""
    for claim, event in honest.mixed(honest.claims_of("summary", "iteration"), "prose_number_wrong"):
        found = re.compile(r"\bpasses (\d+) to (\d+)|\bin pass (\d+)").search(honest.text, claim.start, claim.end)
        if found is None or claim.subject in ("pass", "passes"):
            continue
        group, shift = (1, -1) if found.group(1) and honest.chance(str(found.start())).random() < 0.5 else (2, 1)
        group = 3 if found.group(3) else group
        number = int(found.group(group)) + shift
        says_more = _says_more(honest, claim, event, number) if group < 3 else _binds_in(honest, event, number)
        if number > 0 and number not in passes_of(honest, event.line) and says_more:
            yield Lie((Edit(*found.span(group), str(number)),), claim, "the passes", str(number))


def _says_more(honest: Honest, claim: Claim, event: Event, number: int) -> bool:
    """Whether something that is said of the stretch is not so in that pass, or values are counted up for each pass."""
    said = next(one for one in honest.sentences if one.start <= claim.start < one.end)
    bound = [each for each in honest.trace.events if each.loop == event.loop and each.pass_ == number]
    if not bound or " takes the values " in said.text:
        return True
    about = [other for other in honest.claims if claim.end <= other.start < said.end and other.subject and other.says]
    known = [(each, [spelled(value.repr) for value in _values(bound, each.subject)]) for each in about]
    return any(values and spelled(each.says) not in values for each, values in known)


def _values(events: list[Event], subject: str) -> list[Plain]:
    """The values that the subject has in the events."""
    return [each.value for each in events if subject in (each.name, each.text) and isinstance(each.value, Plain)]


def _binds_in(honest: Honest, event: Event, number: int) -> bool:
    """Whether there is no such pass, or one in which the loop's variable has a value that would have to be told too."""
    bound = [each for each in honest.trace.events if each.loop == event.loop and each.pass_ == number]
    return not bound or any(each.kind == "bind" for each in bound)


def line_wrong(honest: Honest) -> Iterator[Lie]:
    """A line number points where nothing of the kind stands."""
    for claim in honest.mixed(honest.claims, "line_wrong"):
        found = _LINE.search(honest.text, claim.start, claim.end)
        about = _about(honest, claim) if found and claim.kind in ("line", "iteration") else None
        if found is None or about is None or claim.subject not in ("line", "pass", "passes", "loop"):
            continue
        right = int(found.group(1))
        others = sorted(code_lines(honest.code), key=lambda line: abs(line - right))[1:7]
        for line in honest.mixed(others, str(found.start())):
            if _points_nowhere(honest, about, right, line):
                edit = Edit(*found.span(1), str(line))
                yield Lie((edit,), about[0], "the line", str(line), really=(f"line {right}", f"on {right}"))
                break


def _about(honest: Honest, claim: Claim) -> tuple[Claim, Event] | None:
    """The claim of the clause that a line number opens, or the loop that it stands in."""
    if claim.kind == "iteration":
        event = honest.event_of(claim)
        return (claim, event) if event is not None and event.kind in ("iteration", "loop_end") else None
    for other in honest.claims:
        event = honest.event_of(other)
        if other.start >= claim.end and event is not None and "." not in honest.text[claim.end : other.start]:
            return other, event
    return None


def _points_nowhere(honest: Honest, about: tuple[Claim, Event], right: int, line: int) -> bool:
    """Whether nothing like it stands or happens on the other line."""
    claim, event = about
    if is_one_statement(honest.code, right, line) or event.line <= line <= event.end_line:
        return False
    if event.kind in ("iteration", "loop_end"):
        return line not in loop_lines(honest.code)
    if claim.subject.isidentifier() and (claim.kind == "state" or event.kind in ("value", "branch")):
        return False  # a name is what it is on other lines too
    alike = (
        each for each in honest.trace.events
        if (each.kind, each.name, each.text) == (event.kind, event.name, event.text)
        or claim.subject in (each.name, each.text, *dict(each.args))
    )  # fmt: skip
    return not any(each.line <= line <= each.end_line for each in alike)
