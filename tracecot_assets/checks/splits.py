"""What must be true of what ships: nothing leaks from one side to the other, and both sides have their size."""

from resources import tables
from resources.expectations import Expectation, holds
from resources.tables import Table

LEAST_EVAL, MOST_EVAL = 0.03, 0.20  # of the samples
FEW = 200  # samples: of fewer no share can be asked for
LIVING = "select {} from samples where retired_at is null and split <> it.split"


def _apart(column: str, table: Table) -> Expectation:
    """No value of the column is on both sides."""
    other = LIVING.format(f'"{column}"')
    return holds(
        f"no_{column}_is_on_both_sides", f"What has the same {column} is on one side.",
        f'it."{column}" not in ({other})', table,
    )  # fmt: skip


def _only(side: str, table: Table) -> tuple[Expectation, ...]:
    """The table has that side, and all of it."""
    return (
        holds(f"only_{side}_is_here", f"Every row is on the side {side}.", f"it.split = '{side}'", table),
        holds(
            f"all_of_{side}_is_here", f"No living sample of {side} is left out.",
            f"(select count(*) from {table.name}) = "
            f"(select count(*) from samples where retired_at is null and split = '{side}')", table,
        ),
    )  # fmt: skip


_SAMPLES = "(select count(*) from samples where retired_at is null)"
_EVAL_SHARE = "(select count(*) filter (split = 'eval') / count(*) from samples where retired_at is null)"

SPLIT_SUITES: dict[str, tuple[Expectation, ...]] = {
    "contamination": (
        holds(
            "every_match_is_of_a_known_kind", "A match is by text, tree, shape or behaviour.",
            "it.kind in ('verbatim', 'same_tree', 'near_duplicate', 'same_behaviour') and it.score between 0 and 1",
            tables.CONTAMINATION,
        ),
    ),
    "samples": (
        holds(
            "no_sample_repeats_an_evaluation_set", "What repeats an item of a declared evaluation set doesn't ship.",
            "it.retired_at is not null or it.program_id not in (select program_id from contamination)", tables.SAMPLES,
        ),
        holds(
            "no_sample_changed_sides", "What shipped for training stays there, and so with evaluation.",
            "(it.split = 'train' or it.program_id not in (select program_id from train_split)) and "
            "(it.split = 'eval' or it.program_id not in (select program_id from eval_split))", tables.SAMPLES,
        ),
        holds(
            "every_sample_is_verified", "What ships has a verdict, and it is `verified`.",
            "it.retired_at is not null or "
            "it.narration_id in (select narration_id from verified_cot where retired_at is null)", tables.SAMPLES,
        ),
        holds(
            "every_sample_has_a_licence", "It is known under which licence the program stands.", "it.licence <> ''",
            tables.SAMPLES,
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
    "train_split": _only("train", tables.TRAIN_SPLIT),
    "eval_split": (
        *_only("eval", tables.EVAL_SPLIT),
        holds(
            "the_eval_share_is_in_bounds",
            f"Between {LEAST_EVAL:.0%} and {MOST_EVAL:.0%} of the samples, where there are {FEW} or more.",
            f"{_SAMPLES} < {FEW} or {_EVAL_SHARE} between {LEAST_EVAL} and {MOST_EVAL}", tables.EVAL_SPLIT,
        ),
    ),
}  # fmt: skip
