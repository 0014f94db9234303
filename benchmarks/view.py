"""How soon the view's pages are there, on a made-up warehouse of 54,000 rationales with an execution each."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.figures import Figure
from resources.tables import TABLES
from resources.warehouse import Warehouse

RATIONALES, PROGRAMS, EVENTS, CLAIMS = 54_000, 3_000, 60, 45
PATIENCE = 60.0  # seconds until a server that doesn't answer is given up

#: Columns whose values matter to a page, as SQL of the row's number `n`; the others get what their type says.
_ROWS: dict[str, tuple[int, dict[str, str]]] = {
    "programs": (PROGRAMS, {
        "program_id": "'prog_' || n", "corpus": "'corpus_' || n % 9", "qualname": "'function_' || n",
        "code": "repeat('def f(x):\n    return x\n', 12)", "entry_point": "'f'",
    }),
    "calls": (RATIONALES, {
        "call_id": "'call_' || n", "program_id": f"'prog_' || n % {PROGRAMS}", "corpus": "'corpus_' || n % 9",
    }),
    "raw_traces": (RATIONALES, {
        "trace_id": "'trace_' || n", "call_id": "'call_' || n", "program_id": f"'prog_' || n % {PROGRAMS}",
        "corpus": "'corpus_' || n % 9", "outcome": "'returned'", "value_type": "'int'", "value_repr": "'1'",
        "label": "'cross-checked'", "events": str(EVENTS),
    }),
    "trace_events": (RATIONALES * EVENTS, {
        "trace_id": f"'trace_' || n // {EVENTS}", "seq": f"n % {EVENTS}", "kind": "'bind'", "frame": "1",
        "line": "1 + n % 24", "name": "'x'", "value_type": "'int'", "value_repr": "'value ' || n", "function": "'f'",
        "loop": "null", "pass": "null", "under": "null", "reads": "[]", "args": "[]",
    }),
    "narrations": (RATIONALES, {
        "narration_id": "'narr_' || md5(n::varchar)", "program_id": f"'prog_' || n % {PROGRAMS}",
        "trace_id": "'trace_' || n", "answer_trace_id": "'trace_' || n", "corpus": "'corpus_' || n % 9",
        "task": "'task_' || n % 11", "rationale": f"repeat('`x` is `' || n || '` now. ', {CLAIMS})",
        "question": "'What?'", "difficulty": "['easy', 'medium', 'hard'][1 + n % 3]", "tokens": "100 + n * 7 % 1500",
    }),
    "claims": (RATIONALES * CLAIMS, {
        "claim_id": "'claim_' || n", "narration_id": f"'narr_' || md5((n // {CLAIMS})::varchar)",
        "trace_id": f"'trace_' || n // {CLAIMS}", "corpus": "'corpus_1'", "position": f"n % {CLAIMS}",
        "start": f"n % {CLAIMS} * 20", "end": f"n % {CLAIMS} * 20 + 12", "kind": "'state'", "text": "'`x` is now'",
        "finding": "'grounded'", "event": f"n % {EVENTS}",
    }),
    "verified_cot": (RATIONALES, {
        "narration_id": "'narr_' || md5(n::varchar)", "corpus": "'corpus_' || n % 9", "support": "1", "coverage": "1",
    }),
    "samples": (RATIONALES, {
        "sample_id": "'samp_' || md5(n::varchar)", "narration_id": "'narr_' || md5(n::varchar)",
        "trace_id": "'trace_' || n", "split": "if(n % 10 = 0, 'eval', 'train')", "tokens": "100 + n * 7 % 1500",
        "completion": f"repeat('`x` is `' || n || '` now. ', {CLAIMS})", "prompt": "repeat('prompt ', 90)",
    }),
}  # fmt: skip
_OTHERS = {"VARCHAR": "''", "INTEGER": "0", "DOUBLE": "0", "BOOLEAN": "true"}


def figures() -> Iterator[Figure]:
    """Each figure as soon as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder))
        made_up(warehouse)
        yield Figure("the warehouse", warehouse.path.stat().st_size / 1e6, "MB")
        with Server(Path(folder)) as server:
            yield Figure("`tracecot view` until its first page, a copy made", server.waited, "s", 2)
        with Server(Path(folder)) as server:
            yield Figure("the same with that copy at hand", server.waited, "s", 2)
            for name, path in _pages().items():
                yield Figure(name, 1_000 * server.seconds(path), "ms")


class Server:
    """`tracecot view` as a person starts it, and how long it was until its first page was there."""

    def __init__(self, state: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._environment = {**os.environ, "TRACECOT_HOME": str(state)}
        self.waited = 0.0

    def __enter__(self) -> "Server":
        started = time.perf_counter()
        command = [sys.executable, "-m", "tracecot_cli", "view", "--port", str(self._port)]
        self._process = subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)
        while not self._answers():
            if time.perf_counter() - started > PATIENCE or self._process.poll() is not None:
                raise RuntimeError("the view does not answer")
            time.sleep(0.01)
        self.waited = time.perf_counter() - started
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def seconds(self, path: str) -> float:
        """How long one page takes."""
        started = time.perf_counter()
        with urlopen(f"http://127.0.0.1:{self._port}{path}") as answer:
            answer.read()
        return time.perf_counter() - started

    def _answers(self) -> bool:
        try:
            self.seconds("/")
        except (URLError, ConnectionError):
            return False
        return True


def made_up(warehouse: Warehouse) -> None:
    """Fills the tables that pages read."""
    warehouse.prepare()
    warehouse.execute([(_insert(name, *made), []) for name, made in _ROWS.items()])


def _insert(name: str, rows: int, given: dict[str, str]) -> str:
    values = [
        f"({given.get(column.name, 'null' if column.nullable else _OTHERS.get(column.type, 'null'))})::{column.type}"
        for column in TABLES[name].columns
    ]
    return f"insert into {name} select {', '.join(values)} from range({rows}) as numbers(n)"


def _pages() -> dict[str, str]:
    return {
        "the overview, asked again": "/", "the list": "/browse", "its last page": "/browse?page=1080",
        "the list by corpus, task and difficulty": "/browse?corpus=corpus_1&task=task_3&difficulty=easy",
        "words in any text": "/browse?q=53999", "one sample": "/row/samp_" + "c4ca4238a0b923820dcc509a6f75849b",
    }  # fmt: skip
