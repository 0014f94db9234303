"""What keeps foreign code from the machine, layer by layer; docs/sandbox.md says what each gives."""

import ctypes
import os
import resource
import sys

from tracecot.traces.child import landlock, seccomp

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9
NOBODY = 65534
#: Asked once, at the start: a child that asked for itself, with no files left to ask, would go on without the filter.
FILTERS = seccomp.is_available()
_NEW_USER, _NEW_NETWORK, _NEW_IPC, _NEW_NAMES = 0x10000000, 0x40000000, 0x08000000, 0x04000000  # <linux/sched.h>

_DENIED_PREFIXES = (
    "os.", "socket.", "subprocess.", "shutil.", "ctypes.", "mmap.", "tempfile.", "glob.", "pathlib.", "urllib.",
    "http.", "ftplib.", "smtplib.", "sqlite3.", "webbrowser.", "winreg.", "fcntl.", "pty.", "resource.", "signal.",
    "syslog.", "_thread.", "sys.settrace", "sys.setprofile", "sys.remote_exec", "code.__new__", "gc.",
)  # fmt: skip
_DENIED = frozenset(
    {"open", "sys.addaudithook", "cpython.run_command", "cpython.run_file", "marshal.loads", "pickle.find_class"}
)
_OURS = ("jail", "landlock", "seccomp", "zygote")
#: Modules that are not for programs to find.
_POWERFUL = (
    "ctypes", "_ctypes", "resource", "posix", "_posixsubprocess", *[f"tracecot.traces.child.{name}" for name in _OURS],
)  # fmt: skip
_ALLOWED = frozenset({"os.putenv", "os.unsetenv"})

_libc = ctypes.CDLL(None, use_errno=True)


def bind_to_parent() -> None:
    """This process dies with its parent, gains no rights and can't be looked into."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def leave_namespaces() -> bool:
    """Into a network without interfaces, and without anybody to share memory with; not every system allows it."""
    if sys.platform != "linux":
        return False
    apart = _NEW_NETWORK | _NEW_IPC | _NEW_NAMES
    if os.geteuid() == 0 and _libc.unshare(apart) == 0:
        return True
    return bool(_libc.unshare(_NEW_USER | apart) == 0)


def drop_root() -> None:
    """From root to a user who owns nothing."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def layers(namespaces: bool) -> list[str]:
    """What stands between a child and the machine, in words; the first is the one that must be there."""
    known = landlock.version()
    found = {
        "seccomp": FILTERS,
        f"landlock {known}": known > 0,
        "namespaces": namespaces,
        "another user": os.geteuid() == NOBODY,
        "rlimits": True,
        "audit hook": True,
    }
    return [name for name, is_there in found.items() if is_there]


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
    if known := landlock.version():
        landlock.give_up(known)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if FILTERS:
        seccomp.filter_system_calls()
    sys.meta_path.clear()
    sys.path.clear()
    sys.path_hooks.clear()
    for name in _POWERFUL:
        sys.modules.pop(name, None)
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses what a pure function has no business with."""
    if event in _DENIED or (event.startswith(_DENIED_PREFIXES) and event not in _ALLOWED):
        raise PermissionError(f"{event} is not allowed in the sandbox")
