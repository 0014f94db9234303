"""What a reader knows and needs: what was told before, and the reasons that are still to be said."""

import ast
from collections.abc import Sequence

from tracecot.execution import Event
from tracecot.narrations.reasons.conditions import substituted
from tracecot.narrations.reasons.parts import Part as Reason
from tracecot.narrations.reasons.parts import clauses, is_quotable, words_of
from tracecot.narrations.story.places import Places, spelled
from tracecot.narrations.story.relevance import Relevance
from tracecot.narrations.wording.spans import is_value, pair, shown
from tracecot.narrations.wording.style import Detail, Wording
from tracecot.values import Plain, Value


class Reasoning:
    """What has been told so far, and why something happens in view of that; the state of one telling."""

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
        self.ended: set[int] = set()  # the returns that were told
        self.calls_told: dict[tuple[str, tuple[str, ...]], str] = {}  # by function and arguments: what came back
        self.lambda_told = ("", -1)  # the lambda that was told last, and the last event of that call
        self.relevance: Relevance | None = None  # what led to the end; None where nothing is known of that
        self.is_ample = True  # whether there is room for every run of another frame
        self.only: frozenset[int] | None = None  # what is told: the steps that these events belong to; None for all
        self.telling: int | None = None  # the loop of which a pass is being told
        self.new: dict[str, int] = {}  # tests that something was not there in: by their text, the loop
        self.just_bound: tuple[str, int] = ("", -1)  # the name that was bound last, and at which step
        self.untold_conditions: set[str] = set()  # that were asked in what was passed over
        self.asked_heads: frozenset[int] = frozenset()  # events of passes that are told though nothing in them is
        self.asked_moments: frozenset[int] = frozenset()  # those of them that a question counts
        self.left_out: set[int] = set()  # events that are neither told nor summed up
        self.inside_left_out: set[int] = set()  # those of them that happened in other frames

    def asked(self, about: str, **known: object) -> list[str]:
        """What the voice says before a step, if it says anything: not in passes that repeat what was told."""
        said = self.wording.frame(f"ask_{about}").format(**known) if self.is_worded() else ""
        return [said] if said else []

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
                if is_quotable(top) and not self.has_ended(top):
                    told += self.unsaid([Reason(top.text, top.value, seq, self.words(top))])
        return list({part.said(): part for part in told}.values())

    def because_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[str]:
        """The parts of an expression; in later passes of a loop the last that was worked out, or else the last.

        A comparison that is an operand of `and` or `or` is told with its values: `` `1 > 6` is `False` ``.
        """
        closed = self._in_values(top, values, names)
        return [closed.get(part.seq, part.said()) for part in self.parts_of(top, values, names)]

    def _in_values(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> dict[int | None, str]:
        """By the event of an operand: how it is said with values in the place of what it compares."""
        operands = _operands(self.places.expression(top))
        found = {
            seq: substituted(part, values, self.places, names) for seq, part in values.items() if part.text in operands
        }
        return {seq: pair(text, values[seq].value) for seq, text in found.items() if text}

    def parts_of(self, top: Event, values: dict[int, Event], names: dict[str, Value]) -> list[Reason]:
        """The same as expressions and names with their values."""
        said = clauses(top, values, self.places, names, with_names=self.detail.operands, with_words=self.is_worded())
        ended = {seq for seq, value in values.items() if self.has_ended(value)}
        told = self.unsaid([part for part in said if part.seq not in ended])
        if self.passes_told > self.detail.fresh:
            needed = self._decisive(top)
            last = ([part for part in told if not part.code.isidentifier()] or told)[-1:]
            told = [part for part in told if part.code in needed] or last
        return told

    def _decisive(self, top: Event) -> frozenset[str]:
        """The operands that decide together: of an `and` that holds, of an `or` that doesn't."""
        node = self.places.expression(top)
        match node, shown(top.value):
            case (ast.BoolOp(op=ast.And()), "True") | (ast.BoolOp(op=ast.Or()), "False"):
                return _operands(node)
        return frozenset()

    def has_ended(self, value: Event) -> bool:
        """Whether it is what a helper gave whose end was just told."""
        return not self.ended.isdisjoint(value.reads)

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


def text_of(event: Event) -> str:
    """The value's text; nothing where it can't be quoted."""
    return shown(event.value) if is_value(event) else ""


def _operands(node: ast.expr | None) -> frozenset[str]:
    """Those of `and` or `or`, as they are spelled; none of any other expression."""
    return frozenset(map(spelled, node.values)) if isinstance(node, ast.BoolOp) else frozenset()
