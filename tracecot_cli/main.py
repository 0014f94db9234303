"""The `tracecot` command. Each command's own module says what it takes; what is heavy is imported only when it runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from click import Context
from typer.core import TyperGroup

from tracecot.errors import BadInput, BadSettings, TraceCoTError
from tracecot_cli import view
from tracecot_cli.commands import (
    agree,
    audit,
    backup,
    bench,
    docs,
    export,
    gc,
    narrate,
    preview,
    restore,
    run,
    status,
    synthesize,
    trace,
    ui,
    verify,
    why,
    withdraw,
)
from tracecot_cli.faults import give_up_output, is_reader_gone, told

WRONG_USAGE = 2
FAILED = 1


@contextmanager
def _one_line() -> Iterator[None]:
    """What is raised on purpose, and what the machine refuses, becomes one line on standard error and a status."""
    try:
        yield
    except TraceCoTError as error:
        typer.echo(f"tracecot: {error}", err=True)
        raise typer.Exit(WRONG_USAGE if isinstance(error, BadInput | BadSettings) else FAILED) from None
    except OSError as error:
        if is_reader_gone(error):  # click ends quietly
            raise
        give_up_output()
        typer.echo(f"tracecot: {told(error)}", err=True)
        raise typer.Exit(FAILED) from None


class Front(TyperGroup):
    """Turns every error that TraceCoT raises on purpose, and what the machine refuses, into one line."""

    def invoke(self, ctx: Context) -> Any:
        """Runs the command."""
        with _one_line():
            return super().invoke(ctx)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Context | None = None, **extra: Any
    ) -> Context:
        """Reads the arguments; `--version` and `--help` are printed here."""
        with _one_line():
            return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: Context) -> list[str]:
        """The commands in the order in which somebody meets them."""
        return list(self.commands)


app = typer.Typer(
    cls=Front,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Verified chain-of-thought data about how code executes, made from real executions.",
    epilog="Start with `tracecot preview`, then `tracecot run`. docs/cli.md tells more about each command.",
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"tracecot {version('tracecot')}, Python {sys.version.split()[0]}")
        raise typer.Exit


@app.callback()
def _front(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Verified chain-of-thought data about how code executes, made from real executions."""


for module in (
    preview, run, status, docs, trace, narrate, verify, synthesize, agree, audit, why, export, withdraw, gc, backup,
    restore, view, ui, bench,
):  # fmt: skip
    app.command(name=module.__name__.rpartition(".")[2], epilog=module.EXAMPLES)(module.command)
