"""dbt on the warehouse: where its files are, its manifest (made anew only when a file changed), and how to run it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from resources.marts import dbt_ready
from resources.marts.dbt_command import DBT, READY
from resources.settings import state_folder
from resources.state.alone import alone
from resources.state.replacing import replaced
from resources.warehouse import FILE

PROJECT = Path(__file__).resolve().parents[2] / "dbt"
DOCS = "static_index.html"
PARSED = "parsed.json"  # the manifest as it was parsed: builds write theirs anew while others may be reading
COMMAND = (sys.executable, "-IS", str(Path(__file__).parent / "dbt_command.py"))  # dbt, or the one that is ready

_ready: subprocess.Popen[bytes] | None = None  # ends when it has done a command, or with us


def environment() -> dict[str, str]:
    """What dbt must find in its environment: the warehouse, where to write, and not to report home."""
    return {
        "TRACECOT_WAREHOUSE": str(state_folder() / FILE),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_TARGET_PATH": str(target()),
        "DBT_LOG_PATH": str(state_folder() / "dbt" / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def target() -> Path:
    """Where dbt keeps what it makes of the files as they are now."""
    return state_folder() / "dbt" / _fingerprint()


def _fingerprint() -> str:
    """A digest of dbt's files."""
    content = hashlib.sha256()
    for path in sorted(path for path in PROJECT.rglob("*") if path.suffix in (".sql", ".yml")):
        content.update(path.relative_to(PROJECT).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:16]


def manifest() -> dict[str, Any]:
    """What dbt knows of its models; parsing takes seconds, so it is kept until a file changes.

    Raises:
        RuntimeError: dbt can't read its own files; the message is dbt's.
    """
    path = target() / PARSED
    target().mkdir(parents=True, exist_ok=True)
    with alone(target() / "parse.lock"):
        if not path.exists():
            _dbt("parse")
            replaced(path, lambda draft: shutil.copyfile(target() / "manifest.json", draft))
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def docs() -> Path:
    """The documentation of the models by dbt, one file that needs no network; made when dbt's files have changed.

    It takes some ten seconds, and dbt opens the warehouse meanwhile, so whoever asks holds it.

    Raises:
        RuntimeError: dbt can't make it; the message is dbt's.
    """
    page = target() / DOCS
    if not page.exists():
        manifest()
        _dbt("docs", "generate", "--static", "--no-compile")
    return page


def _dbt(*command: str) -> None:
    done = subprocess.run(
        [str(DBT), "--quiet", *command, "--project-dir", str(PROJECT)],
        env={**os.environ, **environment()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"dbt can't do `{' '.join(command)}` with {PROJECT}:\n{done.stdout}{done.stderr}")


def get_ready() -> None:
    """Starts a dbt that waits for a command of `COMMAND`: for whoever will build soon."""
    global _ready
    if _ready is None or _ready.poll() is not None:
        path = Path(tempfile.mkdtemp(prefix="tracecot-")) / "dbt"  # a short one: a socket may have no other
        own = {**os.environ, **environment()}
        # By a session of its own: dbt_command.py tells it of an interrupt.
        _ready = subprocess.Popen(
            [sys.executable, "-P", "-m", dbt_ready.__name__, str(path)], env=own, stdin=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        os.environ[READY] = str(path)


def leave() -> None:
    """Ends the one that is ready, if it was not asked: the build is done."""
    global _ready
    os.environ.pop(READY, None)
    if _ready is not None:
        _ready.communicate()  # without a word from us, it ends
        _ready = None


def tables() -> list[str]:
    """The tables of ours that the models stand on."""
    return sorted(one["name"] for one in manifest()["sources"].values())


def models() -> dict[str, dict[str, Any]]:
    """What dbt knows of each model, by its id there: its schema and name, its columns with what they mean."""
    return {key: node for key, node in manifest()["nodes"].items() if node["resource_type"] == "model"}
