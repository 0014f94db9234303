"""`tracecot audit`: the whole chain behind one row, from source line to verdict."""

from pathlib import Path
from typing import Annotated

import typer

from resources.state.living import DAGSTER

EXAMPLES = """\b
Examples:
  tracecot audit samp_3f2a
  tracecot audit claim_91c --replay
  tracecot audit samp_3f2a --html why.html
  tracecot audit samp_3f2a --openlineage > lineage.jsonl
  tracecot audit release
"""


def command(
    id: Annotated[str, typer.Argument(metavar="ID")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Prove it again: hashes, executions in the sandbox, the verdict.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a page that needs no server, to step through.")
    ] = None,
    openlineage: Annotated[
        bool, typer.Option("--openlineage", help="Print it as OpenLineage run events instead, one a line.")
    ] = False,
) -> None:
    """Print the whole chain behind one row.

    ID is the id of a program, call, trace, narration, claim or sample, or the beginning of one. The chain is: source
    file and lines, licence, program, call, trace, narration, claims with their events, verdict, sample, checks and run.

    ID may be the folder of an export instead, or a file in it: each file is proven against its manifest and the
    warehouse, and the status is 1 where something differs or was withdrawn.
    """
    from resources.lineage.chain import chain_of
    from resources.settings import state_folder
    from tracecot_cli.chains.page import show, show_proofs
    from tracecot_cli.platform.check_history import latest_checks
    from tracecot_cli.platform.warehouse import warehouse

    if html and openlineage:
        raise typer.BadParameter("--html and --openlineage can't be combined; ask for one after the other")
    if id and (Path(id).exists() or Path(id).name != id):
        from tracecot_cli.chains.export_audit import prove

        for option, given in (("--replay", replay), ("--html", html), ("--openlineage", openlineage)):
            if given:
                raise typer.BadParameter(f"{option} goes with the id of a row; {id} is a file or a folder")
        raise typer.Exit(prove(Path(id)))
    found = warehouse()
    chain = chain_of(id, found.records)
    proofs = ()
    if replay:
        from resources.lineage.replaying import replayed

        proofs = tuple(replayed(chain, found))
    if openlineage:
        from tracecot_cli.chains.lineage_lines import tell

        tell(chain, found, latest_checks(state_folder() / DAGSTER, chain.tables))
    elif html:
        from tracecot_cli.view.audit_page import write

        write(html, chain, found, state_folder(), proofs)
    else:
        show(chain, latest_checks(state_folder() / DAGSTER, chain.tables))
    if not openlineage:  # whose output is for a machine
        show_proofs(proofs)
    if not all(proof.holds for proof in proofs):
        raise typer.Exit(1)
