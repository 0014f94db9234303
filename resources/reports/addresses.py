"""Where the view listens, so that what a run and the catalogue say leads there."""

from collections.abc import Mapping

HOST = "127.0.0.1"  # this machine alone
VIEW_PORT = 4000
VIEW = f"http://{HOST}:{VIEW_PORT}"  # unless another port was chosen

#: Where `tracecot view` shows the rows of a table, or what they add up to.
PAGES: Mapping[str, str] = {
    "rejected_sources": "/dropped?stage=sources", "rejected_traces": "/dropped?stage=traces",
    "skipped_traces": "/dropped?stage=narrations", "narrations": "/browse", "claims": "/browse",
    "verified_cot": "/browse?verdict=verified", "rejected_narrations": "/browse?fate=dropped+at+verification",
    "verifier_strength": "/#strength", "exam_findings": "/#strength", "samples": "/browse",
    "rejected_samples": "/browse?fate=dropped+at+splits", "train_split": "/browse?fate=train",
    "validation_split": "/browse?fate=validation", "eval_split": "/browse?fate=eval",
}  # fmt: skip


def page_of(table: str) -> str:
    """Where its rows are shown; the first page for those that have none of their own."""
    return VIEW + PAGES.get(table, "/")


def docs_of(table: str) -> str:
    """Where Great Expectations' page of a table is shown."""
    return f"{VIEW}/data-docs/{table}.html"


def marts_page() -> str:
    """Where dbt's documentation of the marts is shown."""
    return f"{VIEW}/dbt-docs/index.html"
