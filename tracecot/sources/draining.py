"""Puts an entry around a function that gives an iterator, so that a call has data for a result."""

import ast
import itertools
from dataclasses import replace

from tracecot.execution import Returned
from tracecot.sources.entries import MARK, unused
from tracecot.sources.finding import Candidate
from tracecot.sources.sketches import Sketch, Sketched
from tracecot.values import Plain

AT_MOST = 1000  # elements that an entry takes

_ITERATORS = frozenset({"generator", "map", "filter", "zip", "enumerate", "reversed"}) | {
    name for name, each in vars(itertools).items() if isinstance(each, type)
}


def gives_iterator(answer: Sketched) -> bool:
    """Whether the call came back with an iterator, of which nothing can be said before it is drained."""
    match answer:
        case Sketch(outcome=Returned(value=Plain(type=kind, repr=text))):
            return text == f"<{kind}>" and (kind in _ITERATORS or kind.endswith("iterator"))
    return False


def drained(candidate: Candidate) -> Candidate | None:
    """The same calls of an entry that takes the iterator's elements into a list; None where the entry is no function.

    The entry has the function's own parameters:

        def run_evens(limit=10):  # entry written by TraceCoT
            return list(islice(evens(limit), 1000))
    """
    program = candidate.program
    tree = ast.parse(program.code)
    function = next(
        (one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == program.entry_point), None
    )
    if function is None:
        return None
    names = set(map(_named, ast.walk(tree)))
    entry = unused("run_" + program.entry_point.strip("_").lower(), names)
    islice = unused("islice", names)
    given = _without_annotations(function.args)
    call = f"{program.entry_point}({', '.join(_handed_on(function.args))})"
    code = (
        f"{program.code.rstrip()}\n\n\nfrom itertools import {islice if islice == 'islice' else f'islice as {islice}'}"
        f"\n\n\ndef {entry}({given}):  {MARK}\n    return list({islice}({call}, {AT_MOST}))\n"
    )
    around = replace(program, code=code, entry_point=entry)
    return Candidate(around, [replace(one, program_id=around.id) for one in candidate.calls])


def _named(node: ast.AST) -> str:
    """The name that the node binds or reads, if any."""
    match node:
        case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.alias(name=name, asname=asname):
            return asname or name.split(".")[0]
    return ""


def _without_annotations(arguments: ast.arguments) -> str:
    bare = ast.parse(f"def f({ast.unparse(arguments)}): ...").body[0]
    assert isinstance(bare, ast.FunctionDef)
    for node in ast.walk(bare.args):
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(bare.args)


def _handed_on(arguments: ast.arguments) -> list[str]:
    """The function's parameters, as arguments of a call that hands each on."""
    texts = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    texts += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    texts += [f"{one.arg}={one.arg}" for one in arguments.kwonlyargs]
    return texts + ([f"**{arguments.kwarg.arg}"] if arguments.kwarg else [])
