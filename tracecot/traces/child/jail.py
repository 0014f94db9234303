"""What keeps foreign code from the machine, layer by layer; docs/sandbox.md says what each gives."""

import ctypes
import os
import resource
import sys

from tracecot.traces.child import seccomp

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9
NOBODY = 65534

_DENIED_PREFIXES = (
    "os.", "socket.", "subprocess.", "shutil.", "ctypes.", "mmap.", "tempfile.", "glob.", "pathlib.", "urllib.",
    "http.", "ftplib.", "smtplib.", "sqlite3.", "webbrowser.", "winreg.", "fcntl.", "pty.", "resource.", "signal.",
    "syslog.", "_thread.", "sys.settrace", "sys.setprofile", "sys.remote_exec", "code.__new__", "gc.",
)  # fmt: skip
_DENIED = frozenset(
    {"open", "sys.addaudithook", "cpython.run_command", "cpython.run_file", "marshal.loads", "pickle.find_class"}
)
_ALLOWED = frozenset({"os.putenv", "os.unsetenv"})

_libc = ctypes.CDLL(None, use_errno=True)


def bind_to_parent() -> None:
    """This process dies with its parent, gains no rights and can't be looked into."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def drop_root() -> None:
    """From root to a user who owns nothing."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def address_space() -> int:
    """The bytes of address space that this process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def confine(memory_bytes: int, seconds: int) -> None:
    """The limits of a process that is about to run foreign code."""
    limits = (
        (resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0),
    )  # fmt: skip
    for kind, amount in limits:
        resource.setrlimit(kind, (amount, amount))


def close_the_door() -> None:
    """No new file descriptors, no imports from files, and no way to what the audit hook knows; there is no way back."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if seccomp.is_available():
        seccomp.filter_system_calls()
    sys.meta_path.clear()
    sys.path.clear()
    sys.path_hooks.clear()
    for name in (
        "ctypes",
        "_ctypes",
        "resource",
        "posix",
        "tracecot.traces.child.jail",
        "tracecot.traces.child.seccomp",
    ):
        sys.modules.pop(name, None)
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses what a pure function has no business with."""
    if event in _DENIED or (event.startswith(_DENIED_PREFIXES) and event not in _ALLOWED):
        raise PermissionError(f"{event} is not allowed in the sandbox")
