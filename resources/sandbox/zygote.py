"""A handle on one warm sandbox process: ask it for a job, read the answers, start it anew when it is lost."""

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tracecot
from tracecot.errors import SandboxUnavailable
from tracecot.execution import Job, Limits, Profile
from tracecot.traces.wire import is_crowded, limits_as_json

_HEADER = struct.Struct(">cI")
_LENGTH = struct.Struct(">I")
_MARK = struct.Struct(
    ">III"
)  # the request, its program from 0, the program's call from 1 (0: the program's own message)
_HEAD, _REFUSED, _ANSWER = b"H", b"R", b"A"  # a program's own message, one after which no call's comes, a call's
_SLACK = 8.0  # seconds beyond a call's own limit after which the zygote itself must be lost
_STARTING = 30.0
_CHUNK = 1 << 20  # bytes read at once
_JOBS_A_LIFE = 2_000  # after so many a zygote is replaced, whatever it may have picked up
_PROGRAM = ("-m", "tracecot.traces.child")
_GUARDS_OF_FILES = ("landlock", "namespaces")

#: Set to 1 in the environment: go on where system calls can't be filtered.
WITHOUT_SECCOMP = "TRACECOT_WITHOUT_SECCOMP"

Message = dict[str, Any]
_LOST: Message = {"end": ["cut", "crash", "the sandbox process was lost"]}
_HALVES: Message = {"end": ["rejected", "unsupported", "a text with half of a surrogate pair, which no file can hold"]}
Answers = tuple[Message, list[Message]]  # the program's own message, and one for each call


class Lost(Exception):
    """The zygote died, went silent or says what nobody asked for."""


