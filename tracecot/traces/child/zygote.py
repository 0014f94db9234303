"""A warm process that forks for each job, kills what overstays, and hands the results on unread."""

import gc
import json
import os
import select
import signal
import struct
import sys
import time
from typing import Any, NoReturn

from tracecot.execution import Limits
from tracecot.traces.child import jail
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
    namespaces = jail.leave_namespaces()
    jail.drop_root()
    jail.bind_to_parent()
    gc.collect()
    gc.freeze()
    gc.disable()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    _send(answers, FROM_ZYGOTE, json.dumps({"layers": jail.layers(namespaces), "python": python}).encode())
    while (request := _read_request(requests)) is not None:
        Job(json.loads(request), answers).serve()


class Job:
    """The calls of a few programs: one child for all, and another one after each that died."""

    def __init__(self, request: dict[str, Any], answers: int) -> None:
        self.request = request
        self.answers = answers
        self.limits = Limits(**request["limits"])
        self.counts = [len(program["inputs"]) for program in request["programs"]]
        self.program = 0  # the program of which a message is awaited
        self.headed = False  # whether the program's own message was handed on
        self.call = 0  # the call whose answer is awaited next

    def is_done(self) -> bool:
        """Whether all was answered."""
        return self.program == len(self.counts)

    def serve(self) -> None:
        """For each program one message of its own, then one for each of its calls."""
        while not self.is_done():
            process, results = self._fork()
            reason = self._relay(results)
            os.close(results)
            status = _reap(process, reason == "died")
            if self.is_done() or reason == "":
                continue
            if reason == "died":
                reason = "exit" if os.WIFEXITED(status) else "crash"
                if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
                    reason = "timeout"
            self._answer_for(reason)

    def _answer_for(self, reason: str) -> None:
        """The answer that the dead child owes."""
        limit = f"{self.limits.seconds:g} s" if reason == "timeout" else reason
        end = ["cut", reason, limit] if self.headed else ["rejected", reason, "while the program was prepared"]
        data = json.dumps({"end": end}).encode()
        _send(self.answers, FROM_ZYGOTE, data)
        self._advance(data)

    def _advance(self, message: bytes) -> None:
        """What is awaited after this message."""
        if self.headed:
            self.call += 1
        else:
            self.headed = True
            if message.startswith(b'{"end"'):
                self.call = self.counts[self.program]  # it can't be executed: that answers all calls
        if self.call >= self.counts[self.program]:
            self.program, self.headed, self.call = self.program + 1, False, 0

    def _fork(self) -> tuple[int, int]:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _child(self.request, self.limits, self.program, self.call, writing)
        os.close(writing)
        return process, reading

    def _relay(self, results: int) -> str:
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
                elif not self.is_done():
                    _send(self.answers, FROM_CHILD, frame)
                    self._advance(frame)
                stopped = frame.startswith(b'{"end": ["cut"')
                deadline = time.monotonic() + self.limits.seconds + (0 if self.headed else COMPILING)
            if state:
                return "" if state == "died" and stopped else state
            if self.is_done():
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


def _child(request: dict[str, Any], limits: Limits, program: int, call: int, results: int) -> NoReturn:
    """Runs the programs from this call of this program on, and ends the process."""
    code = 1
    try:
        os.dup2(results, 3)
        os.closerange(4, 1 << 16)
        jail.bind_to_parent()
        count = sum(len(each["inputs"]) + 1 for each in request["programs"])
        jail.confine(
            jail.address_space() + limits.memory_mb * (1 << 20), int((limits.seconds + COMPILING) * (count + 1)) + 1
        )
        jail.close_the_door()
        _run(request, limits, program, call, 3)
        code = 0
    finally:
        os._exit(code)


def _run(request: dict[str, Any], limits: Limits, program: int, call: int, results: int) -> None:
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

    for asked in request["programs"][program:]:
        try:
            prepared = prepare(asked["code"], request["traced"])
        except Rejected as rejected:
            tell({"end": ["rejected", rejected.reason, rejected.detail[:500]]})
        else:
            tell(_head(prepared))
            for argument_source in asked["inputs"][call:]:
                execution = Execution(prepared, asked["entry_point"], limits, stop, request["sketched"])
                tell(execution.run(argument_source))
        call = 0
        gc.collect()  # automatic collection is off: it would end generators at times of its own


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
