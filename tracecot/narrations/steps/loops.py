"""Loops: how often and over what they go, their passes one by one or folded, and what they leave behind."""

import ast
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set

from tracecot.execution import Event
from tracecot.narrations.passes.alike import BEFORE, Way, way_of
from tracecot.narrations.passes.folding import fold_passes
from tracecot.narrations.passes.rows import table, tabled
from tracecot.narrations.reasons.parts import Part as Reason
from tracecot.narrations.reasons.parts import spells_itself
from tracecot.narrations.reasons.reasoning import text_of
from tracecot.narrations.steps import effects
from tracecot.narrations.steps.statements import Statements
from tracecot.narrations.story.happenings import drawn_first, effects_of, everything, own_events
from tracecot.narrations.story.places import spelled
from tracecot.narrations.story.tree import Item, Loop, Pass, Run, Step, steps_of
from tracecot.narrations.wording.spans import attached, equation, is_sayable, is_value, listed, span
from tracecot.narrations.wording.style import plural
from tracecot.values import Value

BARE = 2  # passes of which there is nothing to tell but their items: more are told at once
DEEDS = 4  # of a pass that is told by these alone
UNTOLD = frozenset({"value", "iteration", "loop_end"})  # what is only told as a reason, or by its pass
LEFT = 3  # names whose values are told when a loop ends


