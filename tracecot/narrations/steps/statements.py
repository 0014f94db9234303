"""Statements: what each did, with its reasons, in the order in which it happened."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import groupby

from tracecot.execution import Event
from tracecot.narrations.passes.elements import worked_out
from tracecot.narrations.passes.folding import fold
from tracecot.narrations.reasons.parts import Part as Reason
from tracecot.narrations.reasons.parts import own_values
from tracecot.narrations.reasons.reasoning import text_of
from tracecot.narrations.steps import effects
from tracecot.narrations.steps.deciding import Deciding
from tracecot.narrations.steps.several import is_several, swapped, targets
from tracecot.narrations.story.happenings import Clauses, Part, clauses_of, effects_of, everything, together
from tracecot.narrations.story.places import spelled
from tracecot.narrations.story.tree import Run, Step
from tracecot.narrations.wording.spans import equation, is_value, listed, span
from tracecot.values import Value

TWICE = 40  # characters of a value that is not written twice in one sentence


class Statements(Deciding, ABC):
    """Tells what statements did, in one voice with so much detail."""

    @abstractmethod
    def run(self, run: Run) -> str:
        """What another frame did, from its call or from where it goes on."""

    @abstractmethod
    def reached(self, runs: Sequence[Run]) -> Sequence[Run]:
        """The runs that may be told: of a lambda that is told by its value those inside it."""

    @abstractmethod
    def is_to_be_told(self, run: Run) -> bool:
        """Whether it is told from inside where there is room."""

    @abstractmethod
    def glimpsed(self, runs: Sequence[Run]) -> list[Run]:
        """The first runs of lambdas that are told by their values."""

    @abstractmethod
    def tellable(self, runs: Sequence[Run]) -> list[Run]:
        """Those of them that are told from inside."""

    def step(self, step: Step, run: Run, *, is_head: bool = False) -> list[str]:
        """The sentences for one execution of one statement, in the order in which it all happened.

        Of a loop's head, which says what its pass is about, the bare bindings.
        """
        if not is_head and not self.is_wanted(step):
            self.pass_over(everything([step]))
            return []
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
                    told += self.clauses(events, step)
                case [*group] if is_head and group[0].kind == "bind":
                    binds = effects.bindings(group)
                    told.append(f"{listed([equation(event) for event in binds])}." if binds else "")
                    self.keep(group)
                case [*group]:
                    told += self.effect(group, step, values, names)
                    self.keep(group)
        return [sentence for sentence in told if sentence]

    def is_wanted(self, step: Step) -> bool:
        """Whether it has a part in what is told, or something that ran in it has."""
        if self.only is None or self.relevance is None:
            return True
        return any(event.seq in self.only for event in step.events) or any(
            self.relevance.has_part_in(run) for run in step.runs
        )

    def parts(self, step: Step) -> list[Part]:
        """What happened in a step: effects, passes of comprehensions, and what other frames did, in order.

        Where a comprehension calls a helper in its passes, either all these calls are told or what its names went
        through: telling both would take the reader back.
        """
        happened: list[tuple[int, Part]] = [(group[0].seq, group) for group in effects_of(step.events)]
        if is_several(step) and not step.runs:
            happened = _at_once(happened)
        runs = self.reached(step.runs)
        told = [*self.tellable(runs), *self.glimpsed(step.runs)]
        happened = _apart(happened, [run.start for run in told])
        clauses = clauses_of(step.events)
        if clauses is not None:
            first, last = clauses.events[0].seq, clauses.events[-1].seq
            inside = [each for each in runs if first < each.start < last]
            led = [each for each in inside if self.is_to_be_told(each)]
            if led and all(any(each is other for other in told) for each in led):
                clauses = None
            else:
                told = [each for each in told if not first < each.start < last]
        if clauses is not None:
            happened.append((clauses.events[0].seq, clauses))
        for each in runs:
            if not any(each is other for other in told):
                self.leave_out(everything(each.items))
        happened += [(each.start, each) for each in told]
        return together([part for _, part in sorted(happened, key=lambda pair: pair[0])])

    def clauses(self, events: Sequence[Event], step: Step) -> list[str]:
        """What the passes of comprehensions went through; of one that is drawn from bit by bit, what it binds now."""
        binds = [event for event in effects.bindings(events) if event.name.isidentifier()]
        ends = {event.loop for event in events if event.kind == "loop_end"}
        begun = {event.loop for event in events if event.kind == "iteration" and event.pass_ == 1}
        if len({event.name for event in binds}) == len(binds) and any(
            event.loop not in ends & begun for event in binds
        ):
            return [effects.bound([event], [], self.wording) for event in binds]
        if self.only is not None and any(event.loop not in ends for event in binds):  # it goes on after what is asked
            last = {event.name: event for event in binds}
            return [effects.bound([event], [], self.wording) for event in last.values()]
        noun = self.wording.settled("noun") if self.telling is None else ""
        inside = worked_out(events, step.statement, noun) if self.passes_told <= 1 else []
        return [*fold(events, self.detail.listed), *inside]

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
        statement = self.places.statement(binds[0])
        if (places := swapped(statement)) is not None and len(binds) == 2:
            return [effects.swapping(places, binds)]
        reasons = self.reasons(binds[0], values, names)
        if targets(statement):  # the tuple is nothing that anybody has to think of
            tuples = {seq for seq, value in values.items() if isinstance(self.places.expression(value), ast.Tuple)}
            reasons = [part for part in reasons if part.seq not in tuples]
        which = self.which(binds, reasons)
        because = [part.said() for part in (reasons[:-1] if which else reasons)]
        asked = self.asked("bind", name=span(binds[0].name), line=binds[0].line) if reasons else []
        return [*asked, effects.bound(binds, because, self.wording, which)]

    def which(self, binds: Sequence[Event], reasons: Sequence[Reason]) -> Reason | None:
        """The expression that is the one name's new value, where it is said beside that: so the value stands once."""
        if len(binds) != 1 or not binds[0].text.isidentifier() or not reasons:
            return None
        last = reasons[-1]
        if last.seq not in binds[0].reads or last.value != binds[0].value or last.code.endswith("()"):
            return None  # an inner part may have the same value, and is not what the name is set to
        match self.places.statement(binds[0]):
            case ast.AugAssign(value=ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.IfExp()):
                return None  # `x - (a - b)` is spelled `x - a - b`, which is something else
        if len(text_of(binds[0])) > TWICE:
            return last
        return last if not last.words and self.wording.frame("as_it_is") else None

    def is_inside_told(self, step: Step) -> bool:
        """Whether what the statement called was told from inside."""
        return any(run.last <= self.floor for run in step.runs)

    def mutation(
        self, group: Sequence[Event], step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> list[str]:
        """What changed in place, by what: each change by its own cause, and the whole that they leave."""
        told = []
        causes = [next((values[seq] for seq in event.reads if seq in values), None) for event in group]
        for cause in {each.seq: each for each in causes if each is not None and each.name}.values():
            told += self.caused(cause, step, values, names)
        # Of what only runs, the whole says what it did.
        is_bare = any(f" runs {span(cause.text)}." in said for said in told for cause in causes if cause)
        if self.passes_told <= self.detail.wholes or causes[0] is None or is_bare:
            new = [event for event in group if not self.is_just_said(event, step)]
            told.append(effects.wholes(new, self.wording))
        return told

    def is_just_said(self, event: Event, step: Step) -> bool:
        """Whether the same name was given with this value a moment ago: a helper changed the object, and said so."""
        before, when = self.said.get(event.name, ("", -9))
        return before == text_of(event) and (self.steps_told - when <= 1 or self.is_inside_told(step))

    def caused(self, cause: Event, step: Step, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What a call changed in place."""
        told = []
        reasons = self.parts_of(cause, values, names)
        words = self.words(cause)
        if reasons or words or cause.name in effects.CHANGES or not self.is_inside_told(step):
            node = self.places.expression(cause)
            which = self.argument(cause, node, reasons)
            because = [part.said() for part in (reasons[:-1] if which else reasons)]
            told.append(effects.changed(cause, node, because, words, which))
        if words and is_value(cause):
            self.said[cause.text] = (text_of(cause), self.steps_told)
        return told

    def argument(self, cause: Event, node: ast.expr | None, reasons: Sequence[Reason]) -> Reason | None:
        """The one argument of a change, where it is said beside its value."""
        match node:
            case ast.Call(args=[argument], keywords=[]) if cause.name in effects.GIVEN_FIRST and reasons:
                last = reasons[-1]
                if last.seq is not None and not last.words and last.code in (spelled(argument), argument_text(cause)):
                    return last if self.wording.frame("argument") else None
        return None


def _apart(happened: Sequence[tuple[int, Part]], starts: Sequence[int]) -> list[tuple[int, Part]]:
    """What a statement did before and after another frame ran, in parts of their own."""
    found: list[tuple[int, Part]] = []
    for seq, part in happened:
        if not isinstance(part, list) or not any(part[0].seq < start < part[-1].seq for start in starts):
            found.append((seq, part))
            continue
        for _, some in groupby(part, key=lambda event: sum(start < event.seq for start in starts)):
            events = list(some)
            found.append((events[0].seq, events))
    return found


def _at_once(happened: Sequence[tuple[int, Part]]) -> list[tuple[int, Part]]:
    """All that is bound in one part, and all that changes by that in the next."""
    groups = {
        kind: [(seq, part) for seq, part in happened if isinstance(part, list) and part[0].kind == kind]
        for kind in ("bind", "mutate")
    }
    if not groups["mutate"] or any(not isinstance(part, list) for _, part in happened):
        return list(happened)
    others = [(seq, part) for seq, part in happened if isinstance(part, list) and part[0].kind not in groups]
    joined = [[event for _, part in each if isinstance(part, list) for event in part] for each in groups.values()]
    last = happened[-1][0]
    return [*others, *((last, part) for part in joined if part)]


def argument_text(cause: Event) -> str:
    """The one argument of a call as its event spells it."""
    _, bracket, rest = cause.text.partition("(")
    return rest.removesuffix(")") if bracket else ""
