"""`tracecot status`: one summary of the platform, and what to do."""

import typer

EXAMPLES = """\b
Examples:
  tracecot status
"""


def command() -> None:
    """Sum up the platform: last run, rows, checks, disk, what to do.

    The status is 1 where a check that stops something does not hold, or a run was killed or the last one failed.
    """
    from resources.checks.data_docs import INDEX, folder_of
    from resources.settings import state_folder
    from tracecot_cli.platform.health import health, tell
    from tracecot_cli.platform.warehouse import warehouse

    found = health(warehouse(), state_folder())
    tell(found)
    if (page := folder_of(state_folder()) / INDEX).is_file():
        typer.echo(f"docs        {page}")
    raise typer.Exit(0 if found.is_well else 1)
