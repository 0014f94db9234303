"""What the program's text says, in sentences: parameters, loops, what its lines return, the helpers that it calls."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from tracecot.narrations.wording.spans import listed, span

LONGEST_CODE = 120  # characters of an expression that is quoted

Part = Literal["over", "while", "if", "result"]
_SAID: dict[Part, str] = {
    "over": "The loop on line {} goes through {}.", "while": "The loop on line {} runs while {}.",
    "result": "Line {} returns {}.",
}  # fmt: skip


def text_facts(code: str, entry_point: str) -> list[str]:
    """The sentences, in the order of the text; none where the entry point is no plain function."""
    entry = entry_of(code, entry_point)
    if entry is None:
        return []
    names = [each.arg for each in parameters(entry)]
    takes = [f"{span(entry_point)} takes {listed([span(name) for name in names])}."] if names else []
    inside = sorted((line, _SAID[part].format(line, span(text))) for line, part, text in parts(entry) if part in _SAID)
    called = (
        node.func.id for node in ast.walk(entry) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    helpers = [name for name in dict.fromkeys(called) if name != entry_point and entry_of(code, name) is not None]
    return [
        *takes,
        *(sentence for _, sentence in inside),
        *(f"{span(entry_point)} calls its helper {span(name)}." for name in helpers),
    ]


@lru_cache(maxsize=64)  # a program is told many times in a row
def entry_of(code: str, name: str) -> ast.FunctionDef | None:
    """The function of that name, where it is a plain one of the module."""
    found = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[-1] if found else None


def signature(code: str, entry_point: str) -> str:
    """The head of the entry point's definition, without its colon and comments."""
    entry = entry_of(code, entry_point)
    assert entry is not None
    returns = f" -> {ast.unparse(entry.returns)}" if entry.returns else ""
    return f"def {entry_point}({ast.unparse(entry.args)}){returns}"


def defined_names(code: str) -> frozenset[str]:
    """The names of all functions and classes that the program defines."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in ast.walk(ast.parse(code)) if isinstance(node, definitions))


def parameters(entry: ast.FunctionDef) -> list[ast.arg]:
    """All parameters, in the order of the text."""
    own = entry.args
    rest = [each for each in (own.vararg, own.kwarg) if each is not None]
    return [*own.posonlyargs, *own.args, *own.kwonlyargs, *rest]


def parts(entry: ast.FunctionDef) -> Iterator[tuple[int, Part, str]]:
    """What loops go over, conditions ask and lines return: the line, what it is, and the code, if it is quotable."""
    for node in _own_nodes(entry):
        match node:
            case ast.For(iter=code, lineno=line):
                part: Part = "over"
            case ast.While(test=code, lineno=line):
                part = "while"
            case ast.If(test=code, lineno=line):
                part = "if"
            case ast.Return(value=ast.expr() as code, lineno=line):
                part = "result"
            case _:
                continue
        text = ast.unparse(code)
        if len(text) <= LONGEST_CODE and "\n" not in text:
            yield line, part, text


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes inside, but for those of functions and classes that are defined there."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield child
            yield from _own_nodes(child)
