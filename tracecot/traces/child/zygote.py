"""A warm process that forks for each job, kills what overstays, and hands the results on unread."""

import gc
import json
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from tracecot.execution import Limits, Profile
from tracecot.traces.child import jail, namespaces
from tracecot.traces.child.asking import Missing, note_requests
from tracecot.traces.child.preload import preload
from tracecot.traces.child.running import Execution, Prepared, Rejected, prepare

HEADER = struct.Struct(">cI")  # what it is, how many bytes follow
LENGTH = struct.Struct(">I")
#: What a message is: the zygote's first, a program's own before those of its calls, one that says why none follow,
#: or a call's. The child says it of its messages, the zygote takes only what it awaits, and nobody looks for it again.
HELLO, HEAD, REFUSED, ANSWER = b"Z", b"H", b"R", b"A"
MARK = struct.Struct(">III")  # before each but the first: the request, its program from 0, the program's call from 1
RESULTS = 3  # the descriptor that a child writes to, the only one beside the three standard ones
KEY = 16  # bytes
COMPILING = 3.0  # seconds that loading a program may take on top of a call's own


def serve(requests: int, answers: int, profile: Profile, apart: bool) -> None:
    """Jobs in, answers out, until the requests end.

    Args:
        requests: the descriptor that jobs are read from.
        answers: the descriptor that answers are written to.
        profile: what programs find, as docs/sandbox.md has it.
        apart: whether to try for namespaces; where that went half of the way, somebody has to start this anew without.
    """
    try:
        cell, hello = _prepare(jail.library() if profile == "stdlib" else "", apart)
    except namespaces.Halfway as why:
        _send(answers, HELLO, json.dumps({"halfway": str(why)}).encode())
        return
    gc.collect()
    gc.freeze()
    gc.disable()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    _send(answers, HELLO, json.dumps({**hello, "python": python}).encode())
    while (request := _read_request(requests)) is not None:
        Job(json.loads(request), answers, cell).serve()


@dataclass(frozen=True, slots=True)
class Cell:
    """What each child needs of the process that it is forked from."""

    walls: jail.Jail
    size: jail.Size


def _prepare(library: str, apart: bool) -> tuple[Cell, dict[str, list[str]]]:
    """Everything that is done once, and what stands after it."""
    is_apart = apart and namespaces.leave()
    preload()
    missing_modules = Missing()
    size = jail.Size()
    if is_apart:
        namespaces.empty_the_root(library)
    cell = Cell(jail.Jail(library), size)
    another_user = jail.drop_root()
    namespaces.give_up_rights()
    jail.bind_to_parent()
    can_read = jail.forget_imports(library, missing_modules)
    note_requests()
    standing, missing = jail.layers(cell.walls, is_apart, another_user)
    return cell, {"layers": standing, "missing": [*missing, *([] if can_read else ["library"])]}


class Job:
    """The calls of a few programs: one child for all, and another one after each that died."""

    def __init__(self, request: dict[str, Any], answers: int, cell: Cell) -> None:
        self.request = request
        self.answers = answers
        self.cell = cell
        self.key = b""  # what the child that runs says first in each message
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
        self._hand_on(ANSWER if self.headed else REFUSED, json.dumps({"end": end}).encode())

    def _hand_on(self, kind: bytes, message: bytes) -> None:
        """Gives the message that is awaited, with its number, and goes on to the next."""
        mark = MARK.pack(self.request["number"], self.program, self.call + 1 if self.headed else 0)
        _send(self.answers, kind, mark + message)
        if self.headed:
            self.call += 1
        else:
            self.headed = True
            if kind == REFUSED:
                self.call = self.counts[self.program]  # that answers all calls
        if self.call >= self.counts[self.program]:
            self.program, self.headed, self.call = self.program + 1, False, 0

    def _fork(self) -> tuple[int, int]:
        reading, writing = os.pipe()
        self.key = os.urandom(KEY)
        process = os.fork()
        if process == 0:
            _child(self, writing)
        os.close(writing)
        return process, reading

    def _relay(self, results: int) -> str:
        """Hands the child's messages on; why it ended early, or nothing if it said so itself."""
        poll = select.poll()
        poll.register(results, select.POLLIN)
        reader = _Frames(results, self.key, self.limits.answer_bytes)
        deadline = time.monotonic() + self.limits.seconds + COMPILING
        resent = self.headed  # a later child tells of the program again
        stopped = False  # whether the child said that it ends with this call
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(max(1, int(left * 1000))):
                return "timeout"
            state, frames = reader.read()
            for frame in frames if not self.is_done() else ():
                kind, message = frame[:1], frame[1:]
                if kind not in ((HEAD,) if resent else (ANSWER,) if self.headed else (HEAD, REFUSED)):
                    return "garbage"
                if resent:
                    resent = False
                else:
                    self._hand_on(kind, message)
                stopped = kind == ANSWER and message.startswith(b'{"end":["cut"')
                deadline = time.monotonic() + self.limits.seconds + (0 if self.headed else COMPILING)
            if state:
                return "" if state == "died" and stopped else state
            if self.is_done():
                return ""


