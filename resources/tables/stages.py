"""The stages in their order, and which tables are theirs: all from what the tables say of themselves."""

from resources.tables import TABLES, Table
from resources.tables.columns import Role

#: What no stage makes: how the platform is operated.
OPERATION = "operation"
STAGES = tuple(dict.fromkeys(table.stage for table in TABLES.values() if table.stage != OPERATION))


def tables_of(stage: str, *roles: Role) -> list[Table]:
    """The tables of a stage in their order: those with one of these roles, or all where none is named.

    >>> [table.name for table in tables_of("traces", "kept", "dropped")]
    ['raw_traces', 'rejected_traces']
    """
    return [table for table in TABLES.values() if table.stage == stage and (not roles or table.role in roles)]


#: What the stages hand on, and what they drop with a reason.
KEPT = tuple(table.name for stage in STAGES for table in tables_of(stage, "kept"))
DROPPED = tuple(table.name for stage in STAGES for table in tables_of(stage, "dropped"))
