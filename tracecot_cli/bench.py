"""`tracecot bench`: the speed figures of the README, measured here."""

from enum import StrEnum
from typing import Annotated

import typer

from tracecot.errors import BadInput

EXAMPLES = """\b
Examples:
  tracecot bench stages
"""


class Benchmark(StrEnum):
    """What can be measured."""

    STAGES = "stages"


def command(
    name: Annotated[Benchmark, typer.Argument(help="Which benchmark.", show_choices=True)] = Benchmark.STAGES,
) -> None:
    """Measure how fast the stages are on this machine.

    NAME is `stages`: sources, traces, narrations and verification on the functions of two packages.
    It needs a checkout, where benchmarks/ lies.
    """
    try:
        from benchmarks.stages import figures
    except ImportError:
        raise BadInput("unsupported", "the benchmarks are part of a checkout of TraceCoT, not of the package") from None
    for figure in figures():
        typer.echo(f"{figure.what:<52} {figure.number:>10,.0f} {figure.unit}")
