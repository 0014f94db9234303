"""The filter of system calls: a list of what a jailed process may still do; all else fails with EPERM.

Honest code sees a refusal as a normal Python exception. Linux on x86_64 and aarch64, through ctypes.
"""

import ctypes
import os
import platform
import struct
import sys

# <linux/prctl.h>, <linux/seccomp.h>, <linux/filter.h>
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | 1  # the last: EPERM
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _THIRD_ARGUMENT = 0, 4, 32  # offsets into `struct seccomp_data`
_PROT_EXEC = 4

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
MAPPING = {"x86_64": (9, 10), "aarch64": (222, 226)}  # mmap and mprotect: allowed without PROT_EXEC
_AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # <linux/audit.h>


class NoFilter(Exception):
    """System calls can't be filtered here; the message says why."""


def is_available() -> bool:
    """Whether this kernel and processor can filter system calls."""
    if sys.platform != "linux" or platform.machine() not in ALLOWED:
        return False
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return any(line.startswith("Seccomp:") for line in status)
    except OSError:
        return False


def filter_system_calls() -> None:
    """From here on only `ALLOWED` works; the process must have given up new privileges before.

    Raises:
        NoFilter: the kernel refuses the filter.
    """
    machine = platform.machine()
    if machine not in ALLOWED:
        raise NoFilter(f"no list of system calls for {machine}")
    code = _instructions(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))  # struct sock_fprog
    program_buffer = ctypes.create_string_buffer(program, len(program))
    arguments = [ctypes.c_ulong(n) for n in (_SECCOMP_MODE_FILTER, ctypes.addressof(program_buffer), 0, 0)]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(ctypes.c_int(_PR_SET_SECCOMP), *arguments) != 0:
        raise NoFilter(os.strerror(ctypes.get_errno()))


def _instructions(machine: str) -> bytes:
    """The filter for one kind of processor."""
    allowed, mapping = sorted(ALLOWED[machine].values()), MAPPING[machine]
    size = len(allowed) + len(mapping)
    code = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, _AUDIT_ARCHITECTURE[machine], 1, 0),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
    ]
    # A match jumps over what is left of the list: to the last instruction, or to the look at the protection flags.
    code += [_instruction(_EQUAL, number, size - place + 3, 0) for place, number in enumerate(allowed)]
    code += [_instruction(_EQUAL, number, len(mapping) - place, 0) for place, number in enumerate(mapping)]
    code += [
        _instruction(_RETURN, _REFUSE),
        _instruction(_LOAD, _THIRD_ARGUMENT),
        _instruction(_ANY_BIT, _PROT_EXEC, 0, 1),
        _instruction(_RETURN, _REFUSE),
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)  # struct sock_filter
