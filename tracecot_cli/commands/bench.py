"""`tracecot bench`: the speed figures of the README, measured here."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracecot.errors import BadInput

EXAMPLES = """\b
Examples:
  tracecot bench stages
  tracecot bench traces --long
  tracecot bench integrity
  tracecot bench narrate
  tracecot bench foreign
  tracecot bench agreement --findings heat.png
  tracecot bench view
  tracecot bench refresh --rationales 10000
  tracecot bench pipeline --rationales 54000
  TRACECOT_EVAL_DATA=data tracecot bench verify
  tracecot bench exam --findings survivors.jsonl
"""


class Benchmark(StrEnum):
    """What can be measured."""

    STAGES = "stages"
    TRACES = "traces"
    INTEGRITY = "integrity"
    NARRATE = "narrate"
    VERIFY = "verify"
    EXAM = "exam"
    FOREIGN = "foreign"
    AGREEMENT = "agreement"
    VIEW = "view"
    REFRESH = "refresh"
    PIPELINE = "pipeline"


def command(
    name: Annotated[Benchmark, typer.Argument(help="Which benchmark.", show_choices=True)] = Benchmark.STAGES,
    long: Annotated[
        bool, typer.Option("--long", help="With traces: look at the memory after 100,000 executions too.")
    ] = False,
    findings: Annotated[
        Path | None,
        typer.Option(
            "--findings",
            metavar="FILE",
            help="With exam and narrate: what was not caught, or not verified, as JSON lines; agreement: a heat map.",
        ),
    ] = None,
    rationales: Annotated[
        int | None,
        typer.Option(
            min=100, help="With refresh and pipeline: the size of the project, about; 2,000 and 5,000 otherwise."
        ),
    ] = None,
) -> None:
    """Measure how fast and how strong the stages are on this machine.

    NAME is `stages`: sources, traces, narrations and verification on the functions of two packages; or `traces`:
    executions with the recorder and without, beside other ways, and their memory; or `integrity`: how much of traces
    follows again from their programs, and how many faults that shows; or `narrate`: rationales a second, and the share
    that is verified by voice, layout and budget, and by task; or `verify`: rationales a second, how time grows
    with text and trace, and memory; or `exam`: how many of 3,000 honest rationales the verifier verifies, and how many
    corruptions of them; or `foreign`: how much is read of rationales that people wrote in their own way, and what
    becomes of false changes of them; or `agreement`: how often solutions and tests that agree are right, on HumanEval
    with half of them made wrong; or `view`: how soon its pages are there on 54,000 rationales; or `refresh`: how long
    a run takes where nothing is new, and where 1 % is, beside the first run; or `pipeline`: time and memory of each
    step, disk and rows of a run over the default programs with calls made up for so many rationales. It needs a
    checkout, where benchmarks/ lies; CRUXEval is measured where TRACECOT_EVAL_DATA names the folder that has it.
    """
    if long and name is not Benchmark.TRACES:
        raise typer.BadParameter(f"--long goes with traces; {name} has no longer form")
    if findings is not None and name not in (Benchmark.EXAM, Benchmark.NARRATE, Benchmark.AGREEMENT):
        raise typer.BadParameter(f"--findings goes with exam, narrate and agreement; {name} has none")
    if rationales is not None and name not in (Benchmark.REFRESH, Benchmark.PIPELINE):
        raise typer.BadParameter(f"--rationales goes with refresh and pipeline; {name} has a size of its own")
    for figure in _figures(name, long, findings, rationales):
        typer.echo(str(figure))


def _figures(name: Benchmark, long: bool, findings: Path | None, rationales: int | None) -> Iterable[object]:
    try:
        from benchmarks import (
            agreement,
            exam,
            foreign,
            integrity,
            narration,
            pipeline,
            refresh,
            stages,
            traces,
            verification,
            view,
        )
    except ImportError:
        raise BadInput("unsupported", "the benchmarks are part of a checkout of TraceCoT, not of the package") from None
    match name:
        case Benchmark.VIEW:
            return view.figures()
        case Benchmark.REFRESH:
            return refresh.figures(rationales or refresh.RATIONALES)
        case Benchmark.PIPELINE:
            return pipeline.figures(rationales or pipeline.RATIONALES)
        case Benchmark.STAGES:
            return stages.figures()
        case Benchmark.TRACES:
            return traces.figures(long)
        case Benchmark.INTEGRITY:
            return integrity.figures()
        case Benchmark.NARRATE:
            return narration.figures(findings)
        case Benchmark.VERIFY:
            return verification.figures()
        case Benchmark.EXAM:
            return exam.figures(findings)
        case Benchmark.FOREIGN:
            return foreign.figures()
        case Benchmark.AGREEMENT:
            return agreement.figures(findings)
