"""What keeps foreign code from the machine, layer by layer; docs/sandbox.md says what each gives."""

import ctypes
import os
import resource
import sys
import sysconfig
from collections.abc import Callable
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder

from tracecot.traces.child import landlock, refusals, seccomp
from tracecot.traces.child.asking import Missing
from tracecot.traces.child.namespaces import NOBODY

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9

_DENIED_PREFIXES = (
    "os.", "socket.", "subprocess.", "shutil.", "ctypes.", "mmap.", "tempfile.", "glob.", "pathlib.", "urllib.",
    "http.", "ftplib.", "smtplib.", "sqlite3.", "webbrowser.", "winreg.", "fcntl.", "pty.", "resource.", "signal.",
    "syslog.", "_thread.", "sys.settrace", "sys.setprofile", "sys.remote_exec", "code.__new__", "gc.",
)  # fmt: skip
_DENIED = frozenset(
    {"open", "sys.addaudithook", "cpython.run_command", "cpython.run_file", "marshal.loads", "pickle.find_class"}
)
_OURS = ("jail", "landlock", "namespaces", "seccomp", "zygote")
#: Modules that are not for programs to find.
_POWERFUL = (
    "ctypes", "_ctypes", "resource", "posix", "_posixsubprocess", *[f"tracecot.traces.child.{name}" for name in _OURS],
)  # fmt: skip
_ALLOWED = frozenset({"os.putenv", "os.unsetenv"})
#: What loading a module from the library takes; a path, where there is one, must lie in it.
_LOADING = frozenset({"open", "os.listdir", "marshal.loads", "code.__new__"})
_FILES_OF_A_READER = 32  # open at once

Hook = Callable[[str, tuple[object, ...]], None]

_libc = ctypes.CDLL(None, use_errno=True)


class Jail:
    """What the zygote makes ready once, so that each child has only to walk in: each page it writes costs it."""

    def __init__(self, library: str) -> None:
        """`library`: the folder that children may import from; none when empty."""
        known = landlock.version()
        self.landlock = f"landlock {known}" if known else ""
        self.rules = landlock.rules(known, _parts_of(library)) if known else None
        self.filter = seccomp.Filter(reading=bool(library)) if seccomp.is_available() else None
        self.files = _FILES_OF_A_READER if library else 0
        self.hook = _hook(library)

    def give_up_paths(self) -> None:
        """No path can be opened but those of the library, and no other process signalled."""
        if self.rules is not None:
            landlock.give_up(self.rules)

    def close_the_door(self) -> None:
        """No new file descriptors, no system calls but the listed ones; there is no way back."""
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.files, self.files))
        if self.filter is not None:
            self.filter.enter()
        sys.addaudithook(self.hook)


def layers(jail: Jail, namespaces: bool, another_user: bool) -> tuple[list[str], list[str]]:
    """What stands between a child and the machine, in words, and what is missing; the first is the one that must be."""
    found = {
        "seccomp": jail.filter is not None,
        jail.landlock or "landlock": bool(jail.landlock),
        "namespaces": namespaces,
        "another user": another_user,
        "rlimits": True,
        "audit hook": True,
    }
    return [name for name, there in found.items() if there], [name for name, there in found.items() if not there]


def bind_to_parent() -> None:
    """This process dies with its parent, gains no rights and can't be looked into."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def drop_root() -> bool:
    """From root to a user who owns nothing; false if it isn't root, or may not change."""
    if os.geteuid() != 0:
        return False
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    except OSError:  # root of a container that has no other users
        return False
    return True


class Size:
    """How much address space this process has; children ask through the same open file."""

    def __init__(self) -> None:
        self._file = os.open("/proc/self/statm", os.O_RDONLY) if sys.platform == "linux" else -1

    def bytes(self) -> int:
        """Nothing where the system doesn't tell."""
        if self._file < 0:
            return 0
        return int(os.pread(self._file, 64, 0).split()[0]) * resource.getpagesize()


def confine(memory_bytes: int, seconds: int) -> None:
    """The limits of a process that is about to run foreign code."""
    limits = (
        (resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0),
    )  # fmt: skip
    for kind, amount in limits:
        if kind != resource.RLIMIT_AS or sys.platform == "linux":  # macOS refuses it
            resource.setrlimit(kind, (amount, amount))


def library() -> str:
    """The folder of the standard library."""
    return os.path.realpath(sysconfig.get_path("stdlib"))


def _parts_of(library: str) -> list[str]:
    """What may be read of the library: not the packages that are installed inside it."""
    if not library:
        return []
    return [entry.path for entry in os.scandir(library) if not entry.name.endswith("-packages")]


def forget_imports(library: str, missing: Missing) -> bool:
    """Nothing can be imported any more but from the library, and what has power can't be found.

    False if this user can't read the library: it may lie in root's own folder.
    """
    sys.path[:] = [library] if library else []
    finders = (BuiltinImporter, FrozenImporter, PathFinder) if library else ()
    sys.meta_path[:] = [*finders, missing]
    sys.path_hooks[:] = sys.path_hooks[-1:] if library else []  # the last is the one for folders
    sys.path_importer_cache.clear()
    for name in _POWERFUL:
        sys.modules.pop(name, None)
    # The list of the library's files is made here, before the forks.
    return not library or PathFinder.find_spec("this") is not None


def _hook(library: str) -> Hook:
    """An audit hook that refuses what a pure function has no business with."""

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "import" and str(arguments[0]).rpartition(".")[2] in _POWERFUL:
            refusals.note(f"the module {arguments[0]}")
            raise ImportError(f"{arguments[0]} is not for programs", name=str(arguments[0]))
        if event not in _DENIED and (not event.startswith(_DENIED_PREFIXES) or event in _ALLOWED):
            return
        if not (library and event in _LOADING and _is_inside(library, event, arguments)):
            refusals.note(event)
            raise PermissionError(f"{event} is not allowed in the sandbox")

    return refuse


def _is_inside(library: str, event: str, arguments: tuple[object, ...]) -> bool:
    """Whether what is opened or listed, if anything, lies in the library."""
    return event not in ("open", "os.listdir") or str(arguments[0]).startswith(library + "/")
