"""The forward slice of an argument, and two executions side by side that differ by that argument alone."""

import ast
import re
from collections import Counter, defaultdict

from tracecot.execution import WAY

HEADERS = {
    ast.If: ("test",), ast.While: ("test",), ast.For: ("target", "iter"), ast.With: ("items",), ast.Match: ("subject",),
    ast.Try: (), ast.FunctionDef: ("args", "decorator_list"), ast.ClassDef: ("bases", "decorator_list"),
}  # fmt: skip
FRAME, LOOP = "frame", "loop"


class Program:
    """What the source tells of places: which names a statement holds, and which jumps a condition decides."""

    def __init__(self, code):
        self.statements = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)]
        self.statements.sort(key=lambda node: (node.lineno, -(node.end_lineno or 0), node.col_offset))
        self.names = {}
        functions = [node for node in self.statements if isinstance(node, ast.FunctionDef)]
        generators = [each for each in functions if any(isinstance(one, ast.Yield) for one in _within(each))]
        tries = [(one, each) for each in generators for one in _within(each) if isinstance(one, ast.Try)]
        self.closings = [(one.finalbody[0].lineno, each.end_lineno) for one, each in tries if one.finalbody]
        chains = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Compare) and len(node.ops) > 1]
        self.chains = list(map(_stretch, chains))
        self.conditions = [_stretch(each.test) for each in self.statements if isinstance(each, ast.While)]

    def around(self, event):
        """The innermost statement at the event's place."""
        found = None
        for node in self.statements:
            inside = (node.lineno, node.col_offset) <= (event.line, event.col)
            if inside and (event.end_line, event.end_col) <= (node.end_lineno, node.end_col_offset):
                found = node
        return found

    def mentions(self, event, name):
        """Whether the statement at the event's place holds the name, leaving out the statements in it."""
        key = (event.line, event.col, event.end_line, event.end_col)
        if key not in self.names:
            node = self.around(event)
            fields = HEADERS.get(type(node), getattr(node, "_fields", ()))
            parts = [part for field in fields for part in _listed(getattr(node, field))]
            self.names[key] = {one.id for part in parts for one in ast.walk(part) if isinstance(one, ast.Name)}
        return name in self.names[key] or name == re.split(r"[.\[]", event.name)[0]

    def is_in_chain(self, event):
        """Whether it is a part of `a < b < c`."""
        return _lies_in(event, self.chains)

    def is_in_condition(self, event):
        """Whether it belongs to the condition of a `while`, which is asked again after each pass."""
        return _lies_in(event, self.conditions)

    def is_in_closing(self, event):
        """Whether it is in or behind a generator's `finally` block, which runs when the generator is thrown away."""
        return any(first <= event.line <= last for first, last in self.closings)

    def jump(self, event):
        """How far the jumps in the arms of the event's statement lead: out of the frame, of the loop, or nowhere."""
        node = self.around(event)
        if isinstance(node, ast.Assert):
            return FRAME
        if not isinstance(node, ast.If | ast.For | ast.While | ast.Match | ast.Try):
            return None
        inner = list(_within(node))
        if any(isinstance(each, ast.Return | ast.Raise | ast.Assert) for each in inner):
            return FRAME
        return LOOP if any(isinstance(each, ast.Break | ast.Continue) for each in inner) else None


def _stretch(node):
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _lies_in(event, stretches):
    begin, end = (event.line, event.col), (event.end_line, event.end_col)
    return any(each[:2] <= begin and end <= each[2:] for each in stretches)


def _listed(value):
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)]


def _within(node):
    """All that stands in a statement, without the functions in it."""
    for each in ast.iter_child_nodes(node):
        if not isinstance(each, ast.FunctionDef | ast.Lambda):
            yield each
            yield from _within(each)


def forward_slice(program, events, argument, behind=frozenset(), single=frozenset(), also=frozenset()):
    """The seqs that the argument of the first event (and what is in it `also`) reaches over `reads` and `under`.

    What stands under a call is reached by it only if the argument decided that there was a call: where it is `single`,
    that is, without its like in the other execution; or itself under something reached, or `behind` a jump.
    """
    found, controlled = set(also), set()
    for event in events[1:]:
        parent = event.under
        if event.seq in behind or (parent in controlled if events[parent or 0].kind == "call" else parent in found):
            found.add(event.seq)
            controlled.add(event.seq)
        elif (
            event.seq in found
            or any(read in found for read in event.reads)
            or (0 in event.reads and (event.kind in ("call", "resume") or program.mentions(event, argument)))
        ):
            found.add(event.seq)
            if event.seq in single:
                controlled.add(event.seq)
    return found


def _likeness(event):
    name = event.name if event.kind in ("mutate", "delete") else ""
    return (
        event.kind, event.line, event.col, event.end_line, event.end_col, event.text, event.function, name,
        event.why if event.kind != "loop_end" else "",
    )  # fmt: skip


def aligned(first, second):
    """A number for each event of both; like events, under like ones and as often there before, have the same."""
    places = []
    for events in (first, second):
        counted, own = defaultdict(Counter), []
        for event in events:
            above = None if event.under is None else own[event.under]
            like = _likeness(event)
            own.append((above, like, counted[above][like]))
            counted[above][like] += 1
        places.append(own)
    index = {}
    return [[index.setdefault(place, len(index)) for place in own] for own in places]


