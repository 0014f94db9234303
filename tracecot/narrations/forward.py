"""Forward: from the arguments to the result, each value with its reason, in the order in which it happened."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.execution import Event
from tracecot.narrations import effects
from tracecot.narrations.folding import fold
from tracecot.narrations.happenings import (
    Clauses,
    Part,
    clauses_of,
    drawn_first,
    effects_of,
    everything,
    last_events,
    own_events,
    runs_in,
    size,
)
from tracecot.narrations.places import Places
from tracecot.narrations.reasons import Part as Reason
from tracecot.narrations.reasons import clauses, is_literal, is_quotable, own_values, words_of
from tracecot.narrations.relevance import Relevance
from tracecot.narrations.rows import table, tabled
from tracecot.narrations.spans import equation, is_sayable, is_value, listed, pair, shown, span
from tracecot.narrations.story import Item, Loop, Pass, Run, Step, steps_of
from tracecot.narrations.style import Detail, Wording, plural
from tracecot.narrations.turns import tangled
from tracecot.values import Plain, Value

LEFT = 3  # names whose values are told when a loop ends
ASKED = 60  # characters of a condition that is asked about before it is told
INSIDE = 60  # events of a helper's run that is told from inside though nothing depends on it


class Teller:
    """Tells one execution in one voice with so much detail."""

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
        self.floor = -1  # the last event of a call that was told in this step: what lies before it is not told after it
        self.relevance: Relevance | None = None  # what led to the end; None where nothing is known of that
        self.is_ample = True  # whether there is room for every run of another frame

    def whole(self, story: Run, relevance: Relevance) -> list[str]:
        """The paragraphs of an execution: its call, and what happened in it, first of all what led to its end."""
        self.tangled = tangled(story)
        self.relevance = relevance
        self.is_ample = runs_in(story) - 1 <= self.helpers_left
        return [self.arguments(story), *self.body(story)]

    def arguments(self, run: Run) -> str:
        """`` `f` is called with `x = 1` and `y = 2`. ``"""
        given = [
            span(f"{name} = {shown(value)}")
            for name, value in run.call.args
            if name not in ("self", "cls") and is_sayable(value, 2000)
        ]
        name = span(_name(run))
        if not given:
            return f"{name} is called."
        return self.wording.frame("call").replace("{name}", name).replace("{given}", listed(given))

    def body(self, run: Run, depth: int = 0) -> list[str]:
        """The paragraphs of what happened in the run, without its return."""
        if run.begins:
            self.names[run.call.frame] = dict(run.call.args)
        return self.items(run.items, run, depth)

    def items(self, items: Sequence[Item], run: Run, depth: int = 0) -> list[str]:
        """A paragraph for each loop and pass; what stands between shares one."""
        paragraphs: list[str] = []
        running: list[str] = []
        for item in items:
            if isinstance(item, Step):
                running += self.step(item, run)
                continue
            paragraphs += [" ".join(running)] if running else []
            running = []
            paragraphs += self.loop(item, run, depth)
        return paragraphs + ([" ".join(running)] if running else [])

    # Statements

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
        return [part for _, part in sorted(happened, key=lambda pair: pair[0])]

    def clauses(self, events: Sequence[Event]) -> list[str]:
        """What the passes of comprehensions went through; of one that is drawn from bit by bit, what it binds now."""
        binds = [event for event in effects.bindings(events) if event.name.isidentifier()]
        ends = {event.loop for event in events if event.kind == "loop_end"}
        begun = {event.loop for event in events if event.kind == "iteration" and event.pass_ == 1}
        if len({event.name for event in binds}) == len(binds) and any(
            event.loop not in ends & begun for event in binds
        ):
            return [effects.bound([event], [], self.wording) for event in binds]
        return fold(events, "", self.detail.listed)

    def effect(
        self, group: Sequence[Event], step: Step, values: dict[int, Event], names: dict[str, Value]
    ) -> list[str]:
        """The sentences for what one event did, or several bindings of one statement."""
        first = group[0]
        if first.kind == "bind":
            return self.binding(group, values, names)
        if first.kind == "mutate":
            return self.mutation(group, values, names)
        if first.kind == "branch":
            return self.branch(first, step, values, names)
        if first.kind == "raise":
            return [effects.raised(first, self.because(first, values, names))]
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

    def mutation(self, group: Sequence[Event], values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What changed in place, by what."""
        cause = next((values[seq] for seq in group[0].reads if seq in values), None)
        told = []
        if cause is not None and cause.name:
            because = self.because_of(cause, values, names)
            words = self.words(cause)
            told.append(effects.changed(cause, self.places.expression(cause), because, words))
            if words and is_value(cause):
                self.said[cause.text] = (_text(cause), self.steps_told)
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
        asked: list[str] = []
        if top is not None:
            because = self.because_of(top, values, names)
            if because and len(event.text) <= ASKED:
                asked = self.asked("branch", condition=span(event.text), line=event.line)
            if shown(event.value) != _text(top) and is_quotable(top):
                because.append(pair(top.text, top.value))
                return [*asked, effects.decided(event, step.statement, because, self.wording, "the condition ")]
        else:
            known = names.get(event.text)
            because = []
            if known is not None and is_sayable(known, 80) and _text(event) != getattr(known, "repr", ""):
                because = [pair(event.text, known)]
                return [effects.decided(event, step.statement, because, self.wording, "the condition ")]
        return [*asked, effects.decided(event, step.statement, because, self.wording)]

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

    # What other frames did: the program's own functions and generators

    def tellable(self, runs: Sequence[Run]) -> list[Run]:
        """Those that are told from inside: short ones, the first ones, with those inside them, as far as there is room.

        Where the inner ones of a run are left out, nothing is told of the runs after it: a reader would look for the
        next call of a function and find one that nobody told.
        """
        told: list[Run] = []
        room = self.helpers_left
        for run in runs:
            if room <= 0:
                break
            if self.is_to_be_told(run) and (run.begins or run.call.frame not in self.tangled):
                told.append(run)
                room -= runs_in(run)
        return told

    def is_to_be_told(self, run: Run) -> bool:
        """Whether it has a name, and led to the end of what is told; or is short, where there is room for all."""
        if _name(run).endswith("<lambda>"):
            return False
        if self.relevance is None or self.relevance.has_part_in(run):
            return True
        return self.is_ample and size(run) <= INSIDE

    def run(self, run: Run) -> str:
        """One run of another frame, from its call or from where it goes on."""
        self.helpers_left -= 1
        opening = self.arguments(run) if run.begins else self.resumed(run)
        paragraphs = [opening, *self.body(run, depth=1)]
        if run.resumes and not any(paragraphs[1:]):
            return ""  # it went on to its end
        paragraphs = [part for part in paragraphs if part]
        if run.end is not None and is_value(run.end) and not run.is_generator and _name(run) != "__init__":
            paragraphs.append(self.returned(run, run.end))
        self.floor = max(self.floor, run.last)
        return "\n".join(paragraphs) if len(paragraphs) > 3 else " ".join(paragraphs)

    def resumed(self, run: Run) -> str:
        """`` `gen` goes on. ``"""
        return f"{span(_name(run))} goes on." if run.resumes else ""

    def returned(self, run: Run, end: Event) -> str:
        """`` `helper` returns `4`. ``, with its reasons."""
        values = own_values(last_events(run.items))
        because = self.because(end, values, self.names.get(run.call.frame, {}))
        told = f"{span(_name(run))} returns {span(shown(end.value))}"
        asked = self.asked("result", name=span(_name(run))) if because else []
        return " ".join([*asked, effects.sentence(because, told, self.wording, "decide")])

    # Loops

    def loop(self, loop: Loop, run: Run, depth: int) -> list[str]:
        """The paragraphs for one execution of a loop."""
        before = self.step(loop.before, run)
        if not loop.passes and isinstance(loop.statement, ast.While):
            return [" ".join([*before, *self.never(loop, run)])]
        told = [" ".join([*before, self.opening(loop, run)])]
        rows = tabled(loop, self.detail.rows) if self.detail.rows and not depth else []
        first, middle, last = self.split(loop, rows)
        told += self.passes(loop, first, run, depth)
        if middle:
            told.append(self.table(loop, rows) if rows else self.folded(loop, middle))
        told += self.passes(loop, last, run, depth)
        self.passes_told = 0
        told.append(self.ending(loop, run))
        return [paragraph for paragraph in told if paragraph]

    def split(self, loop: Loop, rows: Sequence[Pass]) -> tuple[Sequence[Pass], Sequence[Pass], Sequence[Pass]]:
        """The passes that are told one by one, those that are tabled or folded, and the last if it ends there."""
        if rows:
            return loop.passes[:1], rows, loop.passes[1 + len(rows) :]
        if len(loop.passes) - self.detail.passes <= 2:
            return loop.passes, [], []
        first, rest = loop.passes[: self.detail.passes], loop.passes[self.detail.passes :]
        return (first, rest, []) if loop.end is not None else (first, rest[:-1], rest[-1:])

    def passes(self, loop: Loop, passes: Sequence[Pass], run: Run, depth: int) -> Iterator[str]:
        """A paragraph for each pass; what repeats gets shorter."""
        for place, each in enumerate(passes, start=1):
            self.passes_told = place if passes[0] is loop.passes[0] else len(loop.passes)
            yield self.one_pass(loop, each, run, depth)

    def never(self, loop: Loop, run: Run) -> list[str]:
        """A `while` loop whose condition fails at once."""
        said = self.step(loop.after, run) if loop.after else []
        return [*said, f"The loop on line {loop.statement.lineno} makes 0 passes."]

    def opening(self, loop: Loop, run: Run) -> str:
        """How often, or through what, the loop goes."""
        line = loop.statement.lineno
        if isinstance(loop.statement, ast.While):
            if isinstance(loop.statement.test, ast.Constant):
                return ""
            runs = f"The loop on line {line} runs while {span(ast.unparse(loop.statement.test))} is true."
            return " ".join([runs, *self.asked("loop")])
        source = span(ast.unparse(loop.statement.iter))
        top = next((event for event in reversed(loop.before.events) if event.kind == "value"), None)
        told = []
        if top is not None and span(top.text) == source and is_sayable(top.value, 80) and not is_literal(top.text):
            told = [Reason(top.text, top.value, top.seq, self.words(top)).said()]
        count = len(loop.passes)
        if loop.end is None or loop.end.why != "exhausted":
            return effects.sentence(told, f"the loop on line {line} goes through {source}")
        known = isinstance(loop.statement.iter, ast.Name) and is_sayable(
            self.names.get(run.call.frame, {}).get(loop.statement.iter.id), 2000
        )
        if told or not known or count < 2:
            noun = self.wording.settled("noun")
            passes = f"one {noun}" if count == 1 else f"{count} {plural(noun)}"
            return effects.sentence(told, self.wording.frame("count").format(line=line, count=passes))
        opening = self.wording.frame("items").format(line=line, count=count, source=source)
        return " ".join([opening, *self.asked("loop")])

    def one_pass(self, loop: Loop, each: Pass, run: Run, depth: int) -> str:
        """The paragraph for one pass, after one for the generator that its item was drawn from."""
        noun = self.wording.settled("noun").capitalize()
        where = (
            f"{noun} {each.number} of the loop on line {loop.statement.lineno}" if depth else f"{noun} {each.number}"
        )
        drawn, head = drawn_first(each.head)
        before = self.step(drawn, run)
        said = self.step(head, run, is_head=True)
        within = " ".join([*said, *self.items(each.items, run, depth + 1)])
        if within:
            told = f"{where}{'.' if within.startswith('Since ') else ':'} {within}"  # its reason is not the pass
        else:
            told = f"{where}{_untold(each, loop.statement.body[0])}"
        return "\n".join([" ".join(before), told]) if before else told

    def table(self, loop: Loop, passes: Sequence[Pass]) -> str:
        """The passes as a table."""
        self.learn(everything([item for each in passes for item in (each.head, *each.items)]))
        return f"{self.wording.frame('table')}\n\n{table(loop, passes, self.wording.settled('noun'))}\n"

    def folded(self, loop: Loop, passes: Sequence[Pass]) -> str:
        """What the rest of the passes did, each name with all its values."""
        items = [item for each in passes for item in (each.head, *each.items)]
        self.learn(everything(items))
        where = f"In {plural(self.wording.settled('noun'))} {passes[0].number} to {passes[-1].number}"
        own = _of_loop(loop.number, own_events(items))
        return " ".join(fold(own, where, self.detail.listed, len(passes)))

    def keep(self, told: Sequence[Event]) -> None:
        """What the reader has just seen need not be said again."""
        self.learn(told)
        for event in told:
            if event.kind in ("bind", "mutate") and event.value is not None:
                self.said[event.name] = (_text(event), self.steps_told)

    def learn(self, events: Sequence[Event]) -> None:
        """What was not told has changed names all the same."""
        for event in events:
            if event.kind == "call":
                self.names[event.frame] = dict(event.args)
            elif event.kind in ("bind", "mutate") and event.value is not None and event.name not in self.places.shared:
                self.names.setdefault(event.frame, {})[event.name] = event.value

    def ending(self, loop: Loop, run: Run) -> str:
        """Why the loop ended, and what it leaves behind."""
        if loop.end is None:
            return ""
        count, line = len(loop.passes), loop.statement.lineno
        if loop.end.why == "broken":
            return f"The loop on line {line} ends early, in {self.wording.settled('noun')} {count}."
        if loop.end.why != "exhausted":
            return ""
        said = self.step(loop.after, run) if loop.after else []
        left = _left_behind(loop, self.names.get(run.call.frame, {}))
        if left and count > 1:
            said.append(self.wording.frame("end").replace("{line}", str(line)).replace("{left}", listed(left)))
        elif loop.statement.orelse:
            said.append(f"The loop on line {line} ends.")
        return " ".join(said + (self.step(loop.behind, run) if loop.behind else []))


