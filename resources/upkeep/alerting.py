"""Tells somebody of what went wrong: a line in the state folder, and a command or a URL where somebody wants it.

The URL of a webhook is a secret: it comes from the environment alone, and nothing that is written repeats it.
"""

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from resources.models.sending import without_secrets
from resources.models.settings import ModelSettings
from resources.settings.tables import Alerts

FILE = "alerts.jsonl"  # in the state folder
WEBHOOK = "TRACECOT_ALERT_WEBHOOK"
LONGEST = 500  # characters of one thing that went wrong


@dataclass(frozen=True, slots=True)
class Alert:
    """What went wrong in one run."""

    kind: str  # run_failed or check_failed
    run_id: str
    job: str
    what: tuple[str, ...]  # each in a line

    def record(self) -> dict[str, object]:
        """The same as JSON, with a line for people; chats show `text`."""
        said = [_clean(one)[:LONGEST] for one in self.what]
        headline = f"tracecot: {self.kind.replace('_', ' ')} in run {self.run_id} of {self.job}"
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"), "kind": self.kind, "run_id": self.run_id,
            "job": self.job, "what": said, "text": "; ".join((headline, *said)),
        }  # fmt: skip


def alert(folder: Path, told: Alert, settings: Alerts) -> list[str]:
    """Writes the line, sends it where it is wanted; gives what could not be sent, which is written too."""
    record = told.record()
    _write(folder, record)
    failures = list(_sent(record, settings))
    for failure in failures:
        _write(folder, {**record, "kind": "not_sent", "text": failure})
    return failures


def _write(folder: Path, record: dict[str, object]) -> None:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(line)  # at once, so that two processes' lines don't mix


def _sent(record: dict[str, object], settings: Alerts) -> Iterator[str]:
    """What went wrong with sending, without the secrets that an error may repeat."""
    content = json.dumps(record).encode()
    if settings.command and (failure := _by_command(content, settings.command, settings.seconds)):
        yield f"the alert command failed: {failure}"
    if (url := os.environ.get(WEBHOOK)) and (failure := _by_webhook(content, url, settings.seconds)):
        yield f"the webhook of {WEBHOOK} failed: {failure}"


def _by_command(content: bytes, command: Sequence[str], seconds: float) -> str:
    """Hands the record to the command's standard input."""
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return f"no end within {seconds:g} s"
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
    return _clean(" ".join((f"status {done.returncode}", *complaint)))[:LONGEST] if done.returncode else ""


def _by_webhook(content: bytes, url: str, seconds: float) -> str:
    """Posts the record as JSON."""
    if urlsplit(url).scheme not in ("http", "https"):
        return "it is no http or https address"
    request = urllib.request.Request(url, content, {"Content-Type": "application/json"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=seconds):
            return ""
    except urllib.error.HTTPError as error:
        return f"it answered {error.code}"
    except (OSError, ValueError) as error:
        return type(error).__name__  # what it says may hold the address


def _clean(text: str) -> str:
    """In one line, and without secrets; the address of the webhook is one."""
    url = os.environ.get(WEBHOOK)
    text = text.replace(url, "***") if url else text
    return without_secrets(" ".join(text.split()), ModelSettings())