class Compared:
    """Two executions of one program that differ by one argument."""

    def __init__(self, code, first, second):
        self.program = Program(code)
        self.both = (first.events, second.events)
        changed = [
            name
            for (name, old), (_, new) in zip(first.events[0].args, second.events[0].args, strict=True)
            if old != new
        ]
        self.argument = changed[0] if len(changed) == 1 else None
        self.pairs = _pairs(first.events, second.events)

    def _differing(self):
        """The pairs of like events that tell different values."""
        return [(a, b) for a, b in self.pairs[1:] if _tells_otherwise(self.both[0][a], self.both[1][b])]

    def differing(self):
        """The events that changed, or that only one of the two has."""
        known = ({a for a, _ in self.pairs}, {b for _, b in self.pairs})
        alone = [event for n, events in enumerate(self.both) for event in events if event.seq not in known[n]]
        return [self.both[0][a] for a, _ in self._differing()] + alone

    def unexplained(self):
        """The events that changed and lie in no slice, as (execution, event)."""
        others = dict(self.pairs)
        known = (others, {b: a for a, b in self.pairs})
        single = [{event.seq for event in events if event.seq not in known[n]} for n, events in enumerate(self.both)]
        differing = self._differing()
        slices = self._slices(differing, single, self._behind_jumps(others, single))
        lost = [(0, self.both[0][a]) for a, _ in differing if a not in slices[0]]
        for number, events in enumerate(self.both):
            lost += [(number, events[seq]) for seq in sorted(single[number] - slices[number])]
        return [(number, event) for number, event in lost if not self.is_known_gap(event)]

    def is_known_gap(self, event):
        """Whether docs/traces.md says that nothing links it."""
        program = self.program
        gaps = (program.is_in_chain, program.is_in_closing, program.is_in_condition)
        return event.kind == "loop_end" or any(is_in(event) for is_in in gaps)

    def _slices(self, differing, single, behind):
        """The slices of both: what is reached in one of them is what its like in the other is made of, if they differ.

        So what was *not* done in one execution counts where the other one did it.
        """
        also = (set(), set())
        while True:
            found = [
                forward_slice(self.program, self.both[n], self.argument, behind[n], single[n], also[n]) for n in (0, 1)
            ]
            reached = [{a for a, b in differing if b in found[1]}, {b for a, b in differing if a in found[0]}]
            for number in (0, 1):
                there = forward_slice(
                    self.program, self.both[1 - number], self.argument, single=single[1 - number], also=also[1 - number]
                )
                reached[number] |= self._failed_instead(number, single, there)
            if reached[0] <= found[0] and reached[1] <= found[1]:
                return found
            for number in (0, 1):
                also[number].update(reached[number])

    def _failed_instead(self, number, single, there):
        """The exceptions of one execution where the other one went on with something that is reached."""
        known = {b: a for a, b in self.pairs} if number else dict(self.pairs)
        failed, latest = set(), 0
        for event in self.both[number]:
            latest = known.get(event.seq, latest)
            if event.kind == "raise" and event.seq in single[number] and latest + 1 in there:
                failed.add(event.seq)
        return failed

    def _behind_jumps(self, others, single):
        """For each execution what comes after a jump, or an exception, that only one of the two made."""
        first, second = self.both
        regions = (set(), set())
        backwards = {b: a for a, b in self.pairs}
        for a, b in self.pairs:
            if first[a].kind in WAY and _tells_otherwise(first[a], second[b]):
                reach = FRAME if first[a].kind == "raise" else self.program.jump(first[a])
                for events, event, region in ((first, first[a], regions[0]), (second, second[b], regions[1])):
                    region.update(_after(events, event, reach))
                    region.update(_in_generator(events, event))
        for number, events in enumerate(self.both):
            known = (others, backwards)[number]
            other, latest = self.both[1 - number], 0
            for event in events:
                latest = known.get(event.seq, latest)
                if event.seq in single[number] and event.kind in WAY:
                    reach = FRAME if event.kind == "raise" else self.program.jump(event)
                    regions[number].update(_after(events, event, reach))
                    regions[number].update(_in_generator(events, event))
                    if event.kind == "raise":
                        regions[1 - number].update(range(latest + 1, len(other)))
        return regions


def _after(events, event, reach):
    """What comes after the event in its frame or loop, with all that is called from there."""
    if reach is None:
        return
    for later in events[event.seq + 1 :]:
        if later.depth < event.depth and reach == LOOP:
            return
        if reach == LOOP and later.kind == "loop_end" and later.frame == event.frame and later.loop == event.loop:
            yield later.seq
            return
        yield later.seq


def _in_generator(events, event):
    """What comes after the event in a generator: it gets there only if somebody asks for more."""
    if any(each.frame == event.frame and each.kind == "yield" for each in events):
        yield from (each.seq for each in events[event.seq + 1 :] if each.frame == event.frame)


def _pairs(first, second):
    numbers, others = aligned(first, second)
    where = {number: seq for seq, number in enumerate(others)}
    return [(seq, where[number]) for seq, number in enumerate(numbers) if number in where]


def _tells_otherwise(one, other):
    if one.kind == "loop_end":
        return one.why != other.why
    return (one.value, one.name, one.args) != (other.value, other.name, other.args)