def _untold(each: Pass, first: ast.stmt) -> str:
    """What is said of a pass that makes nothing that can be told, by its first statement."""
    if isinstance(first, ast.Pass | ast.Break | ast.Continue):
        return " goes by."
    ran = any(step.statement is first and step.events for step in steps_of(each.items))
    return f": line {first.lineno} runs." if ran else " begins."


def _of_loop(number: int, events: Sequence[Event]) -> list[Event]:
    """A loop's own events, without those of names and conditions that loops inside it change or ask as well."""
    inside = {(event.kind, event.name or event.text) for event in events if event.loop != number}
    changed = {name for kind, name in inside if kind in ("bind", "mutate")}
    return [
        event for event in events
        if event.loop == number and (event.kind, event.name or event.text) not in inside and event.name not in changed
    ]  # fmt: skip


def _name(run: Run) -> str:
    """The function's own name, without those of what is around it."""
    return run.call.function.rpartition(".")[2]


def _repeats(top: Event, bind: Event) -> bool:
    """Whether the value is so long that it shouldn't be written twice in one sentence."""
    return bind.kind == "bind" and _text(top) == _text(bind) and len(_text(top)) > 40


def _text(event: Event) -> str:
    return shown(event.value) if is_value(event) else ""


def _left_behind(loop: Loop, names: dict[str, Value]) -> list[str]:
    """The names that the loop changed, with what they are now, last changed last."""
    targets = (
        {node.id for node in ast.walk(loop.statement.target) if isinstance(node, ast.Name)}
        if not isinstance(loop.statement, ast.While)
        else set()
    )
    changed: dict[str, Event] = {}
    for event in own_events([item for each in loop.passes for item in (each.head, *each.items)]):
        if event.kind in ("bind", "mutate") and event.name.isidentifier() and event.name not in targets:
            changed.pop(event.name, None)
            changed[event.name] = event
    for event in loop.behind.events if loop.behind else ():
        changed.pop(event.name, None)
    kept = [event for event in changed.values() if is_value(event) and names.get(event.name) == event.value]
    return [equation(event) for event in kept[-LEFT:]]
