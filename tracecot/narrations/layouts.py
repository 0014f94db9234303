"""Layouts: a rationale as it comes, or under the headings of four phases: understand, plan, execute, reflect."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracecot.execution import Returned, Trace
from tracecot.narrations.explaining.texts import LONGEST_CODE, parameters
from tracecot.narrations.places import places_of
from tracecot.narrations.questions.line_coverage import TELLING
from tracecot.narrations.questions.records import Asked
from tracecot.narrations.spans import is_sayable, listed, span
from tracecot.sources.records import Program
from tracecot.values import NotPlain, Plain, read_value

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
    entry = _entry(program)
    names = [] if entry is None else [span(each.arg) for each in parameters(entry)]
    takes = [f"{span(program.entry_point)} takes {listed(names)}."] if names else []
    return [" ".join([*takes, asked])]


def planned(program: Program, trace: Trace) -> list[str]:
    """What decides the outcome, as the program's text has it, of what runs: loops, conditions, and what is returned."""
    entry = _entry(program)
    places = places_of(program.code)
    ran = {statement.lineno for event in trace.events if (statement := places.statement(event)) is not None}
    said = [] if entry is None else [sentence for line, sentence in sorted(_decisive(entry)) if line in ran]
    return [" ".join(said[:PLANNED])] if said else []


def _entry(program: Program) -> ast.FunctionDef | None:
    """The function that is called, where it is a plain one."""
    found = [
        node for node in ast.parse(program.code).body
        if isinstance(node, ast.FunctionDef) and node.name == program.entry_point
    ]  # fmt: skip
    return found[-1] if found else None


def _decisive(entry: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """Sentences about loops, conditions and returns, with the lines that they stand on."""
    for node in _own_statements(entry.body):
        match node:
            case ast.For(iter=code, lineno=line):
                sentence = "The loop on line {} is over {}."
            case ast.While(test=code, lineno=line) | ast.If(test=code, lineno=line) if _is_asked(code):
                sentence = "Line {} tests {}."
            case ast.Return(value=ast.expr() as code, lineno=line) if _is_made(code):
                sentence = "The result is made on line {}, by {}."
            case _:
                continue
        text = ast.unparse(code)
        if len(text) <= LONGEST_CODE and "\n" not in text and line == code.lineno:
            yield line, sentence.format(line, span(text))


def _is_asked(code: ast.expr) -> bool:
    """Whether a condition asks something: `while True` does not."""
    return not isinstance(code, ast.Constant)


def _is_made(code: ast.expr) -> bool:
    """Whether it is worked out: more than a name or a literal."""
    return not isinstance(code, ast.Name) and any(isinstance(node, ast.Name) for node in ast.walk(code))


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
    entry = _entry(asked.program)
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
