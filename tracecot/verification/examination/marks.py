"""Whether a share that an exam found misses its mark, or may be so by chance: one row of eight is no share yet."""

from math import exp, fsum, lgamma, log, log1p

DOUBT = 0.025  # the chance with which a share that keeps to its mark is said to miss it


def misses(bad: int, examined: int, allowed: float) -> bool:
    """Whether more than the share allowed is bad: of so few that a single one would be more, far more than chance gives.

    >>> misses(6, 1_000, 0.005), misses(1, 20, 0.005), misses(3, 20, 0.005)
    (True, False, True)
    """
    is_plain = examined * allowed >= 1
    return bad > examined * allowed and (is_plain or is_beyond_chance(bad, examined, allowed))


def is_beyond_chance(bad: int, examined: int, allowed: float, among: int = 1) -> bool:
    """Whether chance would hardly give so many where no more than the share allowed is bad.

    Args:
        bad: how many are.
        examined: of how many.
        allowed: the share.
        among: how many shares are looked at, of which none is to be said to miss its mark by chance (Bonferroni).

    >>> is_beyond_chance(1, 8, 0.03), is_beyond_chance(3, 8, 0.03), is_beyond_chance(3, 8, 0.03, among=40)
    (False, True, False)
    """
    return bad > examined * allowed and chance_of(bad, examined, allowed) < DOUBT / among


def chance_of(bad: int, examined: int, share: float) -> float:
    """How likely so many or more are bad where this share is, by the binomial distribution.

    >>> round(chance_of(1, 2, 0.5), 6)
    0.75
    """
    if not bad or share >= 1:
        return 1.0
    if share <= 0:
        return 0.0
    logs = log(share), log1p(-share)
    return min(
        1.0, fsum(exp(_ways(examined, k) + k * logs[0] + (examined - k) * logs[1]) for k in range(bad, examined + 1))
    )


def _ways(examined: int, bad: int) -> float:
    """The logarithm of how many ways there are to draw them."""
    return lgamma(examined + 1) - lgamma(bad + 1) - lgamma(examined - bad + 1)
