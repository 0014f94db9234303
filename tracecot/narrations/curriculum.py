"""How hard a rationale is to find by oneself: measures of the execution up to what is asked, and a grade from them."""

import ast
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from tracecot.execution import Trace
from tracecot.narrations.story.tree import Recorded

GRADES = ("easy", "medium", "hard")

#: A point for each bound that a measure goes beyond.
BOUNDS: dict[str, tuple[float, ...]] = {
    "steps": (20, 40, 80, 160, 320),
    "lines": (6, 12, 20),
    "loop_depth": (0, 1),
    "branches_both_ways": (0, 1),
    "calls": (2, 6),
    "recursion_depth": (1, 2),
    "value_kinds": (7,),
    "string_share": (0.3,),
}
#: Up to so many points a rationale is easy, and up to so many medium.
EASY, MEDIUM = 4, 9

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
_FRAMES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Measures:
    """What there is to follow up to the moment that is asked about; for a whole call, up to its end."""

    steps: int = 0  # events
    lines: int = 0  # different lines that ran
    loop_depth: int = 0  # loops and comprehensions inside one another, the deepest that ran
    branches_both_ways: int = 0  # conditions that came out true and false
    calls: int = 0  # of the program's own functions, the first among them
    recursion_depth: int = 0  # calls of one function inside one another; 1 without recursion
    value_kinds: int = 0  # different types of values
    string_share: float = 0.0  # of the values, those that are strings

    @property
    def points(self) -> int:
        """The bounds of `BOUNDS` that are exceeded."""
        return sum(bisect_left(bounds, getattr(self, name)) for name, bounds in BOUNDS.items())

    @property
    def grade(self) -> str:
        """`easy`, `medium` or `hard`.

        >>> Measures(steps=9, lines=3).grade, Measures(steps=500, lines=30, loop_depth=2).grade
        ('easy', 'hard')
        """
        return GRADES[(self.points > EASY) + (self.points > MEDIUM)]


#: Of what nobody measured.
UNMEASURED = Measures()


def measured(code: str, trace: Trace) -> Measures:
    """The measures of an execution, or of the part of it that its events tell."""
    return _measured(code, Recorded(trace.events))


@lru_cache(maxsize=2)  # an execution is told for one task after the other
def _measured(code: str, recorded: Recorded) -> Measures:
    events = recorded.events
    outcomes: dict[tuple[int, int], set[str]] = {}
    kinds: set[str] = set()
    texts = values = calls = deepest = 0
    open_calls: list[str] = []
    lines: set[int] = set()
    for event in events:
        lines.add(event.line)
        if event.value is not None:
            values += 1
            texts += event.value.type == "str"
            kinds.add(event.value.type)
        if event.kind == "branch" and event.value is not None:
            outcomes.setdefault((event.line, event.col), set()).add(getattr(event.value, "repr", ""))
        elif event.kind == "call":
            calls += 1
            open_calls[event.depth - events[0].depth :] = [event.function]
            deepest = max(deepest, open_calls.count(event.function))
    depths = _loop_depths(code)
    return Measures(
        len(events), len(lines), max((depths.get(line, 0) for line in lines), default=0),
        sum(len(found) > 1 for found in outcomes.values()), calls, deepest, len(kinds),
        round(texts / values, 3) if values else 0.0,
    )  # fmt: skip


@lru_cache(512)
def _loop_depths(code: str) -> dict[int, int]:
    """By line: how many loops of one function stand around what is on it, itself among them."""
    depths: dict[int, int] = {}

    def visit(node: ast.AST, depth: int) -> None:
        depth = 0 if isinstance(node, _FRAMES) else depth + isinstance(node, _LOOPS)
        inside = depth + len(getattr(node, "generators", ()))
        line = getattr(node, "lineno", 0)
        if line:
            depths[line] = max(depths.get(line, 0), inside)
        for child in ast.iter_child_nodes(node):
            visit(child, depth)

    visit(ast.parse(code), 0)
    return depths
