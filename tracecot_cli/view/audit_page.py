"""`tracecot audit --html`: a row's page as one file."""

from collections.abc import Iterable
from pathlib import Path

import typer

from resources.lineage.chain import Chain
from resources.lineage.replaying import Proof, Reader
from tracecot_cli.view.rendering import static_page
from tracecot_cli.view.subject import about


def write(file: Path, chain: Chain, reader: Reader, state: Path, proofs: Iterable[Proof] = ()) -> None:
    """Writes the page of a chain.

    Raises:
        typer.BadParameter: the file can't be written.
    """
    page = static_page(about(chain, reader, state, proofs))
    try:
        file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"{file} can't be written: {error.strerror}") from None
    typer.echo(f"{chain.asked.id} is in {file}", err=True)
