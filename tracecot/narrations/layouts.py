"""Layouts: a rationale as it comes, or under the headings of four phases: understand, plan, execute, reflect."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracecot.execution import Returned, Trace
from tracecot.narrations.explaining.texts import Part, entry_of, parameters, parts
from tracecot.narrations.questions.line_coverage import TELLING
from tracecot.narrations.questions.records import Asked
from tracecot.narrations.story.places import places_of
from tracecot.narrations.wording.spans import is_sayable, listed, span
from tracecot.sources.records import Program
from tracecot.values import NotPlain, Plain, read_value

_SAID: dict[Part, str] = {
    "over": "The loop on line {} is over {}.", "while": "Line {} tests {}.", "if": "Line {} tests {}.",
    "result": "The result is made on line {}, by {}.",
}  # fmt: skip
PLANNED = 5  # sentences
COUNTED = 2  # lines
NOUNS = {"list": "items", "tuple": "items", "dict": "keys", "set": "items", "str": "characters"}


@dataclass(frozen=True, slots=True)
class Phases:
    """What is said in each phase, in paragraphs."""

    understand: Sequence[str]
    plan: Sequence[str]
    execute: Sequence[str]
    reflect: Sequence[str]

    @property
    def text(self) -> str:
        """Each phase under its heading; one that says nothing has none."""
        told = [
            ("Understand", self.understand),
            ("Plan", self.plan),
            ("Execute", self.execute),
            ("Reflect", self.reflect),
        ]
        return "\n".join(f"### {heading}\n" + "\n".join(said) for heading, said in told if said)


def understood(program: Program, asked: str) -> list[str]:
    """What is given and what is asked for."""
    entry = entry_of(program.code, program.entry_point)
    names = [] if entry is None else [span(each.arg) for each in parameters(entry)]
    takes = [f"{span(program.entry_point)} takes {listed(names)}."] if names else []
    return [" ".join([*takes, asked])]


def planned(program: Program, trace: Trace) -> list[str]:
    """What decides the outcome, as the program's text has it, of what runs: loops, conditions, and what is returned."""
    entry = entry_of(program.code, program.entry_point)
    places = places_of(program.code)
    ran = {statement.lineno for event in trace.events if (statement := places.statement(event)) is not None}
    said = [] if entry is None else [sentence for line, sentence in sorted(_decisive(entry)) if line in ran]
    return [" ".join(said[:PLANNED])] if said else []


def _decisive(entry: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Sentences about loops, conditions and returns, with the lines that they stand on."""
    for line, part, text in parts(entry):
        names = any(isinstance(node, ast.Name) for node in ast.walk(ast.parse(text, mode="eval")))
        if names and not (part == "result" and text.isidentifier()):
            yield line, _SAID[part].format(line, span(text))


def _own_statements(block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of the block and of those inside it, but not of functions and classes that it defines."""
    for node in block:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        yield node
        for name in ("body", "orelse", "finalbody"):
            yield from _own_statements(getattr(node, name, []))
        for handler in getattr(node, "handlers", []):
            yield from _own_statements(handler.body)


def reflected(asked: Asked) -> list[str]:
    """A look back: how often lines ran, which never did, and what the result is like."""
    return [" ".join([*_counted(asked), *_never_ran(asked), *_shape(asked.trace)])]


def _counted(asked: Asked) -> Iterator[str]:
    """How often some lines inside loops ran, each another number of times."""
    told: set[int] = set()
    for line, visits in sorted(asked.visits.items()):
        of = visits[0].of
        if of > 1 and of not in told and len(told) < COUNTED and isinstance(visits[0].statement, TELLING):
            told.add(of)
            yield f"Line {line} ran {'twice' if of == 2 else f'{of} times'}."


def _never_ran(asked: Asked) -> Iterator[str]:
    """The first line of the function that was passed over."""
    entry = entry_of(asked.program.code, asked.program.entry_point)
    ran = asked.ran()
    for node in _own_statements(entry.body) if entry is not None else ():
        alone = len(asked.begins[node.lineno]) == 1
        bare = isinstance(node, ast.Return) and node.value is None
        if alone and isinstance(node, TELLING) and not bare and node.lineno not in ran:
            yield f"Line {node.lineno} never runs."
            return


def _shape(trace: Trace) -> Iterator[str]:
    """Type and size of the result."""
    match trace.outcome:
        case Returned(value=Plain(type=kind) as value) if kind in NOUNS and is_sayable(value):
            try:
                size = len(read_value(value.repr))  # type: ignore[arg-type]
            except (NotPlain, TypeError):
                return
            noun = NOUNS[kind] if size != 1 else NOUNS[kind].removesuffix("s")
            yield f"The result is a {'string' if kind == 'str' else kind} of {size} {noun}."
