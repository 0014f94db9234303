"""The places of a program that report themselves, and what is known of each before the program runs."""

import ast
from dataclasses import dataclass, field

from tracecot.traces.child.scopes import Variable
from tracecot.traces.child.source import Place, Source

#: What an expression's value can be read from: a site's latest event, a variable's latest event, or nothing.
Read = int | Variable | None

Template = tuple[str | int, ...]  # a target's name: pieces of source, and the slots of the keys to be put between


@dataclass(slots=True)
class Site:
    """A place that reports itself. The fields after `scope` matter for some kinds only."""

    place: Place
    text: str
    reads: tuple[int, ...] = ()  # sites whose latest event it reads
    pops: tuple[int, ...] = ()  # the same, for operands that are evaluated in some passes only
    names: tuple[tuple[int, str], ...] = ()  # variables that it reads, as (hops, key)
    loop: int | None = None  # the site of the loop that it stands in
    scope: int | None = None  # the site of the branch or iteration that it stands under
    name: str = ""
    why: str = ""
    bind: tuple[int, str] | None = None  # the variable that it gives a value
    template: Template = ()
    end: int = -1  # of a loop: the site that tells its end
    arguments: tuple[str, ...] = ()  # of a function: its parameters
    function: str = ""  # of a function: its qualified name
    variables: tuple[str, ...] = ()  # of a comprehension's clause: the names that end with it
    is_lazy: bool = False  # of a comprehension's clause: whether it is a generator expression's
    is_last: bool = False  # of a generator expression's clause: whether its passes evaluate the element


@dataclass(slots=True)
class Sites:
    """All sites of a program, numbered, and found again by place."""

    source: Source
    all: list[Site] = field(default_factory=list)
    by_place: dict[tuple[int, int, int, int], int] = field(default_factory=dict)  # by byte columns, as in code objects
    is_unsteady: bool = False  # whether module-level code may come to something else under another hash seed

    def add(self, node: "ast.expr | ast.stmt | ast.pattern | ast.excepthandler", site: Site) -> int:
        """The number of the new site, which stands at the node."""
        number = len(self.all)
        self.all.append(site)
        self.also(node, number)
        return number

    def also(self, node: "ast.expr | ast.stmt | ast.pattern | ast.excepthandler", number: int) -> None:
        """The site is what stands at the node; of several the first, which is the one that is evaluated there."""
        place = (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
        self.by_place.setdefault(place, number)

    def around(self, line: int, col: int, end_line: int, end_col: int) -> int | None:
        """The smallest site that holds this stretch (in byte columns)."""
        exact = self.by_place.get((line, col, end_line, end_col))
        if exact is not None:
            return exact
        holding = [
            (place[2] - place[0], place[3] - place[1], number)
            for place, number in self.by_place.items()
            if place[:2] <= (line, col) and place[2:] >= (end_line, end_col)
        ]
        return min(holding)[2] if holding else None
