"""`tracecot preview`: ten rationales from source to verdict, without the platform."""

import typer

EXAMPLES = """\b
Example:
  tracecot preview
"""

WANTED = 10


def command() -> None:
    """Show ten rationales, from source to verdict.

    Real functions of installed packages are cut out, executed, told and verified; nothing is kept.
    """
    from resources.sandbox import Sandbox
    from resources.settings import load_settings
    from tracecot_cli.showing.preview_page import ending, show
    from tracecot_cli.showing.tasting import taste

    settings = load_settings()
    shown, verified = 0, 0
    with Sandbox(limits=settings.limits, profile=settings.profile) as execute:
        for shown, tasted in enumerate(taste(settings, execute, WANTED), start=1):
            show(tasted, shown, WANTED)
            verified += tasted.told.verdict.verdict == "verified"
    ending(shown, verified)
    if verified < WANTED:
        raise typer.Exit(1)
