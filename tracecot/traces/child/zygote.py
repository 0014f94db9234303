"""A warm process that forks for each job, kills what overstays, and hands the results on unread."""

import gc
import json
import os
import select
import signal
import struct
import time
from typing import Any, NoReturn

from tracecot.execution import Limits
from tracecot.traces.child import jail, seccomp
from tracecot.traces.child.preload import preload
from tracecot.traces.child.running import Execution, Prepared, Rejected, prepare

HEADER = struct.Struct(">cI")  # who speaks, how many bytes follow
LENGTH = struct.Struct(">I")
FROM_CHILD, FROM_ZYGOTE = b"C", b"Z"
LARGEST = 64 << 20  # bytes of one answer; 20,000 events of ordinary values are about 4 MB
COMPILING = 3.0  # seconds that loading a program may take on top of a call's own


def serve(requests: int, answers: int) -> None:
    """Jobs in, answers out, until the requests end."""
    preload()
    jail.drop_root()
    jail.bind_to_parent()
    gc.collect()
    gc.freeze()
    gc.disable()
    _send(answers, FROM_ZYGOTE, json.dumps({"seccomp": seccomp.is_available()}).encode())
    while (request := _read_request(requests)) is not None:
        Job(json.loads(request), answers, requests).serve()


class Job:
    """The calls of one program: one child for all, and another one after each that died."""

    def __init__(self, request: dict[str, Any], answers: int, requests: int) -> None:
        self.request = request
        self.answers = answers
        self.requests = requests
        self.limits = Limits(**request["limits"])
        self.count = len(request["inputs"])
        self.next = 0  # the call whose answer is awaited
        self.headed = False  # whether the program's own message was handed on

    def serve(self) -> None:
        """One message for the program, then one for each call."""
        while not self.headed or self.next < self.count:
            before = (self.headed, self.next)
            process, results = self._fork()
            reason = self._relay(process, results)
            os.close(results)
            status = _reap(process, reason == "died")
            if (self.headed and self.next == self.count) or reason == "":
                continue
            if reason == "died":
                reason = "exit" if os.WIFEXITED(status) else "crash"
                if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
                    reason = "timeout"
            if self.headed or before != (self.headed, self.next):
                self._cut(reason)
            else:
                self._head(["rejected", reason, "while the program was prepared"])

    def _cut(self, reason: str) -> None:
        limit = f"{self.limits.seconds:g} s" if reason == "timeout" else reason
        _send(self.answers, FROM_ZYGOTE, json.dumps({"end": ["cut", reason, limit]}).encode())
        self.next += 1

    def _head(self, end: list[str]) -> None:
        """The program can't be executed at all: that answers all its calls."""
        _send(self.answers, FROM_ZYGOTE, json.dumps({"end": end}).encode())
        self.headed, self.next = True, self.count

    def _fork(self) -> tuple[int, int]:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _child(self.request, self.limits, self.next, writing)
        os.close(writing)
        return process, reading

    def _relay(self, process: int, results: int) -> str:
        """Hands the child's messages on; why it ended early, or nothing if it said so itself."""
        poll = select.poll()
        poll.register(results, select.POLLIN)
        reader = _Frames(results)
        deadline = time.monotonic() + self.limits.seconds + COMPILING
        resent = self.headed  # a later child tells of the program again
        stopped = False  # whether the child said that it ends with this call
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(max(1, int(left * 1000))):
                return "timeout"
            state, frames = reader.read()
            for frame in frames:
                if resent:
                    resent = False
                elif not self.headed:
                    self.headed = True
                    _send(self.answers, FROM_CHILD, frame)
                    if frame.startswith(b'{"end"'):
                        self.next = self.count  # the program can't be executed: that answers all calls
                elif self.next < self.count:
                    _send(self.answers, FROM_CHILD, frame)
                    self.next += 1
                stopped = frame.startswith(b'{"end": ["cut"')
                deadline = time.monotonic() + self.limits.seconds
            if state:
                return "" if state == "died" and stopped else state
            if self.headed and self.next == self.count:
                return ""


class _Frames:
    """Messages out of a stream of bytes."""

    def __init__(self, source: int) -> None:
        self.source = source
        self.buffer = bytearray()

    def read(self) -> tuple[str, list[bytes]]:
        """Why the stream is over (or nothing), and the messages that became whole."""
        data = os.read(self.source, 1 << 20)
        self.buffer += data
        frames: list[bytes] = []
        while len(self.buffer) >= LENGTH.size:
            length = LENGTH.unpack_from(self.buffer)[0]
            if length > LARGEST:
                return "garbage", frames
            if len(self.buffer) < LENGTH.size + length:
                break
            frames.append(bytes(self.buffer[LENGTH.size : LENGTH.size + length]))
            del self.buffer[: LENGTH.size + length]
        return ("" if data else "garbage" if self.buffer else "died"), frames


def _reap(process: int, leaving: bool) -> int:
    """Kills the child, whatever it is doing, and gives how it ended."""
    for _ in range(20):  # one that is just leaving gets the time to say how
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return status
        if not leaving:
            break
        time.sleep(0.001)
    os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1]


def _child(request: dict[str, Any], limits: Limits, first: int, results: int) -> NoReturn:
    """Runs the calls from the first one on, and ends the process."""
    code = 1
    try:
        os.dup2(results, 3)
        os.closerange(4, 1 << 16)
        jail.bind_to_parent()
        count = len(request["inputs"])
        jail.confine(
            jail.address_space() + limits.memory_mb * (1 << 20), int((limits.seconds + COMPILING) * (count + 1)) + 1
        )
        jail.close_the_door()
        _run(request, limits, first, 3)
        code = 0
    finally:
        os._exit(code)


def _run(request: dict[str, Any], limits: Limits, first: int, results: int) -> None:
    write, leave = os.write, os._exit
    encode = json.JSONEncoder(separators=(", ", ": ")).encode

    def tell(message: dict[str, Any]) -> None:
        data = encode(message).encode("ascii")
        data = LENGTH.pack(len(data)) + data
        while data:
            data = data[write(results, data) :]

    def stop(reason: str) -> None:
        amount = {"events": f"{limits.events} events", "stdout": f"{limits.stdout_characters} characters"}[reason]
        tell({"end": ["cut", reason, amount]})
        leave(0)

    try:
        program = prepare(request["code"], request["traced"])
    except Rejected as rejected:
        tell({"end": ["rejected", rejected.reason, rejected.detail[:500]]})
        return
    tell(_head(program))
    for argument_source in request["inputs"][first:]:
        tell(Execution(program, request["entry_point"], limits, stop).run(argument_source))


def _head(program: Prepared) -> dict[str, Any]:
    """What all calls of the program share: the places of its sites."""
    if program.sites is None:
        return {"sites": []}
    places = [(each.place, each.text) for each in program.sites.all]
    return {"sites": [[p.line, p.col, p.end_line, p.end_col, text] for p, text in places]}


def _send(target: int, who: bytes, data: bytes) -> None:
    data = HEADER.pack(who, len(data)) + data
    while data:
        data = data[os.write(target, data) :]


def _read_request(source: int) -> bytes | None:
    head = _read_exactly(source, LENGTH.size)
    return None if head is None else _read_exactly(source, LENGTH.unpack(head)[0])


def _read_exactly(source: int, count: int) -> bytes | None:
    """So many bytes, or nothing at the end of the stream."""
    parts = bytearray()
    while len(parts) < count:
        data = os.read(source, count - len(parts))
        if not data:
            return None
        parts += data
    return bytes(parts)
