"""Statements: what each did, with its reasons, in the order in which it happened."""

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations import effects
from tracecot.narrations.conditions import is_empty, substituted
from tracecot.narrations.folding import fold
from tracecot.narrations.happenings import Clauses, Part, clauses_of, effects_of, everything, together
from tracecot.narrations.places import Places, spelled
from tracecot.narrations.reasons import Part as Reason
from tracecot.narrations.reasons import clauses, is_literal, is_quotable, own_values, words_of
from tracecot.narrations.relevance import Relevance
from tracecot.narrations.several import is_several, swapped, targets
from tracecot.narrations.spans import equation, is_sayable, is_value, listed, pair, shown, span
from tracecot.narrations.story import Run, Step
from tracecot.narrations.style import Detail, Wording
from tracecot.values import Plain, Value

NEW = frozenset({"key", "character", "word", "item", "value", "letter", "number", "element"})  # what may be new
TWICE = 40  # characters of a value that is not written twice in one sentence
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
        self.only: frozenset[int] | None = None  # what is told: the steps that these events belong to; None for all
        self.telling: int | None = None  # the loop of which a pass is being told
        self.new: dict[str, int] = {}  # tests that something was not there in: by their text, the loop
        self.just_bound: tuple[str, int] = ("", -1)  # the name that was bound last, and at which step
        self.untold_conditions: set[str] = set()  # that were asked in what was passed over
        self.asked_heads: frozenset[int] = frozenset()  # events of passes that are told though nothing in them is
        self.left_out: set[int] = set()  # events that are neither told nor summed up
        self.inside_left_out: set[int] = set()  # those of them that happened in other frames

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
                    told += self.clauses(events)
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
        told = self.tellable(runs)
        clauses = clauses_of(step.events)
        if clauses is not None:
            first, last = clauses.events[0].seq, clauses.events[-1].seq
            inside = [each for each in runs if first < each.start < last]
            led = [each for each in inside if self.is_to_be_told(each)]
            if led and all(any(each is other for other in told) for each in led):
                clauses = None
            else:
                told = [each for each in told if not any(each is other for other in inside)]
        if clauses is not None:
            happened.append((clauses.events[0].seq, clauses))
        for each in runs:
            if not any(each is other for other in told):
                self.leave_out(everything(each.items))
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
        if last.seq is None or last.value != binds[0].value or last.code.endswith("()"):
            return None
        if len(text_of(binds[0])) > TWICE:
            return last
        return last if not last.words and self.wording.frame("as_it_is") else None

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
            reasons = self.parts_of(cause, values, names)
            words = self.words(cause)
            if reasons or words or cause.name in effects.CHANGES or not self.is_inside_told(step):
                node = self.places.expression(cause)
                which = self.argument(cause, node, reasons)
                because = [part.said() for part in (reasons[:-1] if which else reasons)]
                told.append(effects.changed(cause, node, because, words, which))
            if words and is_value(cause):
                self.said[cause.text] = (text_of(cause), self.steps_told)
        if self.passes_told <= self.detail.wholes or cause is None:
            told.append(effects.wholes(group, self.wording))
        return told

    def argument(self, cause: Event, node: ast.expr | None, reasons: Sequence[Reason]) -> Reason | None:
        """The one argument of a change, where it is said beside its value."""
        match node:
            case ast.Call(args=[argument], keywords=[]) if cause.name in effects.GIVEN_FIRST and reasons:
                last = reasons[-1]
                if last.seq is not None and not last.words and last.code in (spelled(argument), argument_text(cause)):
                    return last if self.wording.frame("argument") else None
        return None

    def branch(self, event: Event, step: Step, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """Which way it went, and what decided it; where the same was asked in what nobody told, on which line."""
        told = self.decision(event, step, values, names)
        if event.text in self.untold_conditions and event.why != "while":
            self.untold_conditions.discard(event.text)
            # The value of a name is nothing that happens on the line, where it isn't the condition itself.
            is_first = bool(told) and told[-1].startswith(span(event.text))
            if is_first and (self.only is not None or not event.text.isidentifier()):
                told[-1] = f"On line {event.line} {told[-1]}"
        return told

    def decision(self, event: Event, step: Step, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """The sentences about a condition."""
        if (
            event.why in ("and", "or", "comp_if")
            or not is_value(event)
            or is_literal(event.text)
            or event.text == "True"
        ):
            return []
        top = next((values[seq] for seq in event.reads if seq in values and values[seq].text == event.text), None)
        if top is not None and (again := self.new_again(event, top, names)):
            return [again]
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

    def new_again(self, event: Event, top: Event, names: dict[str, Value]) -> str:
        """`, a new key again`: what was bound just before is not there either, as in a pass that was told."""
        match self.places.expression(top):
            case ast.Compare(left=ast.Name(id=name), ops=[ast.NotIn()], comparators=[many]) if (
                shown(event.value) == "True"
            ):
                whole = names.get(many.id) if isinstance(many, ast.Name) else None
            case _:
                return ""
        is_again = event.text in self.new and event.loop == self.new[event.text]
        if event.loop is not None:
            self.new[event.text] = event.loop
        if not is_again or event.loop != self.telling or self.just_bound != (name, self.steps_told - 1):
            return ""
        noun = name if name in NEW else "key" if whole is not None and whole.type == "dict" else "item"
        if noun != name and noun in self.places.names:
            return ""
        return self.wording.frame("new_again").format(noun=noun)

    def substituted(
        self, event: Event, top: Event, step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> str:
        """`` `1 < 2` is true ``, where the condition was told as it is spelled in an earlier pass; "" else."""
        closed = substituted(top, values, self.places, names) if shown(event.value) == text_of(top) else ""
        if not closed or event.text not in self.conditions or self.passes_told < 2 or self.is_asked_about(event):
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

    def is_asked_about(self, event: Event) -> bool:
        """Whether it is the moment of a question: what follows from it follows from it as it is spelled."""
        return self.only is not None and self.relevance is not None and self.relevance.events[-1] is event

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
        return [part.said() for part in self.reasons(event, values, names)]

    def reasons(self, event: Event, values: dict[int, Event], names: dict[str, Value]) -> list[Reason]:
        """The same as expressions and names with their values; the expression itself comes last."""
        told: list[Reason] = []
        for seq in event.reads:
            top = values.get(seq)
            if top is not None:
                told += self.parts_of(top, values, names)
                if is_quotable(top):
                    told += self.unsaid([Reason(top.text, top.value, seq, self.words(top))])
        return list({part.said(): part for part in told}.values())

    def because_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """The parts of an expression; in later passes of a loop the last that was worked out, or else the last."""
        return [part.said() for part in self.parts_of(top, values, names)]

    def parts_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[Reason]:
        """The same as expressions and names with their values."""
        said = clauses(top, values, self.places, names, with_names=self.detail.operands, with_words=self.is_worded())
        told = self.unsaid(said)
        if self.passes_told > self.detail.fresh:
            told = ([part for part in told if not part.code.isidentifier()] or told)[-1:]
        return told

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
            self.just_bound = (event.name, self.steps_told) if event.kind == "bind" else ("", -1)
            if event.kind in ("bind", "mutate") and event.value is not None:
                self.said[event.name] = (text_of(event), self.steps_told)

    def leave_out(self, events: Sequence[Event]) -> None:
        """What happened in a frame that is told by its value alone."""
        self.pass_over(events)
        seqs = {event.seq for event in events}
        self.left_out |= seqs
        self.inside_left_out |= seqs

    def pass_over(self, events: Sequence[Event]) -> None:
        """What is not told, though it happened: a condition that is asked again later could be taken for one in it."""
        self.learn(events)
        self.untold_conditions.update(event.text for event in events if event.kind == "branch")

    def learn(self, events: Sequence[Event]) -> None:
        """What was not told has changed names all the same."""
        for event in events:
            if event.kind == "call":
                self.names[event.frame] = dict(event.args)
            elif event.kind in ("bind", "mutate") and event.value is not None and event.name not in self.places.shared:
                self.names.setdefault(event.frame, {})[event.name] = event.value


def _truthy(event: Event) -> str:
    return "truthy" if shown(event.value) == "True" else "falsy"


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


def text_of(event: Event) -> str:
    """The value's text; nothing where it can't be quoted."""
    return shown(event.value) if is_value(event) else ""