class _Frames:
    """Messages out of a stream of bytes; each begins with a key, which who writes blindly doesn't know."""

    def __init__(self, source: int, key: bytes, largest: int) -> None:
        self.source = source
        self.key = key
        self.largest = largest  # bytes of one message
        self.buffer = bytearray()

    def read(self) -> tuple[str, list[bytes]]:
        """Why the stream is over (or nothing), and the messages that became whole."""
        data = os.read(self.source, 1 << 20)
        self.buffer += data
        frames: list[bytes] = []
        while len(self.buffer) >= LENGTH.size:
            length = LENGTH.unpack_from(self.buffer)[0]
            if length > self.largest + KEY:
                return "garbage", frames
            if len(self.buffer) < LENGTH.size + length:
                break
            if not self.buffer.startswith(self.key, LENGTH.size):
                return "garbage", frames
            frames.append(bytes(self.buffer[LENGTH.size + KEY : LENGTH.size + length]))
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


def _child(job: Job, results: int) -> NoReturn:
    """Runs the programs from where the job stands, and ends the process."""
    code = 1
    try:
        limits, count = job.limits, sum(map(len, [each["inputs"] for each in job.request["programs"]]))
        count += len(job.counts)
        jail.bind_to_parent()
        memory = job.cell.size.bytes() + limits.memory_mb * (1 << 20)
        jail.confine(memory, int((limits.seconds + COMPILING) * (count + 1)) + 1)
        job.cell.walls.give_up_paths()
        os.dup2(results, RESULTS)
        os.closerange(RESULTS + 1, 1 << 16)
        job.cell.walls.close_the_door()
        _run(job.request, limits, job.program, job.call, job.key)
        code = 0
    finally:
        os._exit(code)


def _run(request: dict[str, Any], limits: Limits, program: int, call: int, key: bytes) -> None:
    write, leave = os.write, os._exit
    encode = encoder()

    def tell(kind: bytes, message: dict[str, Any]) -> None:
        data = kind + encode(message).encode("ascii")
        data = LENGTH.pack(len(key) + len(data)) + key + data
        while data:
            data = data[write(RESULTS, data) :]

    def stop(reason: str) -> None:
        amount = {"events": f"{limits.events} events", "stdout": f"{limits.stdout_characters} characters"}[reason]
        tell(ANSWER, {"end": ["cut", reason, amount]})
        leave(0)

    for asked in request["programs"][program:]:
        try:
            prepared = prepare(asked["code"], request["traced"])
        except Rejected as rejected:
            tell(REFUSED, {"end": ["rejected", rejected.reason, rejected.detail[:500]]})
        else:
            tell(HEAD, _head(prepared))
            for argument_source in asked["inputs"][call:]:
                execution = Execution(prepared, asked["entry_point"], limits, stop, request["sketched"])
                tell(ANSWER, execution.run(argument_source))
        call = 0
        gc.collect()  # automatic collection is off: it would end generators at times of its own


def encoder() -> Callable[[object], str]:
    """Writes messages; what the recorder makes holds no cycles, so nobody looks for them."""
    return json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _head(program: Prepared) -> dict[str, Any]:
    """What all calls of the program share: the places of its sites."""
    if program.sites is None:
        return {"sites": []}
    places = [(each.place, each.text) for each in program.sites.all]
    return {"sites": [[p.line, p.col, p.end_line, p.end_col, text] for p, text in places]}


def _send(target: int, kind: bytes, data: bytes) -> None:
    data = HEADER.pack(kind, len(data)) + data
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
