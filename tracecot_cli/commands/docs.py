"""`tracecot docs`: the pages about tables and marts, and where they are."""

import typer

EXAMPLES = """\b
Examples:
  tracecot docs
"""


def command() -> None:
    """Say where Data Docs and dbt's docs are; make dbt's anew.

    Great Expectations' pages are written by each run: what must be true of each table, and the rows that break it.
    dbt's page of the marts is made here when dbt's files have changed, in some ten seconds. Both need no network, and
    `tracecot view` serves both.
    """
    from resources.checks.data_docs import INDEX, folder_of
    from resources.settings import state_folder
    from tracecot_cli.platform.documenting import made
    from tracecot_cli.platform.warehouse import warehouse

    page = made(warehouse())
    tables = folder_of(state_folder()) / INDEX
    typer.echo(f"tables  {tables}" if tables.is_file() else "tables  no checks have run yet: `tracecot run`")
    typer.echo(f"marts   {page}")
