"""Says which programs belong together: those that share a package or module, a helper or their code."""

from collections.abc import Iterable

from tracecot.sources.records import Program
from tracecot.splits.records import HoldOut, Side


def traits(program: Program, hold_out: HoldOut, form: str) -> tuple[str, ...]:
    """What ties the program to others: programs that share one trait belong together."""
    package = program.origin.distribution
    code = f"code:{form}"
    helpers = tuple(f"helper:{package}:{name}" for name in sorted(program.helpers))
    match hold_out:
        case "package":
            return (f"package:{package}", *helpers, code)
        case "module":
            return (f"module:{package}:{program.origin.module}", *helpers, code)
        case "component":
            return (*helpers, code)


class Groups:
    """Traits that belong together (union-find), each group with the side that it is bound to, if any."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._side: dict[str, Side] = {}  # of roots

    def sides(self, some: Iterable[str], bound: Side | None = None) -> set[Side]:
        """The sides that the groups of these traits are bound to, with the one asked for."""
        found: set[Side] = {side for trait in some if (side := self.side(trait)) is not None}
        return found | ({bound} if bound else set())

    def join(self, some: Iterable[str], bound: Side | None = None) -> None:
        """Makes one group of the groups of these traits, bound to the one side that any of them is bound to.

        Raises:
            ValueError: they are bound to more than one.
        """
        members = list(some)
        sides = self.sides(members, bound)
        if len(sides) > 1:
            raise ValueError(f"{members} would join {' and '.join(sorted(sides))}")
        roots = sorted({self.root(trait) for trait in members}, key=_rank)
        for root in roots:
            self._parent[root] = roots[0]
        for side in sides:
            self._side[roots[0]] = side

    def root(self, trait: str) -> str:
        """The trait that stands for the whole group: its first by `_rank`."""
        path = []
        while (parent := self._parent.setdefault(trait, trait)) != trait:
            path.append(trait)
            trait = parent
        for passed in path:
            self._parent[passed] = trait
        return trait

    def side(self, trait: str) -> Side | None:
        """The side that the trait's group is bound to."""
        return self._side.get(self.root(trait))

    def bind(self, trait: str, side: Side) -> None:
        """Binds the trait's group to the side."""
        self._side[self.root(trait)] = side


def _rank(trait: str) -> tuple[int, str]:
    """Packages and modules before helpers before code, so that a group keeps its name as it grows."""
    kind = trait.partition(":")[0]
    return ({"package": 0, "module": 0, "helper": 1}.get(kind, 2), trait)
