"""`tracecot run`: the pipeline, from sources to splits."""

from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  tracecot run
  tracecot run --corpus toolz --corpus inflection
  tracecot run --select traces --limit 20
"""


def command(
    corpus: Annotated[
        list[str] | None, typer.Option(help="Only this corpus of tracecot.toml; may be repeated.")
    ] = None,
    select: Annotated[
        str | None, typer.Option(metavar="ASSETS", help="Only these assets or groups, in Dagster's selection language.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many programs of each corpus.")] = None,
) -> None:
    """Run the pipeline: make what is missing or stale.

    What is up to date stays as it is, so a second run is short, and one that was stopped goes on where it was.
    """
    from tracecot_cli.platform.starting import run

    raise typer.Exit(run(corpus or None, select, limit))
