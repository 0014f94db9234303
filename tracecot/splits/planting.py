"""Examines decontamination: plants items in other words among clean programs and counts what is found."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracecot.execution import Execute
from tracecot.sources.records import Origin, Program
from tracecot.splits.behaviour import plain_input
from tracecot.splits.contamination import MatchKind, Tried, text_matches
from tracecot.splits.planted import CLEAN, ITEMS, REWRITTEN
from tracecot.splits.probing import behaviour_matches


@dataclass(frozen=True, slots=True)
class Planted:
    """A program that repeats an item, and how."""

    program: Program
    item: str
    kind: MatchKind
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of what was planted, and what was flagged that is clean."""

    found: Mapping[MatchKind, tuple[int, int]]  # by kind: found, planted
    missed: tuple[str, ...]
    clean: int
    flagged: tuple[str, ...]


def examine(execute: Execute) -> Examined:
    """How decontamination does on what is planted and on what is clean."""
    planted = list(plants())
    clean = [_program(code) for code, _ in CLEAN]
    inputs = {one.program.id: one.inputs for one in planted}
    inputs |= {one.id: tuple(map(plain_input, some)) for one, (_, some) in zip(clean, CLEAN, strict=True)}
    programs = [*(one.program for one in planted), *clean]
    matches = [*text_matches(programs, ITEMS), *behaviour_matches(programs, inputs, ITEMS, execute)]
    seen = {(match.program_id, match.item, match.kind) for match in matches}
    of_kind: dict[MatchKind, list[bool]] = {}
    for one in planted:
        of_kind.setdefault(one.kind, []).append((one.program.id, one.item, one.kind) in seen)
    flagged = {match.program_id for match in matches}
    return Examined(
        found={kind: (sum(hits), len(hits)) for kind, hits in of_kind.items()},
        missed=tuple(f"{one.item} ({one.kind})" for one in planted if (one.program.id, one.item, one.kind) not in seen),
        clean=len(clean),
        flagged=tuple(one.code for one in clean if one.id in flagged),
    )


def tried(seen: Examined) -> Iterator[Tried]:
    """The exam as rows: each kind that was planted, then what is clean."""
    for kind, (found, planted) in sorted(seen.found.items()):
        missed = ", ".join(one for one in seen.missed if one.endswith(f"({kind})"))
        yield Tried("planted", kind, planted, planted, found, missed)
    yield Tried("clean", "programs", 0, seen.clean, len(seen.flagged), ", ".join(seen.flagged))


def plants() -> Iterator[Planted]:
    """Each item once in each kind."""
    for item in ITEMS:
        inputs = tuple(plain_input(source) for source, _ in item.pairs)
        variants: dict[MatchKind, str] = {
            "verbatim": f"# taken over\n{item.code}\n\n",
            "same_tree": _renamed(item.code),
            "near_duplicate": _changed(item.code),
            "same_behaviour": REWRITTEN[item.id],
        }
        for kind, code in variants.items():
            yield Planted(_program(code), item.id, kind, inputs)


class _Renaming(ast.NodeTransformer):
    """Gives every name of the function's own another one."""

    def __init__(self, own: set[str]) -> None:
        self.own = own

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """A variable."""
        return ast.Name(f"{node.id}_2" if node.id in self.own else node.id, node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """A parameter."""
        return ast.arg(f"{node.arg}_2")


def _renamed(code: str) -> str:
    tree = ast.parse(code)
    own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return ast.unparse(_Renaming(own).visit(tree))


def _changed(code: str) -> str:
    """Other names, other numbers, and a statement more."""
    tree = ast.parse(_renamed(code))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) is int:
            node.value += 3
    function = tree.body[0]
    if isinstance(function, ast.FunctionDef):
        function.body.insert(0, ast.parse("unused = 0").body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


def _program(code: str) -> Program:
    return Program("planted", code, "f", Origin("planted", "1", "planted.py", "planted", "f", 1, 2, "MIT"))
