"""Keeps any one source from filling a release: caps on programs, groups and corpora, and a declared mix."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from math import ceil

from tracecot.ids import digest
from tracecot.narrations.records import INPUT_PREDICTION
from tracecot.splits.records import Candidate, Dimension, RejectedSample, Rules, SampleReason
from tracecot.splits.rejecting import Sifted, rejection

Ranks = Mapping[str, int]  # call id -> its place among its program's calls, the most telling first

NEARLY_ALL = 0.99  # targets such as three times 0.33 are meant to be a whole


def ranks(candidates: Iterable[Candidate], coverage: Mapping[str, frozenset[str]]) -> Ranks:
    """The calls of each program, ordered so that each next one covers the most that those before it don't."""
    calls: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        calls[candidate.program.id].add(candidate.call.id)
    return {name: rank for some in calls.values() for rank, name in enumerate(_telling_first(sorted(some), coverage))}


def _telling_first(calls: list[str], coverage: Mapping[str, frozenset[str]]) -> list[str]:
    """Greedy cover; where nothing new is left to cover, one begins anew with what is left."""
    ordered: list[str] = []
    seen: set[str] = set()
    left = list(calls)
    while left:
        best = max(left, key=lambda name: len(coverage.get(name, frozenset()) - seen))
        new = coverage.get(best, frozenset()) - seen
        if not new and seen:
            seen = set()
            continue
        seen |= new
        ordered.append(best)
        left.remove(best)
    return ordered


class Order:
    """Which rows stay when not all can: what shipped, then the most telling calls, then by content."""

    def __init__(self, ranked: Ranks, shipped: Container[str], seed: int) -> None:
        self._ranked, self._shipped, self._seed = ranked, shipped, seed

    def __call__(self, candidate: Candidate) -> tuple[bool, int, str]:
        """The place of a candidate; smaller ones stay first."""
        name = candidate.narration.id
        return candidate.program.id not in self._shipped, self._ranked[candidate.call.id], digest(self._seed, name)


def at_most(
    candidates: Iterable[Candidate], limit: int, of: Callable[[Candidate], str], reason: SampleReason
) -> Sifted:
    """The first so many of each source; as with every cap the candidates come in order, and those kept stay so."""
    return _within(candidates, lambda _: limit, of, reason)


def within_corpora(candidates: Sequence[Candidate], rules: Rules) -> Sifted:
    """No corpus has more than its share, too few corpora left alone; those kept for evaluation are a part of all."""
    free = Sifted(tuple(one for one in candidates if one.program.corpus not in rules.eval_corpora), ())
    whole = Sifted(tuple(one for one in candidates if one.program.corpus in rules.eval_corpora), ())
    sizes = Counter(one.program.corpus for one in free.kept)
    if rules.corpus_share * len(sizes) > 1.0:
        limit = even(sizes.values(), rules.corpus_share)
        free = at_most(free.kept, limit, lambda one: one.program.corpus, "corpus_cap")
    if free.kept:
        limit = int(len(free.kept) * rules.eval_most / (1 - rules.eval_most))
        whole = at_most(whole.kept, limit, lambda _: "the corpora kept for evaluation", "corpus_cap")
    stays = {one.narration.id for one in (*whole.kept, *free.kept)}
    kept = tuple(one for one in candidates if one.narration.id in stays)
    return Sifted(kept, (*whole.rejected, *free.rejected))


def even(sizes: Iterable[int], share: float) -> int:
    """The largest size that is no more than this share of all, once the larger ones are cut to it.

    >>> even([100, 20, 20], 0.5)
    40
    """
    listed = list(sizes)
    limit = max(listed, default=0)
    while (allowed := int(share * sum(min(size, limit) for size in listed))) < limit:
        limit = allowed
    return limit


def mixed(candidates: Sequence[Candidate], rules: Rules) -> Sifted:
    """No value of a declared dimension has more than its share; values that aren't declared have none to keep to."""
    kept: Sequence[Candidate] = candidates
    rejected: list[RejectedSample] = []
    for dimension, targets in sorted(rules.mix.items()):
        value = _VALUES[dimension]
        limits = _limits(Counter(map(value, kept)), targets)
        sifted = _within(kept, lambda name, limits=limits: limits[name], value, "mix")  # type: ignore[misc]
        kept = sifted.kept
        rejected += sifted.rejected
    return Sifted(tuple(kept), tuple(rejected))


def _limits(sizes: Counter[str], targets: Mapping[str, float]) -> dict[str, int]:
    """How many rows of each value fit its share of what is left when all are cut to theirs."""
    limits = dict(sizes)
    if sum(targets.get(name, 1.0) for name in sizes) < NEARLY_ALL:
        return limits  # what there is can't make up a whole under these targets
    while True:
        total = sum(limits.values())
        allowed = {name: min(size, ceil(targets.get(name, 1.0) * total)) for name, size in limits.items()}
        if allowed == limits:
            return limits
        limits = allowed


def _within(
    candidates: Iterable[Candidate],
    limit: Callable[[str], int],
    of: Callable[[Candidate], str],
    reason: SampleReason,
) -> Sifted:
    kept: list[Candidate] = []
    rejected: list[RejectedSample] = []
    taken: Counter[str] = Counter()
    for candidate in candidates:
        source = of(candidate)
        taken[source] += 1
        if taken[source] <= limit(source):
            kept.append(candidate)
        else:
            detail = f"{limit(source)} others of {source} come first"
            rejected.append(rejection(candidate, reason, source, detail))
    return Sifted(tuple(kept), tuple(rejected))


_VALUES: dict[Dimension, Callable[[Candidate], str]] = {
    "task": lambda one: one.narration.task,
    "voice": lambda one: one.narration.voice,
    "direction": lambda one: "backward" if one.narration.task == INPUT_PREDICTION else "forward",
    "difficulty": lambda one: one.narration.difficulty,
}
