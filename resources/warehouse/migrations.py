"""Brings a warehouse file of an earlier version forward: which version it is, and what each later one changes."""

import duckdb

from resources.tables import TABLES
from tracecot.errors import TraceCoTError
from tracecot.ids import digest

#: The version of the tables. New columns come by themselves; what their old rows must say is a migration.
SCHEMA = 4
FIRST = 1  # of files that don't say their version

#: By the version that they lead to: statements that change old rows.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: tuple(  # rows say why they retired
        f"update {table.name} set retired_because = 'source' where retired_at is not null and retired_because is null"
        for table in TABLES.values()
        if table.retires
    ),
    3: (  # executions whose events DuckDB 2.0.0 lost on the way in are executed again
        "delete from raw_traces where trace_id not in (select trace_id from trace_events)",
    ),
    4: (  # corpora are read again, so that programs say which bytes they were cut out of; nothing is executed for it
        "delete from refreshes where stage = 'sources'",
    ),
}
DESCRIBED = digest([str(table) for table in TABLES.values()])


class NewerWarehouse(TraceCoTError):
    """A warehouse file was made by a version of TraceCoT that is newer than this one."""


def version_of(connection: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """The version of the file's tables, and the digest of their description; (0, "") for an empty file."""
    names = {
        str(name)
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = current_database()"
        ).fetchall()
    }
    if "schema_version" in names:
        version, described = connection.execute("select version, described from schema_version").fetchall()[0]
        return int(version), str(described)
    return (FIRST, "") if names & set(TABLES) else (0, "")


def refuse_newer(version: int) -> None:
    """Refuses a file that a newer version wrote.

    Raises:
        NewerWarehouse: it did.
    """
    if version > SCHEMA:
        raise NewerWarehouse(
            f"the warehouse has tables of version {version}, and this TraceCoT knows {SCHEMA}; install the newer one"
        )


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Changes the old rows, one version after the other, and notes the version; all or nothing."""
    connection.execute("begin")
    for step in range(version + 1 if version else SCHEMA + 1, SCHEMA + 1):
        for statement in MIGRATIONS[step]:
            connection.execute(statement)
    connection.execute("create table if not exists schema_version (version integer, described varchar)")
    connection.execute("delete from schema_version")
    connection.execute("insert into schema_version values (?, ?)", [SCHEMA, DESCRIBED])
    connection.execute("commit")