class Loops(Statements):
    """Tells loops, besides statements."""

    @abstractmethod
    def items(self, items: Sequence[Item], run: Run, depth: int = 0) -> list[str]:
        """A paragraph for each loop and pass; what stands between shares one."""

    def loop(self, loop: Loop, run: Run, depth: int) -> list[str]:
        """The paragraphs for one execution of a loop."""
        is_asked = loop.end is not None and loop.end.seq in self.asked_heads
        if not is_asked and not any(self.is_wanted(step) for step in steps_of([loop])):
            self.pass_over(everything([loop]))
            return []
        before = self.step(loop.before, run)
        if not loop.passes and isinstance(loop.statement, ast.While):
            return [" ".join([*before, *self.never(loop, run)])]
        told = [" ".join([*before, self.opening(loop, run)])]
        rows = tabled(loop, self.detail.rows, self.wanted_of, is_inside=depth > 0)
        rows = [] if self.hides_a_moment(rows) else rows
        first, middle, last = self.split(loop, rows, depth)
        told += self.passes(loop, first, run, depth)
        if middle:
            told += [self.table(loop, rows)] if rows else self.folded(loop, middle, run, depth)
        told += self.passes(loop, last, run, depth)
        self.passes_told = 0
        told.append(self.ending(loop, run))
        return [paragraph for paragraph in told if paragraph]

    def split(
        self, loop: Loop, rows: Sequence[Pass], depth: int
    ) -> tuple[Sequence[Pass], Sequence[Pass], Sequence[Pass]]:
        """The passes that are told one by one, those that are tabled or folded, and the last if it ends there."""
        if rows:
            return loop.passes[:1], rows, loop.passes[1 + len(rows) :]
        if not depth and len(loop.passes) > BARE and all(self.is_bare(each) for each in loop.passes):
            return ([], loop.passes, []) if loop.end is not None else ([], loop.passes[:-1], loop.passes[-1:])
        if len(loop.passes) - self.detail.passes <= 2:
            return loop.passes, [], []
        first, rest = loop.passes[: self.detail.passes], loop.passes[self.detail.passes :]
        is_over = loop.end is not None and loop.end.why == "exhausted"  # else its last pass says why not
        return (first, rest, []) if is_over else (first, rest[:-1], rest[-1:])

    def passes(self, loop: Loop, passes: Sequence[Pass], run: Run, depth: int) -> Iterator[str]:
        """A paragraph for each pass; what repeats gets shorter."""
        ways: Counter[Way | None] = Counter()
        for place, each in enumerate(passes, start=1):
            if not self.is_pass_wanted(loop, each):
                self.pass_over(everything([each.head, *each.items]))
                continue
            self.passes_told = place if passes[0] is loop.passes[0] else len(loop.passes)
            way = way_of(each) if self.only is None else None
            alike = self.in_the_same_way(loop, each, run, depth) if way is not None and ways[way] >= BEFORE else ""
            ways[way] += 1
            yield alike or self.one_pass(loop, each, run, depth)

    def is_pass_wanted(self, loop: Loop, each: Pass) -> bool:
        """Whether something in the pass is told, or its beginning matters: of a `for` loop's last one it does."""
        if self.only is None or each is loop.passes[-1] or isinstance(loop.statement, ast.While):
            return any(self.is_wanted(step) for step in (each.head, *steps_of(each.items)))
        is_asked = any(event.seq in self.asked_heads for event in each.head.events)
        return is_asked or any(self.is_wanted(step) for step in steps_of(each.items)) or bool(each.head.runs)

    def hides_a_moment(self, passes: Sequence[Pass]) -> bool:
        """Whether a question is about a moment in one of the passes, which a table would not tell."""
        steps = (step for each in passes for step in (each.head, *steps_of(each.items)))
        return any(event.seq in self.asked_moments for step in steps for event in step.events)

    def is_bare(self, each: Pass) -> bool:
        """Whether nothing is told of the pass but its item."""
        steps = [step for step in steps_of(each.items) if self.is_wanted(step)]
        told = [event for step in steps for event in step.events if event.kind not in UNTOLD]
        items = {event.name for event in each.head.events if event.kind == "bind"}
        is_kept = not any(event.kind == "bind" and event.name in items for event in own_events(each.items))
        return is_kept and not told and not any(step.runs for step in (each.head, *steps)) and bool(each.head.events)

    def in_the_same_way(self, loop: Loop, each: Pass, run: Run, depth: int) -> str:
        """What a pass did that goes the way of earlier ones: its effects alone; "" where it is told anew."""
        phrase = self.wording.frame("alike")
        steps = [item for item in each.items if isinstance(item, Step)]
        done: list[str] = []
        for group, own in [(group, step) for step in steps if phrase for group in effects_of(step.events)]:
            deed = self.deed(group, own, is_first=not any(said.startswith("line ") for said in done))
            done += [deed] if deed else []
        if not 1 < len(done) <= DEEDS:
            return ""
        self.moments |= {step.events[0].seq for step in steps if step.events}
        head = self.step(each.head, run, is_head=True)
        self.learn(everything(steps))
        for event in everything(steps):
            self.said.pop(event.name, None)
        return f"{self.named(loop, each, depth)}: {' '.join([*head, f'{phrase} {listed(done)}.'])}"

    def deed(self, group: Sequence[Event], step: Step, *, is_first: bool) -> str:
        """What an event did, without its reason: `` `key = 'a'` ``, `` line 8 appends `'ASP'` to `seen[key]` ``."""
        binds = effects.bindings(group)
        if group[0].kind == "bind" and binds:
            return effects.done(binds, is_first=is_first)
        if group[0].kind == "mutate":
            cause = next((event for event in step.events if event.seq in group[0].reads and event.name), None)
            return effects.deed(cause, self.places.expression(cause)) if cause is not None else ""
        return ""

    def named(self, loop: Loop, each: Pass, depth: int) -> str:
        """`Pass 2`, and of a loop inside another of which loop."""
        noun = self.wording.settled("noun").capitalize()
        return f"{noun} {each.number} of the loop on line {loop.statement.lineno}" if depth else f"{noun} {each.number}"

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
            runs = f"The loop on line {line} runs while {span(spelled(loop.statement.test))} is true."
            return " ".join([runs, *self.asked("loop")])
        source = span(spelled(loop.statement.iter))
        top = next((event for event in reversed(loop.before.events) if event.kind == "value"), None)
        told = []
        if top is not None and span(top.text) == source and is_sayable(top.value, 80) and not spells_itself(top):
            is_told = self.has_ended(top)
            told = [] if is_told else [Reason(top.text, top.value, top.seq, self.words(top)).said()]
        count = len(loop.passes)
        if loop.end is None or loop.end.why != "exhausted":
            if told and top is not None and not self.words(top):
                return f"The loop on line {line} goes through {source}, which is {span(text_of(top))}."
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
        where = self.named(loop, each, depth)
        drawn, head = drawn_first(each.head)
        before = self.step(drawn, run)
        outer, self.telling = self.telling, loop.number
        said = self.step(head, run, is_head=True)
        within = attached([*said, *self.items(each.items, run, depth + 1)])
        self.telling = outer
        if within:
            told = f"{where}{'.' if within.startswith('Since ') else ':'} {within}"  # its reason is not the pass
        else:
            told = f"{where} begins." if self.only else f"{where}{_untold(each, loop.statement.body[0])}"
        return "\n".join([" ".join(before), told]) if before else told

    def table(self, loop: Loop, passes: Sequence[Pass]) -> str:
        """The passes as a table."""
        self.learn(everything([item for each in passes for item in (each.head, *each.items)]))
        return f"{self.wording.frame('table')}\n\n{table(loop, passes, self.wording.settled('noun'), self.wanted_of)}\n"

    def folded(self, loop: Loop, passes: Sequence[Pass], run: Run, depth: int) -> list[str]:
        """What the rest of the passes have in common, and then those that differ, where these are few."""
        told, rest = self.leading(loop, passes, run, depth)
        return [*told, *self.folded_together(loop, rest, run, depth)]

    def leading(self, loop: Loop, passes: Sequence[Pass], run: Run, depth: int) -> tuple[list[str], Sequence[Pass]]:
        """A first pass that differs from the others is told like those before it; the others."""
        numbers = [each.number for each in passes]
        items = [item for each in passes for item in (each.head, *each.items)]
        noun, most = self.wording.settled("noun"), self.detail.listed
        apart = fold_passes(own_events(items), noun, numbers, most, loop=loop.number).apart
        if apart != numbers[:1] or len(passes) <= BARE:
            return [], passes
        return list(self.passes(loop, passes[:1], run, depth)), passes[1:]

    def folded_together(self, loop: Loop, passes: Sequence[Pass], run: Run, depth: int) -> list[str]:
        """The same, where the first one is none that differs alone."""
        is_bare = all(self.is_bare(each) for each in passes)
        told_of = {} if is_bare else self.wanted(passes)
        events = own_events([item for each in passes for item in (each.head, *told_of.get(each.number, ()))])
        every = own_events([item for each in passes for item in (each.head, *each.items)])
        partly = set(_bound_in(every) - _bound_in(events))  # names that get values of which nothing is told
        numbers = [each.number for each in passes]
        noun = self.wording.settled("noun")
        folded = fold_passes(events, noun, numbers, self.detail.listed, loop=loop.number, partly=partly)
        told = [" ".join(folded.sentences)]
        self.passes_told = len(loop.passes)
        # After a `while` loop its condition is told, and it would be taken for that of the pass told last.
        are_plain = isinstance(loop.statement, ast.For) and all(
            _is_plain(each) for each in passes if each.number in folded.apart
        )
        for each in passes:
            if each.number in folded.apart and are_plain:
                told.append(self.one_pass(loop, each, run, depth))
                continue
            happened = everything([each.head, *each.items])
            self.learn(happened)
            self.unfold(happened, folded.names, run)
            if each.number in folded.apart and len(folded.apart) > 1:
                told.append(f"{noun.capitalize()} {each.number}: {_item(each)}{folded.differs}.")
        return told

    def wanted_of(self, each: Pass) -> list[Item]:
        """What is told of one pass."""
        return self.wanted([each])[each.number]

    def wanted(self, passes: Sequence[Pass]) -> dict[int, list[Item]]:
        """What is told of the passes, by their numbers.

        What they have in common is said of all: a statement that is told of one is told of each, and so is one that
        gives a value to a name whose values are told.
        """
        every = [item for each in passes for item in each.items]
        told = {id(item.statement) for item in every if any(self.is_wanted(step) for step in steps_of([item]))}
        given: dict[int, set[str]] = defaultdict(set)  # the names that a statement gives values to
        for item in every:
            given[id(item.statement)] |= _bound([item])
        names = _bound([each.head for each in passes])
        more = told
        while more:
            names |= {name for one in more for name in given[one]}
            more = {one for one, own in given.items() if one not in told and own & names}
            told |= more
        return {each.number: [item for item in each.items if id(item.statement) in told] for each in passes}

    def unfold(self, happened: Sequence[Event], names: frozenset[str], run: Run) -> None:
        """Keeps what a fold does not say: names with too many values, and what helpers did."""
        for event in happened:
            if event.frame != run.call.frame:
                self.left_out.add(event.seq)
                self.inside_left_out.add(event.seq)
            elif event.kind == "bind" and event.name.isidentifier() and event.name not in names:
                self.left_out.add(event.seq)

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
        if self.only is not None and self.relevance is not None and self.relevance.events[-1] is loop.end:
            return " ".join(said)  # the question is about this end
        left = _left_behind(loop, self.names.get(run.call.frame, {}), self.only)
        if left and count > 1:
            said.append(self.wording.frame("end").replace("{line}", str(line)).replace("{left}", listed(left)))
        elif loop.statement.orelse or (said and self.only is not None):  # else its condition is taken for a pass's
            said.append(f"The loop on line {line} ends.")
        return " ".join(said + (self.step(loop.behind, run) if loop.behind else []))


