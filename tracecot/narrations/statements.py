"""Statements: what each did, with its reasons, in the order in which it happened."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations import effects
from tracecot.narrations.conditions import is_empty, substituted
from tracecot.narrations.folding import fold
from tracecot.narrations.happenings import Clauses, Part, clauses_of, effects_of, everything, together
from tracecot.narrations.places import Places
from tracecot.narrations.reasons import Part as Reason
from tracecot.narrations.reasons import clauses, is_literal, is_quotable, own_values, words_of
from tracecot.narrations.relevance import Relevance
from tracecot.narrations.spans import equation, is_sayable, is_value, listed, pair, shown, span
from tracecot.narrations.story import Run, Step
from tracecot.narrations.style import Detail, Wording
from tracecot.values import Plain, Value

ASKED = 60  # characters of a condition that is asked about before it is told


class Statements(ABC):
    """Tells what statements did, in one voice with so much detail."""

    def __init__(self, places: Places, detail: Detail, wording: Wording) -> None:
        self.places = places
        self.detail = detail
        self.wording = wording
        self.names: dict[int, dict[str, Value]] = {}  # by frame: what each name is now
        self.helpers_left = detail.helpers
        self.passes_told = 0  # of the innermost loop that is being told: what repeats gets shorter
        self.steps_told = 0
        self.said: dict[str, tuple[str, int]] = {}  # of each expression told: its value, and at which step
        self.moments: set[int] = set()  # the first event of each step that was told by itself
        self.tangled: frozenset[int] = frozenset()  # generators that are told by their values once they have begun
        self.conditions: set[str] = set()  # those that were told as they are spelled
        self.floor = -1  # the last event of a call that was told in this step: what lies before it is not told after it
        self.relevance: Relevance | None = None  # what led to the end; None where nothing is known of that
        self.is_ample = True  # whether there is room for every run of another frame

    @abstractmethod
    def run(self, run: Run) -> str:
        """What another frame did, from its call or from where it goes on."""

    @abstractmethod
    def tellable(self, runs: Sequence[Run]) -> list[Run]:
        """Those of them that are told from inside."""

    def step(self, step: Step, run: Run, *, is_head: bool = False) -> list[str]:
        """The sentences for one execution of one statement, in the order in which it all happened.

        Of a loop's head, which says what its pass is about, the bare bindings.
        """
        self.steps_told += 1
        self.moments |= {step.events[0].seq} if step.events else set()
        values = own_values(step.events)
        names = self.names.setdefault(run.call.frame, {})
        told: list[str] = []
        for part in self.parts(step):
            match part:
                case Run():
                    told.append(self.run(part))
                case Clauses(events):
                    told += self.clauses(events)
                case [*group] if is_head and group[0].kind == "bind":
                    binds = effects.bindings(group)
                    told.append(f"{listed([equation(event) for event in binds])}." if binds else "")
                    self.keep(group)
                case [*group]:
                    told += self.effect(group, step, values, names)
                    self.keep(group)
        return [sentence for sentence in told if sentence]

    def parts(self, step: Step) -> list[Part]:
        """What happened in a step: effects, passes of comprehensions, and what other frames did, in order.

        Where a comprehension calls a helper in its passes, either all these calls are told or what its names went
        through: telling both would take the reader back.
        """
        happened: list[tuple[int, Part]] = [(group[0].seq, group) for group in effects_of(step.events)]
        told = self.tellable(step.runs)
        clauses = clauses_of(step.events)
        if clauses is not None:
            first, last = clauses.events[0].seq, clauses.events[-1].seq
            inside = [each for each in step.runs if first < each.start < last]
            if inside and all(any(each is other for other in told) for each in inside):
                clauses = None
            else:
                told = [each for each in told if not any(each is other for other in inside)]
        if clauses is not None:
            happened.append((clauses.events[0].seq, clauses))
        for each in step.runs:
            if not any(each is other for other in told):
                self.learn(everything(each.items))
        happened += [(each.start, each) for each in told]
        return together([part for _, part in sorted(happened, key=lambda pair: pair[0])])

    def clauses(self, events: Sequence[Event]) -> list[str]:
        """What the passes of comprehensions went through; of one that is drawn from bit by bit, what it binds now."""
        binds = [event for event in effects.bindings(events) if event.name.isidentifier()]
        ends = {event.loop for event in events if event.kind == "loop_end"}
        begun = {event.loop for event in events if event.kind == "iteration" and event.pass_ == 1}
        if len({event.name for event in binds}) == len(binds) and any(
            event.loop not in ends & begun for event in binds
        ):
            return [effects.bound([event], [], self.wording) for event in binds]
        return fold(events, self.detail.listed)

    def effect(
        self, group: Sequence[Event], step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> list[str]:
        """The sentences for what one event did, or several bindings of one statement."""
        first = group[0]
        if first.kind == "bind":
            return self.binding(group, values, names)
        if first.kind == "mutate":
            return self.mutation(group, step, values, names)
        if first.kind == "branch":
            return self.branch(first, step, values, names)
        if first.kind == "raise":
            return [effects.raised(first, self.because(first, values, names))]
        if first.kind == "yield" and len(group) > 1 and all(is_value(event) for event in group):
            return [effects.yielded(group)]
        if first.kind in effects.OTHER and (first.kind in ("delete", "catch") or is_value(first)):
            return [effects.OTHER[first.kind](first)]
        return []

    def binding(self, group: Sequence[Event], values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What got a value, and why."""
        binds = effects.bindings(group)
        if not binds:
            return []
        because = self.because(binds[0], values, names)
        asked = self.asked("bind", name=span(binds[0].name), line=binds[0].line) if because else []
        return [*asked, effects.bound(binds, because, self.wording)]

    def asked(self, about: str, **known: object) -> list[str]:
        """What the voice says before a step, if it says anything: not in passes that repeat what was told."""
        said = self.wording.frame(f"ask_{about}").format(**known) if self.is_worded() else ""
        return [said] if said else []

    def is_inside_told(self, step: Step) -> bool:
        """Whether what the statement called was told from inside."""
        return any(run.last <= self.floor for run in step.runs)

    def mutation(
        self, group: Sequence[Event], step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> list[str]:
        """What changed in place, by what."""
        cause = next((values[seq] for seq in group[0].reads if seq in values), None)
        told = []
        if cause is not None and cause.name:
            because = self.because_of(cause, values, names)
            words = self.words(cause)
            if because or words or cause.name in effects.CHANGES or not self.is_inside_told(step):
                told.append(effects.changed(cause, self.places.expression(cause), because, words))
            if words and is_value(cause):
                self.said[cause.text] = (text_of(cause), self.steps_told)
        if self.passes_told <= self.detail.wholes or cause is None:
            told.append(effects.wholes(group, self.wording))
        return told

    def branch(self, event: Event, step: Step, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """Which way it went, and what decided it."""
        if (
            event.why in ("and", "or", "comp_if")
            or not is_value(event)
            or is_literal(event.text)
            or event.text == "True"
        ):
            return []
        top = next((values[seq] for seq in event.reads if seq in values and values[seq].text == event.text), None)
        closes = self.places.closes_pass(step.statement)
        asked: list[str] = []
        if top is not None:
            if sentence := self.substituted(event, top, step, values, names):
                return [sentence]
            because = self.empty(top, names) or self.because_of(top, values, names)
            if because and len(event.text) <= ASKED:
                asked = self.asked("branch", condition=span(event.text), line=event.line)
            if shown(event.value) != text_of(top) and is_quotable(top):
                said = f"{pair(top.text, top.value)}, which is {_truthy(event)}"
                return [*asked, effects.truthy(event, step.statement, [*because, said], self.wording, closes)]
        else:
            known = names.get(event.text)
            because = []
            if known is not None and is_sayable(known, 80) and text_of(event) != getattr(known, "repr", ""):
                because = [f"{pair(event.text, known)}, which is {_truthy(event)}"]
                return [effects.truthy(event, step.statement, because, self.wording, closes)]
        return [*asked, effects.decided(event, step.statement, because, self.wording, closes)]

    def substituted(
        self, event: Event, top: Event, step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> str:
        """`` `1 < 2` is true ``, where the condition was told as it is spelled in an earlier pass; "" else."""
        closed = substituted(top, values, self.places, names) if shown(event.value) == text_of(top) else ""
        if not closed or event.text not in self.conditions or self.passes_told < 2:
            self.conditions.add(event.text)
            return ""
        because = []
        if self.passes_told <= self.detail.fresh + 1:
            because = [
                part for part in self.because_of(top, values, names) if not part[1 : part.index("`", 1)].isidentifier()
            ]
        return effects.decided(
            event, step.statement, because, self.wording, self.places.closes_pass(step.statement), closed=closed
        )

    def empty(self, top: Event, names: dict[str, Value]) -> list[str]:
        """That what is looked into is empty, where that decides a test of membership."""
        match self.places.expression(top):
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Name(id=name)]) if is_empty(
                names.get(name)
            ):
                self.said[name] = (getattr(names[name], "repr", ""), self.steps_told)
                return [f"{span(name)} is empty"]
        return []

    def because(self, event: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What explains an effect: its value's expression with its parts."""
        told: list[str] = []
        for seq in event.reads:
            top = values.get(seq)
            if top is not None:
                told += self.because_of(top, values, names)
                if is_quotable(top) and not _repeats(top, event):
                    told += [part.said() for part in self.unsaid([Reason(top.text, top.value, seq, self.words(top))])]
        return list(dict.fromkeys(told))

    def because_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """The parts of an expression; in later passes of a loop the last that was worked out, or else the last."""
        said = clauses(top, values, self.places, names, with_names=self.detail.operands, with_words=self.is_worded())
        told = self.unsaid(said)
        if self.passes_told > self.detail.fresh:
            told = ([part for part in told if not part.code.isidentifier()] or told)[-1:]
        return [part.said() for part in told]

    def words(self, event: Event) -> str:
        """What a call did to its values."""
        return words_of(event, self.places) if self.is_worded() else ""

    def is_worded(self) -> bool:
        """Whether more is said of calls than their values: not in passes that repeat what was told."""
        return self.detail.words and self.passes_told <= self.detail.fresh

    def unsaid(self, parts: Sequence[Reason]) -> list[Reason]:
        """The parts that the reader has not just seen, and that no told call stands behind."""
        told: list[Reason] = []
        for part in parts:
            text = part.value.repr if isinstance(part.value, Plain) else ""
            before, step = self.said.get(part.code, ("", -9))
            fresh = before == text and self.steps_told - step <= (3 if part.seq is None else 1)
            if not fresh and (part.seq is None or part.seq > self.floor):
                told.append(part)
            self.said[part.code] = (text, self.steps_told)
        return told

    def keep(self, told: Sequence[Event]) -> None:
        """What the reader has just seen need not be said again."""
        self.learn(told)
        for event in told:
            if event.kind in ("bind", "mutate") and event.value is not None:
                self.said[event.name] = (text_of(event), self.steps_told)

    def learn(self, events: Sequence[Event]) -> None:
        """What was not told has changed names all the same."""
        for event in events:
            if event.kind == "call":
                self.names[event.frame] = dict(event.args)
            elif event.kind in ("bind", "mutate") and event.value is not None and event.name not in self.places.shared:
                self.names.setdefault(event.frame, {})[event.name] = event.value


def _truthy(event: Event) -> str:
    return "truthy" if shown(event.value) == "True" else "falsy"


def _repeats(top: Event, bind: Event) -> bool:
    """Whether the value is so long that it shouldn't be written twice in one sentence."""
    return bind.kind == "bind" and text_of(top) == text_of(bind) and len(text_of(top)) > 40


def text_of(event: Event) -> str:
    """The value's text; nothing where it can't be quoted."""
    return shown(event.value) if is_value(event) else ""