class Zygote:
    """One warm process with its own hash seed; traced or untraced."""

    def __init__(
        self, traced: bool, hash_seed: int, limits: Limits, profile: Profile = "pure", python: str = sys.executable
    ) -> None:
        self.traced = traced
        self.hash_seed = hash_seed
        self.limits = limits
        self.profile = profile
        self.python = python  # the interpreter that runs it; the standard library is all that it needs
        self.version = ""  # of that interpreter: "3.13"
        self.layers: tuple[str, ...] = ()  # what its children stand behind
        self.missing: tuple[str, ...] = ()  # what could stand there too, and doesn't on this machine
        self.sketched = False  # how the jobs under way were asked for
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs = 0
        self.requests = 0  # that were sent, whoever lived then
        self.heads = 0  # programs' own messages that came since the latest request
        self._due = (0, 0, 0)  # the number of the message that comes next, as `_MARK` has it
        self._apart = True  # whether it tries for namespaces
        self._read = bytearray()

    def ask(self, jobs: Sequence[Job], sketched: bool = False) -> None:
        """Sends jobs, which share a child and so a trust domain."""
        self.sketched = sketched
        if self.process is None or self.jobs >= _JOBS_A_LIFE:
            self.start()
        self.jobs += len(jobs)
        programs = [
            {"code": job.code, "entry_point": job.entry_point, "inputs": [source for _, source in job.calls]}
            for job in jobs
        ]
        self.requests += 1
        self.heads = 0
        request = {
            "number": self.requests, "programs": programs, "traced": self.traced, "sketched": sketched,
            "limits": limits_as_json(self.limits),
        }  # fmt: skip
        data = json.dumps(request).encode("utf-8")
        assert self.process is not None
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # a lost zygote shows itself when its answer is read
            self.process.stdin.write(_LENGTH.pack(len(data)) + data)
            self.process.stdin.flush()

    def answers(self, jobs: Sequence[Job]) -> list[Answers]:
        """Reads what was asked for: for each job the program's own message, and one for each call."""
        answers: list[Answers] = []
        for index, job in enumerate(jobs):
            messages: list[Message] = []
            try:
                head = self._head()
            except Lost:
                head = {"end": ["rejected", "crash", _LOST["end"][-1]]}
                self._ask_anew(jobs[index + 1 :])
            while "end" not in head and len(messages) < len(job.calls):
                try:
                    messages.append(self._answer())
                except Lost:
                    messages.append(_LOST)
                    rest = replace(job, calls=job.calls[len(messages) :])
                    messages += self._begun_anew(rest, jobs[index + 1 :])
            answers.append((head, messages))
        return answers

    def _begun_anew(self, rest: Job, others: Sequence[Job]) -> list[Message]:
        """Asks a new zygote for the calls that are left and for the other jobs; what it owes the calls at once.

        That is nothing, unless the new one is lost too before it comes to them, or can't prepare the program.
        """
        if not rest.calls:
            self._ask_anew(others)
            return []
        self._ask_anew([rest, *others])
        try:
            head = self._head()  # the program's own message once more
        except Lost:
            self._ask_anew(others)
            return [_LOST] * len(rest.calls)
        return [_LOST] * len(rest.calls) if "end" in head else []

    def _ask_anew(self, jobs: Sequence[Job]) -> None:
        """What a lost zygote owes is asked of a new one."""
        self.start()
        if jobs:
            self.ask(jobs, self.sketched)

    def start(self) -> None:
        """Starts the process, in the place of the one that was there.

        Raises:
            SandboxUnavailable: it doesn't start, or what must stand before a program doesn't here; the message says it.
        """
        if sys.platform not in ("linux", "darwin"):
            raise SandboxUnavailable(
                f"there is no sandbox on {sys.platform}: it needs Linux, in a virtual machine or WSL"
            )
        hello = self._started()
        if "halfway" in hello:
            self._apart = False
            hello = self._started()
        self.version = str(hello.get("python", ""))
        self.layers, self.missing = _names(hello.get("layers")), _names(hello.get("missing"))
        if reason := self._reason_to_refuse():
            self.stop()
            raise SandboxUnavailable(reason)

    def _started(self) -> Message:
        """What the new process says of itself."""
        self.stop()
        root = str(Path(tracecot.__file__).parent.parent)
        environment = {"PYTHONHASHSEED": str(self.hash_seed), "PYTHONPATH": root, "PYTHONUTF8": "1", "LC_ALL": "C"}
        command = [self.python, "-s", "-S", "-P", "-B", *_PROGRAM, self.profile, *(["apart"] if self._apart else [])]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            cwd="/", close_fds=True, start_new_session=True, bufsize=0,
        )  # fmt: skip
        self.jobs = 0
        assert self.process.stdout is not None
        self._poll, self._read = select.poll(), bytearray()
        self._poll.register(self.process.stdout.fileno(), select.POLLIN)
        try:
            return _message(self._frame(_STARTING)[1])
        except Lost:
            self.stop()
            raise SandboxUnavailable(f"the sandbox process does not start: try `{' '.join(command)}`") from None

    def _reason_to_refuse(self) -> str:
        """Which layer must be there and isn't, if any."""
        if "seccomp" not in self.layers and os.environ.get(WITHOUT_SECCOMP) != "1":
            return (
                "this system can't filter system calls (seccomp), so foreign code could reach files and the network; "
                f"{WITHOUT_SECCOMP}=1 runs it all the same, behind limits and an audit hook alone"
            )
        if self.profile == "stdlib" and not any(one.startswith(_GUARDS_OF_FILES) for one in self.layers):
            return (
                "the profile stdlib lets programs open files, and this system has neither Landlock nor namespaces "
                "to keep them to the library; the profile pure needs neither"
            )
        if "library" in self.missing:
            return "the profile stdlib needs a library that everybody can read, and that of this Python is root's alone"
        return ""

    def stop(self) -> None:
        """Ends the process."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process = None

    def _head(self) -> Message:
        """The next program's own message: it has an `end` where the zygote hands on no answers of calls after it.

        Raises:
            Lost: as `_numbered` does.
        """
        self._due = (self.requests, self.heads, 0)
        self.heads += 1
        kind, message = self._numbered(_HEAD, _REFUSED)
        if kind == _REFUSED:
            return message if "end" in message else {"end": ["rejected", "garbage", "a refusal without a reason"]}
        message.pop("end", None)
        return message

    def _answer(self) -> Message:
        """The next call's message.

        Raises:
            Lost: as `_numbered` does.
        """
        return self._numbered(_ANSWER)[1]

    def _numbered(self, *kinds: bytes) -> tuple[bytes, Message]:
        """The message that is due, and of which of these kinds it is.

        Raises:
            Lost: there is none in time, or another one comes: whoever speaks has lost count.
        """
        kind, data = self._frame(self.limits.seconds + _SLACK)
        if kind not in kinds or len(data) < _MARK.size or _MARK.unpack_from(data) != self._due:
            raise Lost
        request, program, call = self._due
        self._due = (request, program, call + 1)
        if is_crowded(data, self.limits):
            return kind, {"end": ["cut", "garbage", "more than an answer holds"]}
        return kind, _message(data[_MARK.size :])

    def _frame(self, seconds: float) -> tuple[bytes, bytes]:
        """What the next message is, and its bytes.

        Raises:
            Lost: there is none in time.
        """
        deadline = time.monotonic() + seconds
        kind, length = _HEADER.unpack(self._exactly(_HEADER.size, deadline))
        return kind, self._exactly(length, deadline)

    def _exactly(self, count: int, deadline: float) -> bytes:
        """So many bytes of what the process writes; what came with them waits for the next time."""
        assert self.process is not None
        assert self.process.stdout is not None
        source = self.process.stdout.fileno()
        while len(self._read) < count:
            if not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise Lost
            data = os.read(source, _CHUNK)
            if not data:
                raise Lost
            self._read += data
        found = bytes(self._read[:count])
        del self._read[:count]
        return found


def _message(data: bytes) -> Message:
    """The object that the bytes spell in JSON; or an end that says why they don't."""
    try:
        message = json.loads(data)
    except (ValueError, RecursionError, MemoryError):
        return {"end": ["cut", "garbage", "not JSON"]}
    if not isinstance(message, dict):
        return {"end": ["cut", "garbage", "not an object"]}
    return message if b"\\ud" not in data or _is_unicode(message) else _HALVES


def _is_unicode(message: Message) -> bool:
    """Whether all halves of surrogate pairs in it are those of one character."""
    try:
        json.dumps(message, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _names(told: Any) -> tuple[str, ...]:
    """What the process says as names."""
    return tuple([str(name) for name in told]) if isinstance(told, list) else ()
