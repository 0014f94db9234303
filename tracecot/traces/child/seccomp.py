"""The filter of system calls: a list of what a jailed process may still do; all else fails with EPERM.

Honest code sees a refusal as a normal Python exception. Linux on x86_64 and aarch64, through ctypes.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# <linux/prctl.h>, <linux/seccomp.h>, <linux/filter.h>
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | 1  # the last: EPERM
_LOAD, _EQUAL, _ANY_BIT, _ALWAYS, _RETURN = 0x20, 0x15, 0x45, 0x05, 0x06
_NUMBER, _ARCHITECTURE, _THIRD_ARGUMENT = 0, 4, 32  # offsets into `struct seccomp_data`

#: What a running interpreter needs: memory, its signals, clocks, randomness for hash seeds, and pipes that are open.
ALLOWED = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "munmap": 11, "brk": 12, "rt_sigaction": 13,
        "rt_sigprocmask": 14, "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35,
        "getpid": 39, "exit": 60, "getrusage": 98, "times": 100, "getuid": 102, "sigaltstack": 131, "gettid": 186,
        "futex": 202, "clock_gettime": 228, "clock_nanosleep": 230, "exit_group": 231, "getrandom": 318,
    },
    "aarch64": {
        "close": 57, "lseek": 62, "read": 63, "write": 64, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
        "nanosleep": 101, "clock_gettime": 113, "clock_nanosleep": 115, "sched_yield": 124, "sigaltstack": 132,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "getrusage": 165, "getpid": 172,
        "getuid": 174, "gettid": 178, "brk": 214, "munmap": 215, "mremap": 216, "madvise": 233, "getrandom": 278,
    },
}  # fmt: skip
#: Allowed unless one of these bits is in the third argument: memory that is executable, files that are written to.
_MEMORY = {"x86_64": {"mmap": 9, "mprotect": 10}, "aarch64": {"mmap": 222, "mprotect": 226}}
_OPENING = {"x86_64": {"openat": 257}, "aarch64": {"openat": 56}}
_EXECUTABLE = 4
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: What reading the library takes on top.
READING = {
    "x86_64": {"stat": 4, "lstat": 6, "getdents64": 217, "newfstatat": 262},
    "aarch64": {"getdents64": 61, "newfstatat": 79},
}
#: What no Python program asks for by accident: native code got in, and the process ends at once.
DEADLY = {
    "x86_64": {
        "execve": 59, "ptrace": 101, "mount": 165, "init_module": 175, "keyctl": 250, "unshare": 272,
        "perf_event_open": 298, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321,
        "execveat": 322, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    },
    "aarch64": {
        "mount": 40, "unshare": 97, "init_module": 105, "ptrace": 117, "keyctl": 219, "execve": 221,
        "perf_event_open": 241, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280,
        "execveat": 281, "userfaultfd": 282, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    },
}  # fmt: skip
_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # <linux/audit.h>


class NoFilter(Exception):
    """System calls can't be filtered here; the message says why."""


def is_available() -> bool:
    """Whether this kernel and processor can filter system calls."""
    if sys.platform != "linux" or platform.machine() not in ALLOWED:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    nowhere = [ctypes.c_ulong(number) for number in (_SECCOMP_MODE_FILTER, 0, 0, 0)]
    libc.prctl(ctypes.c_int(_PR_SET_SECCOMP), *nowhere)
    return ctypes.get_errno() == errno.EFAULT  # it would have read a filter, had there been one; else EINVAL


class Filter:
    """A filter that is ready: made once, before the first fork, since each page that a child writes to costs."""

    def __init__(self, reading: bool) -> None:
        """`reading`: files may be opened to be read, as far as others allow it.

        Raises:
            NoFilter: there is no list of system calls for this processor.
        """
        machine = platform.machine()
        if machine not in ALLOWED:
            raise NoFilter(f"no list of system calls for {machine}")
        code = instructions(machine, reading)
        self._code = ctypes.create_string_buffer(code, len(code))
        program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(self._code))  # struct sock_fprog
        self._program = ctypes.create_string_buffer(program, len(program))
        numbers = (_SECCOMP_MODE_FILTER, ctypes.addressof(self._program), 0, 0)
        self._arguments = [ctypes.c_int(_PR_SET_SECCOMP), *[ctypes.c_ulong(number) for number in numbers]]
        self._prctl = ctypes.CDLL(None, use_errno=True).prctl

    def enter(self) -> None:
        """From here on only what the lists allow works; the process must have given up new privileges before.

        Raises:
            NoFilter: the kernel refuses the filter.
        """
        if self._prctl(*self._arguments) != 0:
            raise NoFilter(os.strerror(ctypes.get_errno()))


def instructions(machine: str, reading: bool) -> bytes:
    """The filter for one kind of processor."""
    guarded = [(number, _EXECUTABLE) for number in _MEMORY[machine].values()]
    if reading:
        guarded += [(number, _WRITING) for number in _OPENING[machine].values()]
    allowed = {**ALLOWED[machine], **(READING[machine] if reading else {})}
    code = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, _AUDIT_ARCHITECTURE[machine], 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
    ]
    for number, bits in guarded:
        code += [
            _instruction(_EQUAL, number, 0, 4),
            _instruction(_LOAD, _THIRD_ARGUMENT),
            _instruction(_ANY_BIT, bits, 0, 1),
            _instruction(_RETURN, _REFUSE),
            _instruction(_RETURN, _ALLOW),
        ]
    code += _list(sorted(allowed.values()), _ALLOW) + _list(sorted(DEADLY[machine].values()), _KILL)
    return b"".join([*code, _instruction(_RETURN, _REFUSE)])


def _list(numbers: list[int], verdict: int) -> list[bytes]:
    """One verdict for these calls: a match jumps to it over what is left of the list, no match over it."""
    tests = [_instruction(_EQUAL, number, len(numbers) - place, 0) for place, number in enumerate(numbers)]
    return [*tests, _instruction(_ALWAYS, 1), _instruction(_RETURN, verdict)]


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)  # struct sock_filter
