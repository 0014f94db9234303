"""Whether the platform's definitions load: Dagster's graph, the checks, dbt's models. Part of `make check`."""

import sys
import tempfile
from os import environ


def main() -> int:
    """Loads everything in an empty state folder; gives the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        environ["TRACECOT_HOME"] = folder
        import dagster as dg

        from tracecot_assets.definitions import defs

        dg.Definitions.validate_loadable(defs)
        graph = defs.resolve_asset_graph()
        assets, checks = len(graph.executable_asset_keys), len(graph.asset_check_keys)
    print(f"The definitions load: {assets} assets, {checks} checks.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
