"""What lies in the landing folder: files that are corpora, and others."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from resources.settings.tables import NAME, Landing, RecordsCorpus
from tracecot.errors import LandingGone

UNDER_WAY = ".partial"  # ends the name of a file that is still written; such a name may begin with a dot, too
_LANDING: dict[str, Literal["jsonl", "parquet"]] = {".jsonl": "jsonl", ".parquet": "parquet"}


def landed(landing: Landing) -> Iterator[RecordsCorpus]:
    """The corpora that lie in the landing folder, by name; their version is their content's.

    Raises:
        LandingGone: it can't be looked into.
    """
    for path in _whole(landing):
        if not _why_passed_over(path):
            yield RecordsCorpus(
                kind=_LANDING[path.suffix], name=path.name, path=path, version="",
                fields=landing.fields, licence=landing.licence, hold_out=landing.hold_out,
            )  # fmt: skip


def passed_over(landing: Landing) -> dict[str, str]:
    """The files of the landing folder that are no corpus, by name, and why.

    Raises:
        LandingGone: it can't be looked into.
    """
    return {path.name: why for path in _whole(landing) if (why := _why_passed_over(path))}


def _whole(landing: Landing) -> list[Path]:
    """The files that lie there under a name that says that they are whole, by name."""
    try:
        found = sorted(path for path in landing.folder.iterdir() if path.is_file())
    except OSError as error:
        raise LandingGone(
            f"the landing folder {landing.folder} can't be looked into ({error.strerror}), so nothing of it retires: "
            f"mount it, make it, or take [landing] out of tracecot.toml"
        ) from error
    return [path for path in found if not path.name.startswith(".") and path.suffix != UNDER_WAY]


def _why_passed_over(path: Path) -> str:
    """Why the file is no corpus; empty where it is one."""
    if path.suffix not in _LANDING:
        return f"{path.name} ends in neither {' nor '.join(_LANDING)}; convert it, or rename it"
    if not re.fullmatch(NAME, path.name):
        return (
            f"{path.name} is no name of a corpus, which begins with an ASCII letter or digit and goes on with these, "
            "dots, dashes and underscores; rename it"
        )
    return ""
