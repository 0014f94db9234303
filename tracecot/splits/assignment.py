"""Puts each group of programs on one side: by content, and never moving what has shipped."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracecot.ids import DIGEST_CHARACTERS, digest
from tracecot.sources.records import Program
from tracecot.splits.groups import Groups, traits
from tracecot.splits.records import MOST_SHARE, Rules, Side

#: Where nothing fits under the share asked for, the smallest group is taken up to this share of all samples for eval,
#: which must not be empty; for validation up to twice what was asked for, and no more than that share either.
OVER = 2

#: Whose programs are placed first: where a change of the rules ties two that shipped, a train row is the one to lose.
_FIRST: tuple[Side, ...] = ("eval", "validation", "train")


@dataclass(frozen=True, slots=True)
class Placed:
    """A program with its group and its side."""

    group: str
    side: Side


@dataclass(frozen=True, slots=True)
class Bridge:
    """A program that ties one side to another, and by what."""

    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A program that is to be placed, its normal form, and how many samples it brings."""

    program: Program
    form: str
    samples: int
    kin: tuple[str, ...] = ()  # traits that it shares with near-duplicates


def assign(
    members: Iterable[Member], rules: Rules, shipped: Mapping[str, Side] | None = None
) -> dict[str, Placed | Bridge]:
    """The place of each program (by id).

    Programs that shipped (program id to side) come first and keep their side; then those of the corpora that are kept
    whole for evaluation; then the others. A program that would tie groups of different sides is a `Bridge`.
    """
    shipped = shipped or {}
    ordered = sorted(members, key=lambda one: (_turn(one, rules, shipped), one.program.id))
    groups = Groups()
    ties = {one.program.id: _ties(one, rules) for one in ordered}
    bridges: dict[str, Bridge] = {}
    for member in ordered:
        name = member.program.id
        bound = _bound(member, rules, shipped)
        if len(groups.sides(ties[name], bound)) > 1:
            bridges[name] = Bridge(_bound_traits(groups, ties[name], bound))
        else:
            groups.join(ties[name], bound)
    placed = [one for one in ordered if one.program.id not in bridges]
    _fill(groups, _sizes(placed, groups, ties), rules)
    places: dict[str, Placed | Bridge] = dict(bridges)
    for member in placed:
        trait = ties[member.program.id][0]
        places[member.program.id] = Placed(_group_name(groups.root(trait)), groups.side(trait) or "train")
    return places


def apart(
    places: Mapping[str, Placed | Bridge], sharing: Mapping[str, tuple[str, ...]], shipped: Mapping[str, Side]
) -> dict[str, Placed | Bridge]:
    """The places, without programs that have a function in common with a program of another side: these are bridges.

    A function of a few lines is no reason to move the modules around it. One side keeps it: where it has shipped,
    then where more programs have it.
    """
    found = dict(places)
    for form, names in sharing.items():
        by_side: dict[Side, list[str]] = {}
        for name in names:
            if isinstance(place := found.get(name), Placed):
                by_side.setdefault(place.side, []).append(name)
        stays = min(by_side, key=lambda side: _turn_of(side, by_side[side], shipped), default=None)
        for side, some in by_side.items():
            if side != stays:
                found |= dict.fromkeys(some, Bridge((f"function:{form[:DIGEST_CHARACTERS]} is in {stays}",)))
    return found


def _turn_of(side: Side, names: list[str], shipped: Mapping[str, Side]) -> tuple[int, int, int]:
    """Which of several sides keeps a function: the smallest does."""
    turn = _FIRST.index(side)
    return turn if any(name in shipped for name in names) else len(_FIRST), -len(names), turn


def _ties(member: Member, rules: Rules) -> tuple[str, ...]:
    """What the program shares with others, the strongest first."""
    return (*traits(member.program, rules.hold_out_of(member.program.corpus), member.form), *member.kin)


def _turn(member: Member, rules: Rules, shipped: Mapping[str, Side]) -> int:
    """What shipped comes first, side by side; then what is kept for evaluation, then the rest."""
    if side := shipped.get(member.program.id):
        return _FIRST.index(side)
    return len(_FIRST) + (member.program.corpus not in rules.eval_corpora)


def _bound(member: Member, rules: Rules, shipped: Mapping[str, Side]) -> Side | None:
    """The side that a program must be on, whatever its group."""
    if side := shipped.get(member.program.id):
        return side
    return "eval" if member.program.corpus in rules.eval_corpora else None


def _bound_traits(groups: Groups, some: tuple[str, ...], bound: Side | None) -> tuple[str, ...]:
    """What ties a bridge to which side, in words."""
    ties = [f"{trait} is in {side}" for trait in some if (side := groups.side(trait))]
    return (*ties, f"its corpus or an earlier release is in {bound}") if bound else tuple(ties)


def _sizes(members: list[Member], groups: Groups, ties: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    """Samples by group."""
    sizes: Counter[str] = Counter()
    for member in members:
        sizes[groups.root(ties[member.program.id][0])] += member.samples
    return sizes


def _fill(groups: Groups, sizes: Counter[str], rules: Rules) -> None:
    """Gives groups without a side to eval, then to validation, as long as they fit; the rest to train.

    Eval comes first, so that asking for validation doesn't change what is for evaluation.
    """
    ordered = sorted(sizes, key=lambda one: digest(rules.seed, one))
    _take(groups, sizes, ordered, "eval", rules.eval_share, MOST_SHARE)
    if rules.validation_share:
        most = min(OVER * rules.validation_share, MOST_SHARE)
        _take(groups, sizes, ordered, "validation", rules.validation_share, most)
    for root in ordered:
        if groups.side(root) is None:
            groups.bind(root, "train")


def _take(groups: Groups, sizes: Counter[str], ordered: list[str], side: Side, share: float, most: float) -> None:
    """Gives the side its share of all samples, the groups in their order; where none fits, the smallest up to most."""
    total = sum(sizes.values())
    taken = sum(sizes[root] for root in ordered if groups.side(root) == side)
    for root in _open(groups, ordered):
        if taken + sizes[root] <= share * total:
            groups.bind(root, side)
            taken += sizes[root]
    left = _open(groups, ordered)
    if not taken and left:
        smallest = min(left, key=lambda root: sizes[root])
        if sizes[smallest] <= most * total:
            groups.bind(smallest, side)


def _open(groups: Groups, ordered: list[str]) -> list[str]:
    """The groups that have no side yet."""
    return [root for root in ordered if groups.side(root) is None]


def _group_name(root: str) -> str:
    """A name that tells what ties the group: `module:toolz:toolz.dicttoolz`; digests are shortened."""
    kind, _, rest = root.partition(":")
    return f"{kind}:{rest[:DIGEST_CHARACTERS]}" if kind == "code" else root
