"""Backward: from the result down the links to the arguments, then a proposal, then a short check."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

from tracecot.execution import Event, Returned, Trace
from tracecot.narrations.answers import call_text
from tracecot.narrations.calls.alternatives import WORDINGS, Alternative
from tracecot.narrations.calls.left_alone import left_alone
from tracecot.narrations.deduction.calls import Calls
from tracecot.narrations.deduction.deduce import Deduction
from tracecot.narrations.deduction.demands import decisions, held, parts_taken
from tracecot.narrations.deduction.equations import closed, takes_arguments
from tracecot.narrations.deduction.reaching import leads
from tracecot.narrations.deduction.shared import shared
from tracecot.narrations.deduction.sums import built_up
from tracecot.narrations.deduction.truths import TRUTHS, deciding, is_made_of_truths, parts_of_truth
from tracecot.narrations.deduction.undone import chosen, undone
from tracecot.narrations.forward import Teller
from tracecot.narrations.layouts import Phases, understood
from tracecot.narrations.reasons.conditions import is_empty
from tracecot.narrations.reasons.parts import WIDEST, is_quotable
from tracecot.narrations.steps.several import targets
from tracecot.narrations.story.places import Places, places_of
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.story.tree import Run
from tracecot.narrations.wording.spans import equation, is_sayable, is_value, listed, shown, span
from tracecot.narrations.wording.style import Detail, Wording
from tracecot.sources.records import Call, Program

STEPS = 8  # of the deduction
FURTHER = 4  # of them where the parts of the result are traced already
SHORT = 120  # characters of a value in it
REACHED = "This is reached because"
#: Words of sentences about the arguments: where the program has such a name, who reads them would take it for that.
OF_DECISIONS = frozenset({"decided", "conditions", "way"})
OF_DEFAULTS = frozenset({"rest", "keep", "keeps"})
CONSTANTS = frozenset({"True", "False"})  # of which a return has no value event


@dataclass(frozen=True)
class Backward:
    """A rationale for input prediction: deduction, proposal, check."""

    program: Program
    call: Call
    trace: Trace
    story: Run
    relevance: Relevance
    detail: Detail
    voice: str
    alternative: Alternative | None = None  # an executed call that shows why an argument is needed
    demands: bool = True  # whether it says what is asked of the arguments

    @cached_property
    def text(self) -> str:
        """The three parts, one after the other."""
        deduction = " ".join([self._aim, *self._steps])
        *check, last = self._check
        return "\n".join([deduction, self._proposal, *check, f"{last} {self._answer}"])

    @property
    def phases(self) -> Phases:
        """What is wanted, the way back to the arguments, the proposal with its check, and the answer."""
        return Phases(
            understood(self.program, self._aim), [" ".join(self._steps)], [self._proposal, *self._check], [self._answer]
        )

    @cached_property
    def _steps(self) -> list[str]:
        assert isinstance(self.trace.outcome, Returned)
        told = list(_deduction(self.trace, self.story, places_of(self.program.code)))
        told = joined(handed_on(told, span(shown(self.trace.outcome.value))))
        if not self.demands:
            return told
        wording = Wording(f"{self.call.id} demands")
        own = places_of(self.program.code).names
        told += [] if own & OF_DECISIONS else decisions(self.trace.events, told, wording)
        told += parts_taken(self.trace, self.trace.outcome.value, wording, own)
        return told

    @property
    def _aim(self) -> str:
        assert isinstance(self.trace.outcome, Returned)
        result = span(shown(self.trace.outcome.value))
        return f"We need arguments with which {span(self.program.entry_point)} returns {result}."

    @property
    def _proposal(self) -> str:
        name = span(self.program.entry_point)
        known = {name: value for name, value in self.story.call.args if is_sayable(value, 2000)}
        rest = [each for each in left_alone(self.program, self.call, self.story.call) if each in known]
        if len(rest) == len(known) or places_of(self.program.code).names & OF_DEFAULTS:
            rest = []  # nothing would be taken
        given, kept = (
            [span(f"{each} = {shown(value)}") for each, value in known.items() if (each in rest) is is_kept]
            for is_kept in (False, True)
        )
        take = f"So take {listed(given)}." if given else f"{name} needs no arguments."
        take += (
            f" The rest {'keeps its default' if len(kept) == 1 else 'keep their defaults'}: {listed(kept)}."
            if kept
            else ""
        )
        if self.alternative is None:
            return take
        form = Wording(f"{self.call.id} alternative").pick(WORDINGS)
        return f"{self.alternative.said(self.program, form)} {take}"

    @cached_property
    def teller(self) -> Teller:
        """Tells the check."""
        return Teller(places_of(self.program.code), self.detail, Wording(self.call.id, self.voice))

    @cached_property
    def _check(self) -> list[str]:
        """The story of the proposed call, its return last."""
        teller = self.teller
        opening, *rest = teller.whole(self.story, self.relevance)
        assert self.story.end is not None
        return [part for part in (f"Check: {opening}", *rest, teller.returned(self.story, self.story.end)) if part]

    @property
    def _answer(self) -> str:
        return f"So one answer is {span(call_text(self.program, self.call))}."


def is_guess(program: Program, trace: Trace, story: Run) -> bool:
    """Whether nothing leads from the result of a call with arguments to what they may have been."""
    assert isinstance(trace.outcome, Returned)
    if not story.call.args or any(shared(trace.outcome.value, held(trace.events))):
        return False
    return not leads(_deduction(trace, story, places_of(program.code)))


_IS = re.compile(r"(?:`[^`]*`: )?(?:(`[^`]*`) is|[Ll]ine \d+ gives `[\w.\[\]]+ =) `?([^`]*)`(\.|, s(?:ince|o|tep) .*)")
_RETURNS = re.compile(r"Line \d+ returns (`[^`]*`)\.")


def handed_on(sentences: Sequence[str], result: str) -> list[str]:
    """Without what only repeats that a value is handed on: of a chain of the same value its last link is said.

    >>> handed_on(["Line 9 returns `g(x)`.", "`g(x)` is `3`.", "Line 4 gives `y = 3`.", "`x + 1` is `3`."], "`3`")
    ['Line 9 returns `g(x)`.', '`x + 1` is `3`.']
    """
    found: list[str] = []
    value, returned = result.strip("`"), ""
    for place, sentence in enumerate(sentences):
        if match := _RETURNS.fullmatch(sentence):
            returned = match[1]
            found.append(sentence)
            continue
        match = _IS.fullmatch(sentence)
        after = _IS.fullmatch(sentences[place + 1]) if place + 1 < len(sentences) else None
        is_link = match is not None and match[2] == value and match[3] == "."
        is_last = after is None or after[2] != value
        is_meant = place + 1 < len(sentences) and sentences[place + 1].startswith(REACHED)
        if not is_link or is_meant or (is_last and match is not None and match[1] != returned):
            found.append(sentence)
        value = match[2] if match else ""
    return found


_GIVES = re.compile(r"Line (\d+) (gives|leaves) `([\w.\[\]]+) = [^`]*`\.")


def joined(sentences: Sequence[str]) -> list[str]:
    """What one line gives in one sentence; of what it gives a name several times in a row the first is said.

    >>> joined(["Line 3 gives `a = 1`.", "Line 3 gives `b = 2`.", "Line 3 gives `b = 1`."])
    ['Line 3 gives `a = 1` and `b = 2`.']
    """
    found: list[str] = []
    names: list[str] = []  # of the last sentence, where it says what a line gives
    for sentence in sentences:
        match = _GIVES.fullmatch(sentence)
        same = match and names and found[-1].startswith(f"Line {match[1]} {match[2]} ")
        if match and same and match[3] in names:
            continue
        if match and same and len(names) == 1:
            found[-1] = f"{found[-1][:-1]} and {sentence.split(f' {match[2]} ', 1)[1]}"
            names.append(match[3])
        else:
            found.append(sentence)
            names = [match[3]] if match else []
    return found


def _deduction(trace: Trace, story: Run, places: Places) -> Iterator[str]:
    """Sentences down the links from the return, each about something that the one before depends on."""
    end = story.end
    assert end is not None
    events = trace.events
    calls = Calls(events)
    if end.text and len(end.text) <= WIDEST:
        yield f"Line {end.line} returns {span(end.text)}."
    deduction = Deduction(trace, end, places)
    yield from deduction.parts()
    told = {end.seq, *deduction.told}
    waiting = _Waiting(deduction.sources() if deduction.told else [*end.reads, *_conditions(end, events)])
    # How often each place was told: a loop's every pass would be the story reversed.
    quoted: Counter[str] = Counter(deduction.conditions)
    chosen_before: set[str] = set()
    steps = STEPS - FURTHER if deduction.told else 0
    spoken = end.seq if not deduction.told else -1
    while waiting.seqs and steps < STEPS:
        seq = waiting.latest()
        event = events[seq]
        if seq in told or event.kind == "call":
            continue
        told.add(seq)
        waiting.add([*event.reads, *_conditions(event, events)])
        if _is_swapped(event, places) or _is_passing(event, events, places):
            continue
        if is_made_of_truths(event):  # else a condition would become a chain of "... is `True`"
            parts = parts_of_truth(event, events)
            told.update(part.seq for part in parts)
            waiting.add([further for part in parts for further in (*part.reads, *_conditions(part, events))])
        back = undone(event, events) or _new(chosen(event, events, places.own), chosen_before)
        sentence = back or _origin(event, events, places.own, _lets_happen(spoken, seq, events))
        if not sentence.startswith(REACHED):  # "this" is of the call that was spoken of
            sentence = calls.named(sentence, event)
        source = event.text if event.kind in ("value", "branch") else f"{event.line} {event.name}"
        if sentence and quoted[source] < (1 if event.kind in ("value", "branch") else 2):
            steps += 1
            quoted[source] += 2 if "step by step" in sentence else 1  # then its steps are told
            spoken = -1 if back else seq  # what was undone leads to a name, which isn't made from what follows
            yield sentence


class _Waiting:
    """The events that are still to be looked at, the latest first; one that was named twice comes twice."""

    def __init__(self, seqs: Iterable[int]) -> None:
        self.seqs = [-seq for seq in seqs]  # a heap gives its smallest
        heapify(self.seqs)

    def add(self, seqs: Iterable[int]) -> None:
        """More of them."""
        for seq in seqs:
            heappush(self.seqs, -seq)

    def latest(self) -> int:
        """The latest, which waits no longer."""
        return -heappop(self.seqs)


def _is_swapped(event: Event, places: Places) -> bool:
    """Whether it is the tuple in `a, b = b, a`, which is nothing that anybody has to think of."""
    return isinstance(places.expression(event), ast.Tuple) and bool(targets(places.statement(event)))


def _is_passing(event: Event, events: tuple[Event, ...], places: Places) -> bool:
    """Whether it is a change in place that its own statement changes once more, as the first half of a swap is."""
    statement = places.statement(event)
    for later in events[event.seq + 1 :] if event.kind == "mutate" else ():
        if later.frame == event.frame and places.statement(later) is not statement:
            return False
        if (later.frame, later.kind, later.name) == (event.frame, "mutate", event.name):
            return True
    return False


def _new(choice: str, before: set[str]) -> str:
    """The sentence, where its choice was not made by another already."""
    made = choice.partition(", so ")[2].partition(": ")[0]
    if not made or made in before:
        return ""
    before.add(made)
    return choice


def _conditions(event: Event, events: tuple[Event, ...]) -> list[int]:
    """The branch that the event stands under, if it is one."""
    return [event.under] if event.under is not None and events[event.under].kind == "branch" else []


def _lets_happen(seq: int, branch: int, events: tuple[Event, ...]) -> bool:
    """Whether the event stands under the branch in its own function: data that came of it gives no such reason."""
    frame = events[branch].frame
    above = seq if seq >= 0 and events[seq].frame == frame else None
    while above is not None and above > branch:
        above = events[above].under
    return above == branch


def _origin(event: Event, events: tuple[Event, ...], own: frozenset[str], explains: bool) -> str:
    """What made a part of the result; `explains`: it is why what was told last was reached."""
    if not is_value(event) or not is_sayable(event.value, SHORT) or is_empty(event.value):
        return ""  # what begins empty is no way to an argument
    match event.kind:
        case "return" if event.text in CONSTANTS:
            return f"Line {event.line} returns {span(event.text)}."
        case "value" if is_quotable(event) and shown(event.value) != "None":
            why = _closed(event, events, own) or _decided(event, events)
            return f"{span(event.text)} is {span(shown(event.value))}{why}."
        case "bind" if event.name.isidentifier():
            built = built_up(event, events)
            steps = f", step by step: {span(built)} is {span(shown(event.value))}" if built else ""
            return f"Line {event.line} gives {equation(event)}{steps}."
        case "branch" if event.why in ("if", "while") and len(event.text) <= WIDEST:
            because = REACHED if explains else f"Line {event.line}:"
            return f"{because} {span(event.text)} is {shown(event.value).lower()}."
        case "mutate":
            return f"Line {event.line} leaves {equation(event)}."
    return ""


def _decided(event: Event, events: tuple[Event, ...]) -> str:
    """What decides a truth that is made of others."""
    part = deciding(event, events) if is_made_of_truths(event) else None
    is_short = part is not None and is_quotable(part) and part.text not in TRUTHS
    return f", since {span(part.text)} is {span(shown(part.value))}" if part is not None and is_short else ""


def _closed(event: Event, events: tuple[Event, ...], own: frozenset[str]) -> str:
    """The same step with the values in place, where none of these is an argument that is still to be found."""
    equation = "" if takes_arguments(event, events) else closed(event, events, own)
    return f", since {span(equation)} is {span(shown(event.value))}" if equation else ""
