"""Great Expectations' Data Docs: a page for each table, and one over all, that need no network to be read.

Great Expectations renders the results; around them stands a page of ours, since its own loads Bootstrap, jQuery and
others from the network and is blank without them. A page is written when a suite has run: it costs a fifth of a second.
"""

import functools
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from resources.state.replacing import replaced_by
from resources.tables import TABLES
from resources.tables.stages import STAGES

FOLDER, INDEX = "data_docs", "index.html"  # in the state folder
TEMPLATES = Path(__file__).parent / "templates"
ASSETS = ("data_docs.css", "data_docs.js")  # what the pages look like, and the button that shows only what failed
PAGE, OVER_ALL = "data_docs_page.j2", "data_docs_index.html"
RESULTS = "results"  # the folder of what Great Expectations found, as JSON


def folder_of(state: Path) -> Path:
    """Where the pages of a state folder are."""
    return state / FOLDER


def has(state: Path, table: str) -> bool:
    """Whether there is a page of the table."""
    return (folder_of(state) / f"{table}.html").is_file()


def write(state: Path, table: str, results: Sequence[Any], run_id: str, rows: int) -> None:
    """Writes the page of a table from what Great Expectations found, and the page over all anew."""
    folder = folder_of(state)
    (folder / RESULTS).mkdir(parents=True, exist_ok=True)
    for name in ASSETS:
        replaced_by(folder / name, (TEMPLATES / name).read_text(encoding="utf-8"))
    now = datetime.now(UTC)
    statistics = _statistics(results)
    kept = {"table": table, "rows": rows, "run_id": run_id, "at": f"{now:%Y-%m-%d %H:%M} UTC", **statistics}
    replaced_by(folder / f"{table}.html", _page(table, results, statistics, run_id, now))
    replaced_by(folder / RESULTS / f"{table}.json", json.dumps({**kept, "results": [_plain(one) for one in results]}))
    replaced_by(folder / INDEX, _over_all(folder))


def summaries(folder: Path) -> dict[str, dict[str, Any]]:
    """What is known of each table whose suite ran, in the order of the stages; one that can't be read is left out."""
    return dict(_read(folder))


def _read(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in TABLES:
        path = folder / RESULTS / f"{name}.json"
        if path.is_file():
            yield name, json.loads(path.read_text(encoding="utf-8"))


def _statistics(results: Sequence[Any]) -> dict[str, Any]:
    good = sum(bool(one.success) for one in results)
    return {
        "evaluated_expectations": len(results), "successful_expectations": good,
        "unsuccessful_expectations": len(results) - good,
        "success_percent": 100 * good / len(results) if results else None,
    }  # fmt: skip


def _page(table: str, results: Sequence[Any], statistics: Mapping[str, Any], run_id: str, now: datetime) -> str:
    """The page of one table, rendered by Great Expectations."""
    from great_expectations.core import ExpectationSuiteValidationResult, RunIdentifier
    from great_expectations.render.renderer import ValidationResultsPageRenderer

    whole = ExpectationSuiteValidationResult(
        success=statistics["unsuccessful_expectations"] == 0, results=[_escaped(one) for one in results],
        suite_name=table, statistics=dict(statistics),
        meta={
            "run_id": RunIdentifier(run_name=run_id, run_time=now), "great_expectations_version": _version(),
            "active_batch_definition": {"datasource_name": "warehouse", "data_asset_name": table},
        },
    )  # fmt: skip
    document = ValidationResultsPageRenderer(run_info_at_end=True).render(whole)
    rendered = str(_view().render(document, template=PAGE, table=table, said=TABLES[table].row, index=INDEX))
    return _OF_OFFENDERS.sub(r">holds for \1% of the rows<", _TO_THE_SUITE.sub(r"\1", rendered))


#: Great Expectations links a page of the suite, which says nothing that the page of what it found doesn't.
_TO_THE_SUITE = re.compile(r'<a href="[./]*expectations/[^"]*"[^>]*>(.*?)</a>(<br>\s*Data asset: None)?', re.DOTALL)

#: A condition is asked as a column of the rows that break it, and what Great Expectations observes is how empty it is.
_OF_OFFENDERS = re.compile(r">\s*([^<>%]*)% null\s*<")


@functools.cache
def _view() -> Any:
    """What makes pages: one for the process, since it compiles each template when it first meets it."""
    from great_expectations.render.view import DefaultJinjaPageView

    return DefaultJinjaPageView(custom_views_directory=str(TEMPLATES))


def _version() -> str:
    import great_expectations as gx

    return str(gx.__version__)


def _escaped(result: Any) -> Any:
    """The result with what it quotes as text: Great Expectations puts values of rows into its pages as they are."""
    from great_expectations.core import ExpectationValidationResult

    return ExpectationValidationResult(
        success=result.success, expectation_config=result.expectation_config, result=_as_text(result.result),
        meta=result.meta, exception_info=result.exception_info,
    )  # fmt: skip


def _as_text(value: Any) -> Any:
    match value:
        case str():
            return html.escape(value)
        case Mapping():
            return {name: _as_text(one) for name, one in value.items()}
        case list() | tuple():
            return [_as_text(one) for one in value]
    return value


def _plain(result: Any) -> Any:
    """A result as JSON has it."""
    return json.loads(json.dumps(result.to_json_dict(), default=str))


def _over_all(folder: Path) -> str:
    """The page over all tables: those of each stage, with what was found."""
    found = summaries(folder)
    stages: dict[str, list[tuple[str, str, dict[str, Any] | None]]] = {}
    for name, table in TABLES.items():
        if table.stage in STAGES or name in found:
            stages.setdefault(table.stage, []).append((name, table.row, found.get(name)))
    failed = sum(one["unsuccessful_expectations"] for one in found.values())
    return _environment().get_template(OVER_ALL).render(stages=stages, failed=failed, tables=len(found))


@functools.cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
