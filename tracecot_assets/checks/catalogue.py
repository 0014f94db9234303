"""The checks of every asset: what must be true of it, and whether bad rows may flow on."""

import dagster as dg

from tracecot_assets.checks.contamination import planted_contamination_is_found
from tracecot_assets.checks.drift import distributions_are_as_at_the_last_refresh
from tracecot_assets.checks.exports import the_files_hold_the_splits
from tracecot_assets.checks.freshness import what_ships_is_fresh
from tracecot_assets.checks.leakage import no_near_duplicate_is_on_two_sides
from tracecot_assets.checks.replay import samples_are_proved_again
from tracecot_assets.checks.sides import every_living_sample_is_laid_out, validation_is_there_where_it_is_asked_for
from tracecot_assets.checks.strength import the_verifier_passes_its_exam
from tracecot_assets.checks.suites import STATEMENTS, suite_checks

#: One group of checks for each table.
CHECKS: list[dg.AssetChecksDefinition] = [
    *map(suite_checks, STATEMENTS),
    planted_contamination_is_found,
    no_near_duplicate_is_on_two_sides,
    every_living_sample_is_laid_out,
    validation_is_there_where_it_is_asked_for,
    the_verifier_passes_its_exam,
    the_files_hold_the_splits,
    distributions_are_as_at_the_last_refresh,
    samples_are_proved_again,
    what_ships_is_fresh,
]
