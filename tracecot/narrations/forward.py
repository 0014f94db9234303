"""Forward: from the arguments to the result, each value with its reason, in the order in which it happened."""

import ast
from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations import effects
from tracecot.narrations.folding import fold
from tracecot.narrations.places import Places
from tracecot.narrations.reasons import Part, clauses, is_literal, is_quotable, own_values
from tracecot.narrations.spans import equation, is_sayable, is_value, listed, pair, shown, span
from tracecot.narrations.story import Frame, Item, Loop, Pass, Step, steps_of
from tracecot.narrations.style import Detail, Wording
from tracecot.values import Plain, Value

LEFT = 3  # names whose values are told when a loop ends
INSIDE = 160  # events of a helper that is told from inside


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
        self.floor = -1  # the last event of a call that was told in this step: what lies before it is not told after it

    def arguments(self, frame: Frame) -> str:
        """`` `f` is called with `x = 1` and `y = 2`. ``"""
        given = [
            span(f"{name} = {shown(value)}")
            for name, value in frame.call.args
            if name not in ("self", "cls") and is_sayable(value, 2000)
        ]
        name = span(_name(frame))
        return f"{name} is called with {listed(given)}." if given else f"{name} is called."

    def body(self, frame: Frame, depth: int = 0) -> list[str]:
        """The paragraphs of what happened in the frame, without its return."""
        self.names[frame.call.frame] = dict(frame.call.args)
        return self.items(frame.items, frame, depth)

    def items(self, items: Sequence[Item], frame: Frame, depth: int = 0) -> list[str]:
        """A paragraph for each loop and pass; what stands between shares one."""
        paragraphs: list[str] = []
        running: list[str] = []
        for item in items:
            if isinstance(item, Step):
                running += self.step(item, frame)
                continue
            paragraphs += [" ".join(running)] if running else []
            running = []
            paragraphs += self.loop(item, frame, depth)
        return paragraphs + ([" ".join(running)] if running else [])

    # Statements

    def step(self, step: Step, frame: Frame) -> list[str]:
        """The sentences for one execution of one statement."""
        inside = self.helpers(step)
        self.steps_told += 1
        values = own_values(step.events)
        told = self.comprehensions(step, values)
        groups = _effects(step.events)
        names = self.names.setdefault(frame.call.frame, {})
        for group in groups:
            told += self.effect(group, step, values, names)
            for event in group:
                if event.kind in ("bind", "mutate") and event.value is not None:
                    names[event.name] = event.value
                    self.said[event.name] = (_text(event), self.steps_told)
        return inside + [sentence for sentence in told if sentence]

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
        return [effects.bound(binds, because, self.wording)]

    def mutation(self, group: Sequence[Event], values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What changed in place, by what."""
        cause = next((values[seq] for seq in group[0].reads if seq in values), None)
        told = []
        if cause is not None and cause.name:
            told.append(effects.changed(cause, self.places.expression(cause), self.because_of(cause, values, names)))
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
        if top is not None:
            because = self.because_of(top, values, names)
            if shown(event.value) != _text(top) and is_quotable(top):
                because.append(pair(top.text, top.value))
                return [effects.decided(event, step.statement, because, "the condition ")]
        else:
            known = names.get(event.text)
            because = []
            if known is not None and is_sayable(known, 80) and _text(event) != getattr(known, "repr", ""):
                because = [pair(event.text, known)]
                return [effects.decided(event, step.statement, because, "the condition ")]
        return [effects.decided(event, step.statement, because)]

    def because(self, event: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """What explains an effect: its value's expression with its parts."""
        told: list[str] = []
        for seq in event.reads:
            top = values.get(seq)
            if top is not None:
                told += self.because_of(top, values, names)
                if is_quotable(top) and not _repeats(top, event):
                    told += self.unsaid([Part(top.text, top.value, seq)])
        return list(dict.fromkeys(told))

    def because_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """The parts of an expression; in later passes of a loop only the last of them."""
        told = self.unsaid(clauses(top, values, self.places, names, with_names=self.detail.operands))
        return told if self.passes_told <= self.detail.fresh else told[-1:]

    def unsaid(self, parts: Sequence[Part]) -> list[str]:
        """The parts that the reader has not just seen, and that no told call stands behind."""
        told: list[str] = []
        for part in parts:
            text = part.value.repr if isinstance(part.value, Plain) else ""
            before, step = self.said.get(part.code, ("", -9))
            fresh = before == text and self.steps_told - step <= (3 if part.seq is None else 1)
            if not fresh and (part.seq is None or part.seq > self.floor):
                told.append(part.said())
            self.said[part.code] = (text, self.steps_told)
        return told

    def comprehensions(self, step: Step, values: dict[int, Event]) -> list[str]:
        """What the passes of a statement's comprehensions went through."""
        loops = {event.loop for event in step.events if event.kind == "iteration" and event.why == "comp"}
        return fold([event for event in step.events if event.loop in loops], "", self.detail.listed) if loops else []

    # Calls into the program's own functions

    def helpers(self, step: Step) -> list[str]:
        """The inside of the calls that a statement made, as far as there is room for them."""
        told: list[str] = []
        last = -1
        for _, frame in step.frames:
            if self.helpers_left <= 0 or not _is_tellable(frame, step) or _is_interleaved(frame, step):
                continue
            self.helpers_left -= 1
            paragraphs = [self.arguments(frame), *self.body(frame, depth=1)]
            if frame.end is not None and is_value(frame.end) and not _yields(frame) and _name(frame) != "__init__":
                paragraphs.append(self.returned(frame, frame.end))
            told.append("\n".join(paragraphs) if len(paragraphs) > 3 else " ".join(paragraphs))
            last = _all_events(frame.items)[-1].seq if frame.items else frame.call.seq
        self.floor = last
        return told

    def returned(self, frame: Frame, end: Event) -> str:
        """`` `helper` returns `4`. ``, with its reasons."""
        values = own_values(_last_events(frame.items))
        because = self.because(end, values, self.names.get(frame.call.frame, {}))
        return effects.sentence(because, f"{span(_name(frame))} returns {span(shown(end.value))}")

    # Loops

    def loop(self, loop: Loop, frame: Frame, depth: int) -> list[str]:
        """The paragraphs for one execution of a loop."""
        before = [*self.helpers(loop.before), *self.comprehensions(loop.before, own_values(loop.before.events))]
        told = [" ".join([*before, self.opening(loop, frame)])]
        for number, each in enumerate(loop.passes):
            left = len(loop.passes) - number
            if number >= self.detail.passes and left > 2:
                told.append(self.folded(loop, loop.passes[number:], frame))
                break
            self.passes_told = number + 1
            told.append(self.one_pass(loop, each, frame, depth))
        self.passes_told = 0
        told.append(self.ending(loop, frame))
        return [paragraph for paragraph in told if paragraph]

    def opening(self, loop: Loop, frame: Frame) -> str:
        """How often, or through what, the loop goes."""
        line = loop.statement.lineno
        if isinstance(loop.statement, ast.While):
            if isinstance(loop.statement.test, ast.Constant):
                return ""
            return f"The loop on line {line} runs while {span(ast.unparse(loop.statement.test))} is true."
        source = span(ast.unparse(loop.statement.iter))
        top = next((event for event in reversed(loop.before.events) if event.kind == "value"), None)
        told = []
        if top is not None and span(top.text) == source and is_sayable(top.value, 80) and not is_literal(top.text):
            told = [pair(top.text, top.value)]
        count = len(loop.passes)
        if loop.end is None or loop.end.why != "exhausted":
            return effects.sentence(told, f"the loop on line {line} goes through {source}")
        known = isinstance(loop.statement.iter, ast.Name) and is_sayable(
            self.names.get(frame.call.frame, {}).get(loop.statement.iter.id), 2000
        )
        if told or not known or count < 2:
            return effects.sentence(
                told, f"the loop on line {line} makes {'one pass' if count == 1 else f'{count} passes'}"
            )
        return f"The loop on line {line} goes through the {count} items of {source}."

    def one_pass(self, loop: Loop, each: Pass, frame: Frame, depth: int) -> str:
        """The paragraph for one pass."""
        where = f"Pass {each.number} of the loop on line {loop.statement.lineno}" if depth else f"Pass {each.number}"
        said = self.step(each.head, frame)
        binds = effects.bindings(each.head.events)
        if binds:
            said = [f"{listed([equation(event) for event in binds])}."]
        return f"{where}: " + " ".join([*said, *self.items(each.items, frame, depth + 1)])

    def folded(self, loop: Loop, passes: Sequence[Pass], frame: Frame) -> str:
        """What the rest of the passes did, each name with all its values."""
        events = [event for each in passes for event in _all_events([each.head, *each.items])]
        self.learn(events, frame)
        where = f"In passes {passes[0].number} to {passes[-1].number}"
        own = [event for event in events if event.loop == loop.number]
        return " ".join(fold(own, where, self.detail.listed, len(passes)))

    def learn(self, events: Sequence[Event], frame: Frame) -> None:
        """What was not told has changed names all the same."""
        for event in events:
            if event.kind in ("bind", "mutate") and event.value is not None:
                self.names.setdefault(event.frame, {})[event.name] = event.value

    def ending(self, loop: Loop, frame: Frame) -> str:
        """Why the loop ended, and what it leaves behind."""
        if loop.end is None:
            return ""
        count, line = len(loop.passes), loop.statement.lineno
        if loop.end.why == "broken":
            return f"The loop on line {line} ends early, in pass {count}."
        if loop.end.why != "exhausted":
            return ""
        said = self.step(loop.after, frame) if loop.after else []
        left = _left_behind(loop, self.names.get(frame.call.frame, {}))
        if left and count > 1:
            said.append(f"The loop on line {line} ends with {listed(left)}.")
        elif loop.statement.orelse:
            said.append(f"The loop on line {line} ends.")
        return " ".join(said)


def _name(frame: Frame) -> str:
    """The function's own name, without those of what is around it."""
    return frame.call.function.rpartition(".")[2]


def _is_tellable(frame: Frame, step: Step) -> bool:
    """Whether the inside of a call can be told here: it is a short function, and over when its statement is.

    A generator that goes on later would take the reader back and forth.
    """
    events = _all_events(frame.items)
    if frame.call.function.endswith("<lambda>") or len(events) > INSIDE:
        return False
    return not events or events[-1].seq <= step.events[-1].seq


def _is_interleaved(frame: Frame, step: Step) -> bool:
    """Whether another call of the statement, or a generator inside this one, takes turns with it."""
    if not _yields(frame):
        return False
    mine = [event.seq for event in _all_events(frame.items)]
    if any(_yields(inner) for each in steps_of(frame.items) for _, inner in each.frames):
        return True
    for _, other in step.frames:
        theirs = [event.seq for event in _all_events(other.items)]
        if other is not frame and theirs and mine and theirs[0] < mine[-1] and mine[0] < theirs[-1]:
            return True
    return False


def _yields(frame: Frame) -> bool:
    """Whether it is a generator's frame: what it hands out is told, and that it ends with None says nothing."""
    return any(event.kind == "yield" for event in _all_events(frame.items))


def _repeats(top: Event, bind: Event) -> bool:
    """Whether the value is so long that it shouldn't be written twice in one sentence."""
    return bind.kind == "bind" and _text(top) == _text(bind) and len(_text(top)) > 40


def _text(event: Event) -> str:
    return shown(event.value) if is_value(event) else ""


def _effects(events: Sequence[Event]) -> list[list[Event]]:
    """The events that do something, bindings and changes of one cause together; comprehensions' own are left out."""
    passes = {event.loop for event in events if event.kind == "iteration" and event.why == "comp"}
    groups: list[list[Event]] = []
    for event in events:
        if event.kind in ("value", "iteration", "loop_end", "return") or event.loop in passes:
            continue
        if groups and event.kind in ("bind", "mutate") and groups[-1][0].kind == event.kind:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _left_behind(loop: Loop, names: dict[str, Value]) -> list[str]:
    """The names that the loop changed, with what they are now, last changed last."""
    targets = (
        {node.id for node in ast.walk(loop.statement.target) if isinstance(node, ast.Name)}
        if not isinstance(loop.statement, ast.While)
        else set()
    )
    changed: dict[str, Event] = {}
    for event in _all_events([item for each in loop.passes for item in (each.head, *each.items)]):
        if event.kind in ("bind", "mutate") and event.name.isidentifier() and event.name not in targets:
            changed.pop(event.name, None)
            changed[event.name] = event
    kept = [event for event in changed.values() if is_value(event) and names.get(event.name) == event.value]
    return [equation(event) for event in kept[-LEFT:]]


def _all_events(items: Sequence[Item]) -> list[Event]:
    """The events of the items, of this frame alone."""
    found: list[Event] = []
    for item in items:
        if isinstance(item, Step):
            found += item.events
            continue
        found += item.before.events
        for each in item.passes:
            found += _all_events([each.head, *each.items])
        found += [*(item.after.events if item.after else []), *([item.end] if item.end else [])]
    return found


def _last_events(items: Sequence[Item]) -> list[Event]:
    """The events of the last statement, which the return belongs to."""
    while items:
        last = items[-1]
        if isinstance(last, Step):
            return last.events
        if not last.passes:
            return []
        items = last.passes[-1].items
    return []
