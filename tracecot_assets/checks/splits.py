"""What must be true of what ships: nothing leaks from one side to another, and each side has its size."""

from resources import tables
from resources.checks.expectations import Expectation, holds
from resources.tables import Table
from tracecot.splits.records import MOST_SHARE, SIDES, Side

LEAST_EVAL = 0.03  # of the samples
FEW = 200  # samples: of fewer no share can be asked for
LIVING = "select {} from samples where retired_at is null and split <> it.split"


def _apart(column: str, table: Table) -> Expectation:
    """No value of the column is on two sides."""
    other = LIVING.format(f'"{column}"')
    return holds(
        f"no_{column}_is_on_two_sides", f"What has the same {column} is on one side.",
        f'it."{column}" not in ({other})', table,
    )  # fmt: skip


def _only(side: Side) -> tuple[Expectation, ...]:
    """The table of that side has no other."""
    table = tables.TABLES[f"{side}_split"]
    return (holds(f"only_{side}_is_here", f"Every row is on the side {side}.", f"it.split = '{side}'", table),)


def _stays(side: Side) -> str:
    """What is on this side was never laid out on another."""
    others = (f"it.program_id not in (select program_id from {other}_split)" for other in SIDES if other != side)
    return f"(it.split <> '{side}' or ({' and '.join(others)}))"


_FEW = f"(select count(*) from samples where retired_at is null) < {FEW}"
_SHARE = "(select count(*) filter (split = '{}') / count(*) from samples where retired_at is null)"
#: A small corpus may be two groups, of which the smaller one is more than a fifth: it ships all the same.
_MORE_GROUPS = "Groups go to one side whole, and there are few: add corpora, or move `eval_share` under [splits]."


def _percent(side: Side) -> str:
    """`eval has 20.2 % of the samples`, in SQL."""
    return f"'{side} has ' || round(100 * {_SHARE.format(side)}, 1) || ' % of the samples'"


SPLIT_SUITES: dict[str, tuple[Expectation, ...]] = {
    "contamination": (
        holds(
            "every_match_is_of_a_known_kind", "A match is by text, tree, shape or behaviour.",
            "it.kind in ('verbatim', 'same_tree', 'near_duplicate', 'same_behaviour') and it.score between 0 and 1",
            tables.CONTAMINATION,
        ),
    ),
    "decontamination": (
        holds(
            "nothing_is_flagged_that_was_not_looked_at", "No more is flagged than was examined.",
            "it.flagged between 0 and it.examined", tables.DECONTAMINATION,
        ),
    ),
    "samples": (
        holds(
            "no_sample_repeats_an_evaluation_set", "What repeats an item of a declared evaluation set doesn't ship.",
            "it.retired_at is not null or it.program_id not in (select program_id from contamination)", tables.SAMPLES,
        ),
        holds(
            "no_sample_changed_sides", "What shipped on one side stays there.", " and ".join(map(_stays, SIDES)),
            tables.SAMPLES,
        ),
        holds(
            "every_sample_is_verified", "What ships has a verdict, and it is `verified`.",
            "it.retired_at is not null or "
            "it.narration_id in (select narration_id from verified_cot where retired_at is null)", tables.SAMPLES,
        ),
        holds(
            "every_sample_ships_what_was_verified", "The text and the answer are those of the narration.",
            "it.retired_at is not null or (it.narration_id, it.completion, it.answer) in "
            "(select (narration_id, rationale, answer) from narrations)", tables.SAMPLES,
        ),
        holds(
            "every_sample_has_a_licence", "It is known under which licence the program stands.", "it.licence <> ''",
            tables.SAMPLES,
        ),
        holds(  # of samples and not of `eval_split`, which has no row to fail where there is no eval at all
            "the_eval_share_is_in_bounds",
            f"Eval has between {LEAST_EVAL:.0%} and {MOST_SHARE:.0%} of the samples, where there are {FEW} or more.",
            f"{_FEW} or {_SHARE.format('eval')} between {LEAST_EVAL} and {MOST_SHARE}", tables.SAMPLES,
            blocking=False, quoted=_percent("eval"), way_out=_MORE_GROUPS,
        ),
        holds(
            "the_validation_share_is_in_bounds",
            f"Validation has at most {MOST_SHARE:.0%} of the samples, where there are {FEW} or more.",
            f"{_FEW} or {_SHARE.format('validation')} <= {MOST_SHARE}", tables.SAMPLES,
            blocking=False, quoted=_percent("validation"), way_out=_MORE_GROUPS,
        ),
        *(_apart(column, tables.SAMPLES) for column in ("program_id", "call_id", "group", "prompt", "completion")),
    ),
    "rejected_samples": (
        holds(
            "nothing_rejected_ships", "A verified narration ships or is rejected, never both.",
            "it.narration_id not in (select narration_id from samples where retired_at is null)",
            tables.REJECTED_SAMPLES,
        ),
    ),
    "pass_rates": (
        holds(
            "every_pass_rate_is_counted", "It is the share of the answers that are right, and there are answers.",
            'it.answers > 0 and it."right" between 0 and it.answers and it.pass_rate = it."right" / it.answers',
            tables.PASS_RATES,
        ),
    ),
    **{f"{side}_split": _only(side) for side in SIDES},
}  # fmt: skip