def _bound(items: Sequence[Item]) -> set[str]:
    """The names that they give values to."""
    return {event.name for event in own_events(items) if event.kind == "bind"}


def _item(each: Pass) -> str:
    """`` `x = 3`,  ``: what the pass is about, where it has an item."""
    binds = effects.bindings(each.head.events)
    return f"{listed([equation(event) for event in binds])}. " if binds else ""


def _untold(each: Pass, first: ast.stmt) -> str:
    """What is said of a pass that makes nothing that can be told, by its first statement."""
    if isinstance(first, ast.Pass | ast.Break | ast.Continue):
        return " goes by."
    ran = any(step.statement is first and step.events for step in steps_of(each.items))
    return f": line {first.lineno} runs." if ran else " begins."


def _is_plain(each: Pass) -> bool:
    """Whether nothing happens in the pass but in plain statements: no loop, and nothing in other frames."""
    steps = [each.head, *[item for item in each.items if isinstance(item, Step)]]
    return len(steps) == len(each.items) + 1 and not any(
        step.runs or any(event.kind == "iteration" and event.why == "comp" for event in step.events) for step in steps
    )


def _bound_in(events: Sequence[Event]) -> Counter[str]:
    """How often each name gets a value."""
    return Counter(event.name for event in events if event.kind == "bind")


def _left_behind(loop: Loop, names: dict[str, Value], only: Set[int] | None) -> list[str]:
    """The names that the loop changed, with what they are now, last changed last; those of them that are told."""
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
    told = [event for event in changed.values() if only is None or event.seq in only]
    kept = [event for event in told if is_value(event) and names.get(event.name) == event.value]
    return [equation(event) for event in kept[-LEFT:]]
