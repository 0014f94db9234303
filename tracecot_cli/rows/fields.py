"""`--fields`: the names under which a file holds what we know by other names, as `fields` in tracecot.toml says it."""

from collections.abc import Iterable, Iterator, Mapping

import typer

from tracecot.sources.intake import under_our_names
from tracecot_cli.rows.lines import NumberedLine

PROGRAM = ("id", "code", "entry_point", "input", "then", "output", "tests")
RATIONALE = (*PROGRAM, "task", "rationale", "answer")

HELP = "Where the file's names differ from ours: code=solution,input=args."


def fields_of(text: str, known: tuple[str, ...]) -> dict[str, str]:
    """Our name and the file's, for each that differs.

    Raises:
        typer.BadParameter: the text names a field that we don't know, or one twice.
    """
    fields: dict[str, str] = {}
    for pair in filter(None, text.split(",")):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not (equals and ours and theirs):
            raise typer.BadParameter(f"--fields takes pairs such as code=solution; found {pair!r}")
        if ours not in known:
            raise typer.BadParameter(f"--fields: there is no field {ours!r}; there are {', '.join(known)}")
        if ours in fields:
            raise typer.BadParameter(f"--fields names {ours!r} twice")
        fields[ours] = theirs
    return fields


def renamed(lines: Iterable[NumberedLine], fields: Mapping[str, str]) -> Iterator[NumberedLine]:
    """Each line with its record under our names."""
    for number, record in lines:
        yield number, under_our_names(record, fields) if isinstance(record, Mapping) else record
