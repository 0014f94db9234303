"""Prints a rationale with everything behind it, for a person."""

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.text import Text

from tracecot.verification.records import Grounded, Refuted, Verdict
from tracecot_cli.showing.pretty import ending as outcome
from tracecot_cli.showing.tasting import Tasted

_COLOURS = {"verified": "green", "refuted": "red", "unreadable": "yellow", "error": "red"}
_INDENT = (0, 0, 0, 2)


def show(tasted: Tasted, number: int, wanted: int) -> None:
    """Prints source, execution, question, rationale and verdict."""
    console = Console(highlight=False)
    program, told = tasted.program, tasted.told
    origin = program.origin
    console.print(Rule(f"[bold]{number} of {wanted}[/]  {origin.qualname}, {origin.distribution} {origin.version}"))
    console.print(f"{origin.path}, lines {origin.first_line} to {origin.last_line}, {origin.licence}", style="dim")
    code = Syntax(program.code.rstrip(), "python", line_numbers=True, background_color="default", word_wrap=True)
    console.print(Padding(code, _INDENT))
    executed = f"{program.entry_point}({tasted.call.input}) {outcome(told.trace)} in {len(told.trace.events)} events"
    console.print(Text(executed, style="dim"))
    console.print(Text(f"\n{told.narration.question}", style="bold"))
    console.print(Padding(Text(told.narration.rationale), _INDENT))
    console.print(verdict_line(told.verdict))
    console.print()


def verdict_line(verdict: Verdict) -> Text:
    """The verdict in a line, with the first thing that doesn't hold."""
    grounded = sum(isinstance(claim.finding, Grounded) for claim in verdict.claims)
    words = f"{grounded} of {len(verdict.claims)} claims grounded, support {verdict.support:.2f}"
    line = Text(verdict.verdict, style=f"bold {_COLOURS[verdict.verdict]}").append(
        f": {words}", style="not bold default"
    )
    for claim in verdict.claims:
        match claim.finding:
            case Refuted(reason=reason, actual=actual):
                return line.append(f"; “{claim.text}” {reason}: {actual}", style="not bold default")
            case Grounded():
                continue
            case unreadable:
                return line.append(f"; “{claim.text}”: {unreadable.detail}", style="not bold default")
    return line


def ending(shown: int, verified: int) -> None:
    """Prints how it went and what to do next."""
    console = Console(highlight=False)
    console.print(f"[bold]{shown} rationales, {verified} verified.[/] Next: `tracecot run` makes the whole data set,")
    console.print("`tracecot trace yours.py:function --call ARGS` shows one of your own functions.")
