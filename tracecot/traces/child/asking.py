"""What asks the machine without an audit event: from here on it notes itself as a refusal, and does what it did."""

import functools
import os
import platform
import shutil
import signal
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from importlib.machinery import all_suffixes
from pathlib import Path
from types import ModuleType
from typing import Any

from tracecot.traces.child import refusals

#: Files, folders, descriptors and processes: the sandbox holds none, and says no or nothing.
_REFUSED = {
    os: (
        "stat lstat access readlink getcwd getcwdb statvfs pipe pipe2 dup dup2 openpty memfd_create eventfd getppid "
        "getpgid getpgrp getsid getpriority getgroups getlogin getloadavg nice umask cpu_count sched_getaffinity "
        "mkfifo mknod sched_getscheduler sched_getparam getresuid getresgid getxattr listxattr"
    ),
    signal: "alarm setitimer pause sigwait sigtimedwait sigwaitinfo pthread_kill",
    threading: "_start_new_thread _start_joinable_thread",
    sys.modules["_thread"]: "start_new_thread start_new start_joinable_thread",
}
#: What the library asks for by itself where no answer of its shows it: noted where the program asks.
_OWN = {os: "getpid uname getuid geteuid getgid getegid", platform: "node uname"}
#: The time, where none is given: how many arguments say that one is.
_CLOCKS = {"localtime": 1, "gmtime": 1, "ctime": 1, "asctime": 1, "strftime": 2}

_UNSEEN = frozenset({"test", "tests", "idlelib", "turtledemo", "__pycache__"})  # folders of the library


def note_requests() -> None:
    """Puts what notes itself in the place of each of these functions."""
    for noted, is_own in ((_REFUSED, False), (_OWN, True)):
        for module, names in noted.items():
            for name in names.split():
                if hasattr(module, name):
                    setattr(module, name, _noting(module, name, is_own))
    for name, needed in _CLOCKS.items():
        setattr(time, name, _clock(name, needed))
    shutil.which = _noting(shutil, "which", is_own=False)


def _noting(module: ModuleType, name: str, is_own: bool) -> Callable[..., Any]:
    asking = getattr(module, name)

    @functools.wraps(asking)
    def noting(*given: Any, **named: Any) -> Any:
        if not is_own or sys._getframe(1).f_code.co_filename == refusals.PROGRAM:
            refusals.note(f"{module.__name__}.{name}")
        return asking(*given, **named)

    return noting


def _clock(name: str, needed: int) -> Callable[..., Any]:
    asking = getattr(time, name)

    @functools.wraps(asking)
    def noting(*given: Any) -> Any:
        if len(given) < needed or given[-1] is None:
            refusals.note("the time")
        return asking(*given)

    return noting


class Missing:
    """The last to be asked for a module: one that Python has and the sandbox hasn't is a refusal."""

    def __init__(self) -> None:
        """The library is looked through once, while it can be read."""
        self.names = _names_of(Path(sysconfig.get_path("stdlib")))

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Notes the refusal."""
        if name in self.names:
            refusals.note(f"the module {name}")


def _names_of(library: Path) -> frozenset[str]:
    """The dotted names of all modules of the library."""
    suffixes = tuple(all_suffixes())
    names = set(sys.builtin_module_names)
    for folder, folders, files in os.walk(library):
        parts = Path(folder).relative_to(library).parts
        before = ".".join(part for part in parts if part != "lib-dynload")
        folders[:] = [
            each for each in folders if (each.isidentifier() and each not in _UNSEEN) or each == "lib-dynload"
        ]
        modules = [file.partition(".")[0] for file in files if file.endswith(suffixes)]
        names.update(f"{before}.{module}".lstrip(".") for module in modules if module != "__init__")
        names.update(f"{before}.{each}".lstrip(".") for each in folders if each != "lib-dynload")
    return frozenset(names)
