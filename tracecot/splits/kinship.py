"""Near-duplicates among candidates: programs alike in shape or in what they do, and rationales alike in their words."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tracecot.sources.records import Program
from tracecot.splits.behaviour import same_behaviour
from tracecot.splits.likeness import HASHES, SEED, Sketches, alike
from tracecot.splits.outline import Outline, Outlines
from tracecot.splits.records import Candidate, Findings, Rules, SampleReason
from tracecot.splits.rejecting import Sifted, rejection
from tracecot.splits.sameness import Anatomy, sameness
from tracecot.splits.shape import LEAST_SHINGLES, WORDS, shingles

Score = tuple[float, SampleReason]
REMEMBERED = 4_000  # rationales whose shingles are kept


@dataclass(frozen=True, slots=True)
class Kinship:
    """Which programs belong together though their code differs."""

    #: By program: the traits that it shares with its kin; they are of one group.
    traits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: By program: those of which it repeats so much that one of the two is enough.
    repeats: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)
    #: By the normal form of a function that stands alone: the programs that have it, where several do.
    sharing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def kinship(programs: Iterable[Program], rules: Rules, findings: Findings, outlines: Outlines) -> Kinship:
    """The kin of these programs: by shape without identifiers and literals, and by recorded behaviour."""
    by_id = {program.id: outlines.of(program) for program in programs}
    traits: dict[str, list[str]] = {}
    repeats: dict[str, dict[str, Score]] = {}
    for pair in alike(_shapes(by_id, literals=False), rules.kin):
        _note(traits, f"near:{pair.one}:{pair.other}", pair.one, pair.other)
    for pair in alike(_shapes(by_id, literals=True), rules.near_duplicate):
        score = _sameness(by_id[pair.one].anatomy, by_id[pair.other].anatomy)
        if score >= rules.near_duplicate:
            _cross(repeats, pair.one, pair.other, (score, "near_duplicate"))
    for one, other in same_behaviour({name: findings.behaviours.get(name, {}) for name in by_id}):
        _note(traits, f"behaviour:{one}:{other}", one, other)
        _cross(repeats, one, other, (1.0, "duplicate_behaviour"))
    return Kinship({name: tuple(some) for name, some in traits.items()}, repeats, _sharing(by_id))


def _sharing(outlines: Mapping[str, Outline]) -> dict[str, tuple[str, ...]]:
    """The programs that have each function, where several do."""
    found: dict[str, list[str]] = {}
    for name in sorted(outlines):
        for form in outlines[name].functions:
            found.setdefault(form, []).append(name)
    return {form: tuple(names) for form, names in sorted(found.items()) if len(names) > 1}


def _sameness(one: Anatomy | None, other: Anatomy | None) -> float:
    return sameness(one, other) if one and other else 0.0


def _shapes(outlines: Mapping[str, Outline], *, literals: bool) -> dict[str, frozenset[str]]:
    """The shingles of each program that is long enough to be told from others by its shape."""
    shapes = {name: shingles(one.shape(literals=literals)) for name, one in outlines.items()}
    return {name: some for name, some in shapes.items() if len(some) >= LEAST_SHINGLES}


def _note(traits: dict[str, list[str]], trait: str, *names: str) -> None:
    for name in names:
        traits.setdefault(name, []).append(trait)


def _cross(repeats: dict[str, dict[str, Score]], one: str, other: str, score: Score) -> None:
    repeats.setdefault(one, {}).setdefault(other, score)
    repeats.setdefault(other, {}).setdefault(one, score)


def without_near_duplicates(candidates: Iterable[Candidate], kin: Kinship, shipped: Container[str]) -> Sifted:
    """The candidates whose program repeats none that stays; what shipped comes first, then the smaller id."""
    everything = list(candidates)
    order = sorted({one.program.id for one in everything}, key=lambda name: (name not in shipped, name))
    partners: dict[str, tuple[str, Score]] = {}
    stays: set[str] = set()
    for name in order:
        found = [(other, score) for other, score in kin.repeats.get(name, {}).items() if other in stays]
        if found:
            partners[name] = max(found, key=lambda one: (one[1][0], one[0]))
        else:
            stays.add(name)
    rejected = []
    for candidate in everything:
        if candidate.program.id in partners:
            other, (score, reason) = partners[candidate.program.id]
            rejected.append(rejection(candidate, reason, other, _DETAILS[reason].format(score)))
    return Sifted(tuple(one for one in everything if one.program.id in stays), tuple(rejected))


_DETAILS: dict[str, str] = {
    "near_duplicate": "{:.0%} of its code is another program's, whatever things are called",
    "duplicate_behaviour": "it gives what another program gives on every input that both were called with",
}


OfProgram = tuple[str, str]  # a rationale by its program and its own id


class _Shingled(Mapping[OfProgram, frozenset[str]]):
    """The shingles of texts, made when they are asked for: all at once they take a gigabyte for 50,000 rationales."""

    def __init__(self, texts: Mapping[OfProgram, str]) -> None:
        self._texts = texts
        self._made = lru_cache(maxsize=REMEMBERED)(lambda name: shingles(texts[name].split(), WORDS))

    def __getitem__(self, name: OfProgram) -> frozenset[str]:
        return self._made(name)

    def __iter__(self) -> Iterator[OfProgram]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


#: What of a text its sketch is made of.
SKETCHED = (str(HASHES), str(SEED), str(WORDS))


def without_near_rationales(
    candidates: Iterable[Candidate], least: float, shipped: Container[str], sketches: Sketches[OfProgram] | None = None
) -> Sifted:
    """The candidates whose rationale has less in common with each that stays."""
    everything = {one.narration.id: one for one in candidates}
    # Texts of one program resemble each other most: in this order few shingles are made twice.
    texts = {(one.program.id, name): one.narration.rationale for name, one in everything.items()}
    near: dict[str, dict[str, float]] = {}
    for pair in alike(_Shingled(texts), least, sketches):
        one, other = pair.one[1], pair.other[1]
        near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = pair.score
    turn: Callable[[str], object] = lambda name: (everything[name].program.id not in shipped, name)  # noqa: E731
    kept: list[Candidate] = []
    stays: set[str] = set()
    rejected = []
    for name in sorted(everything, key=turn):  # type: ignore[arg-type]
        if found := [(score, other) for other, score in near.get(name, {}).items() if other in stays]:
            score, other = max(found)
            detail = f"{score:.0%} of its text is another rationale's"
            rejected.append(rejection(everything[name], "near_duplicate_rationale", other, detail))
        else:
            stays.add(name)
            kept.append(everything[name])
    return Sifted(tuple(kept), tuple(rejected))
