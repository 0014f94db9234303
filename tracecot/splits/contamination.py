"""Finds programs that repeat items of evaluation sets: by text, by syntax tree, by shape, and by what they do."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tracecot.sources.records import Program
from tracecot.splits.evaluation_items import EvaluationItem
from tracecot.splits.likeness import alike_to
from tracecot.splits.normal_form import normal_form, stripped
from tracecot.splits.shape import LEAST_SHINGLES, shape, shingles

MatchKind = Literal["verbatim", "same_tree", "near_duplicate", "same_behaviour"]

#: The share of an item's shape in a function of ours from which on it counts as the item in other words.
LEAST_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """A program that repeats an item."""

    program_id: str
    corpus: str
    evaluation: str
    item: str
    kind: MatchKind
    score: float  # from 0 to 1


@dataclass(frozen=True, slots=True)
class Tried:
    """What the search was tried on: an evaluation set, or programs of which it is known what they are."""

    tried: Literal["set", "planted", "clean"]
    subject: str  # the set, the kind of match that was planted, or `programs`
    items: int  # of the set, or planted
    examined: int  # programs
    flagged: int  # those that were taken for an item
    amiss: str = ""  # what was missed, or is clean and was flagged


@dataclass(frozen=True, slots=True)
class _Function:
    """A function without docstrings, annotations, comments and layout."""

    name: str
    text: str
    form: str
    shingles: frozenset[str]


def text_matches(
    programs: Iterable[Program], items: Iterable[EvaluationItem], least: float = LEAST_ALIKE
) -> Iterator[Match]:
    """The matches that the code alone shows; each pair of program and item once, by the strongest of its kinds.

    Functions are compared with functions: an item that stands in a program as a helper is found, too. A helper that is
    short doesn't count: `add` is in many programs that have nothing to do with an item that adds.
    """
    targets = [(item, own) for item in items if (own := _entry(item))]
    ours = {program.id: (program, list(_telling(program))) for program in programs}
    exact: set[tuple[str, str]] = set()
    for match in _exact(ours, targets):
        exact.add((match.program_id, f"{match.evaluation}:{match.item}"))
        yield match
    for match in _near(ours, targets, least):
        if (match.program_id, f"{match.evaluation}:{match.item}") not in exact:
            yield match


_Ours = Mapping[str, tuple[Program, list[_Function]]]
_Targets = list[tuple[EvaluationItem, _Function]]


def _exact(ours: _Ours, targets: _Targets) -> Iterator[Match]:
    by_form: dict[str, list[tuple[EvaluationItem, _Function]]] = defaultdict(list)
    for item, own in targets:
        by_form[own.form].append((item, own))
    for program, functions in ours.values():
        texts = {function.text for function in functions}
        for form in sorted({function.form for function in functions}):
            for item, own in by_form.get(form, ()):
                yield match_of(program, item, "verbatim" if own.text in texts else "same_tree", 1.0)


def _near(ours: _Ours, targets: _Targets, least: float) -> Iterator[Match]:
    theirs = {str(number): own.shingles for number, (_, own) in enumerate(targets) if _is_long(own)}
    places = {
        f"{name} {number}": function.shingles
        for name, (_, functions) in ours.items() for number, function in enumerate(functions) if _is_long(function)
    }  # fmt: skip
    best: dict[tuple[str, str], float] = {}
    for pair in alike_to(places, theirs, least):
        key = (pair.one.split(" ")[0], pair.other)
        best[key] = max(best.get(key, 0.0), pair.score)
    for (name, number), score in best.items():
        yield match_of(ours[name][0], targets[int(number)][0], "near_duplicate", score)


def _is_long(function: _Function) -> bool:
    return len(function.shingles) >= LEAST_SHINGLES


def match_of(program: Program, item: EvaluationItem, kind: MatchKind, score: float) -> Match:
    """The match of these two."""
    return Match(program.id, program.corpus, item.evaluation, item.id, kind, score)


def _entry(item: EvaluationItem) -> _Function | None:
    """The function that the item asks about."""
    return next((one for one in _functions(item.code, item.entry_point)), None)


def _telling(program: Program) -> Iterator[_Function]:
    """The functions of the program that say something about it: the entry point, and whatever is long enough."""
    for function in _functions(program.code):
        if function.name == program.entry_point or _is_long(function):
            yield function


def _functions(code: str, named: str = "") -> Iterator[_Function]:
    """The functions and methods of the code; those of one name where it is given."""
    try:
        tree = stripped(ast.parse(code))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and named in ("", node.name):
                text = ast.unparse(node)
                yield _Function(node.name, text, normal_form(text), shingles(shape(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
