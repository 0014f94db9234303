"""Conditions: which way they went, and what decided that."""

import ast

from tracecot.execution import Event
from tracecot.narrations.reasons.conditions import is_empty, substituted
from tracecot.narrations.reasons.parts import is_literal, is_quotable
from tracecot.narrations.reasons.reasoning import Reasoning, text_of
from tracecot.narrations.steps import effects
from tracecot.narrations.story.tree import Step
from tracecot.narrations.wording.spans import is_sayable, is_value, pair, shown, span
from tracecot.values import Value

NEW = frozenset({"key", "character", "word", "item", "value", "letter", "number", "element"})  # what may be new
ASKED = 60  # characters of a condition that is asked about before it is told


class Deciding(Reasoning):
    """Tells how conditions come out, in one voice with so much detail."""

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
        if top is not None and not self.is_asked_about(event) and (again := self.new_again(event, top, names)):
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


def _truthy(event: Event) -> str:
    return "truthy" if shown(event.value) == "True" else "falsy"
