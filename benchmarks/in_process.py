"""The recorder, PySnooper and the bare function side by side in one process, without any sandbox."""

import contextlib
import gc
import importlib.util
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.figures import Figure, Skipped, timed
from tracecot.execution import Limits
from tracecot.traces.child.running import Execution, Prepared, prepare
from tracecot.traces.child.zygote import _head, encoder
from tracecot.traces.wire import events_of, sites_of

PYSNOOPER = "traces: PySnooper, in this process"
#: Nothing but calls and sums: the worst that a recorder meets.
CALLS = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)"
DEEP = 15  # 1,973 calls
MANY = Limits(events=10_000_000)
MICROSECONDS = 1e6

Programs = list[tuple[str, str]]


def compared(programs: Programs) -> Iterator[Figure | Skipped]:
    """Executions of one call after another, in this process."""
    with _streams_kept():
        found = list(_compared(programs))
    yield from found


def _compared(programs: Programs) -> Iterator[Figure | Skipped]:
    plain = _rate(programs, lambda code, given: _plain(code, given)())
    yield Figure("traces: as written, in this process", plain, "executions a second")
    recorded = _rate(programs, lambda code, given: Execution(prepare(code, True), "f", MANY, _stop).run(given))
    yield Figure("traces: recorder, in this process", recorded, "executions a second")
    if importlib.util.find_spec("pysnooper") is None:
        yield Skipped(PYSNOOPER, "it isn't installed: pip install 'tracecot[bench]'")
    else:
        yield Figure(PYSNOOPER, _rate(programs, _snooped), "executions a second")
    yield from _slower()


def parts(programs: Programs) -> Iterator[Figure]:
    """Where the time of an execution goes, one part after the other, of each program's one call."""
    with _streams_kept():
        found = list(_parts(programs))
    yield from found


def _parts(programs: Programs) -> Iterator[Figure]:
    count = len(programs)

    def each(what: str, work: Callable[[], list[Any]]) -> tuple[Figure, list[Any]]:
        started = time.process_time()
        made = work()
        spent = time.process_time() - started
        return Figure(f"traces: {what}", MICROSECONDS * spent / count, "µs of processor time an execution"), made

    figure, bare = each("compiling as written", lambda: [prepare(code, False) for code, _ in programs])
    yield figure
    figure, _ = each("running as written", lambda: _run(bare, programs))
    yield figure
    figure, prepared = each("rewriting and compiling", lambda: [prepare(code, True) for code, _ in programs])
    yield figure
    figure, told = each("running, recorded", lambda: _run(prepared, programs))
    yield figure
    encode = encoder()
    figure, lines = each("writing JSON", lambda: list(map(encode, told)))
    yield figure
    heads = [json.dumps(_head(one)) for one in prepared]
    figure, read = each("reading JSON", lambda: list(map(json.loads, lines)))
    yield figure
    sites = [sites_of(json.loads(head)) for head in heads]
    figure, _ = each("checking events", lambda: list(map(events_of, read, sites)))
    yield figure


def _run(prepared: list[Prepared], programs: Programs) -> list[dict[str, Any]]:
    return [Execution(one, "f", MANY, _stop).run(given) for one, (_, given) in zip(prepared, programs, strict=True)]


def _slower() -> Iterator[Figure | Skipped]:
    """How many times as long a function takes that does nothing but call itself."""
    plain = min(timed(_plain(CALLS, str(DEEP)))[0] for _ in range(5))
    prepared = prepare(CALLS, True)
    recorded = min(timed(lambda: Execution(prepared, "f", MANY, _stop).run(str(DEEP)))[0] for _ in range(3))
    yield Figure("traces: recorder on nothing but calls, times as written", recorded / plain, "times as long")
    if importlib.util.find_spec("pysnooper") is not None:
        snooped = min(timed(lambda: _snooped(CALLS, str(DEEP)))[0] for _ in range(2))
        yield Figure("traces: PySnooper on the same, times as written", snooped / plain, "times as long")


def _plain(code: str, given: str) -> Callable[[], Any]:
    space: dict[str, Any] = {}
    exec(compile(code, "<program>", "exec"), space)
    call = compile(f"f({given})", "<call>", "eval")
    return lambda: eval(call, space)


def _snooped(code: str, given: str) -> Any:
    """PySnooper reads its source lines from a loader, as of any module."""
    import pysnooper

    class Source:
        def get_source(self, _: str) -> str:
            return code

    space: dict[str, Any] = {"__name__": "program", "__loader__": Source()}
    exec(compile(code, "<program>", "exec"), space)
    space["f"] = pysnooper.snoop(io.StringIO(), color=False, depth=2)(space["f"])
    return eval(compile(f"f({given})", "<call>", "eval"), space)


def _rate(programs: Programs, run: Callable[[str, str], Any]) -> float:
    def all_of_them() -> None:
        for code, given in programs:
            with contextlib.suppress(Exception):  # some of CRUXEval's calls raise
                run(code, given)

    gc.collect()
    return len(programs) / timed(all_of_them)[0]


def _stop(reason: str) -> None:
    raise MemoryError(reason)


@contextlib.contextmanager
def _streams_kept() -> Iterator[None]:
    """An execution takes the standard streams, which its process would keep."""
    kept = sys.stdin, sys.stdout, sys.stderr, sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept[:3]
        sys.setrecursionlimit(kept[3])
