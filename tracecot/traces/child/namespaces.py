"""Namespaces: no network, process numbers and mounts of its own, and a root folder with nothing in it.

Some systems allow them and some don't; some allow the first step and refuse the next, which leaves a process unusable.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path
from typing import NoReturn

# <linux/sched.h>, <sys/mount.h>, <linux/capability.h>
_USER, _NETWORK, _IPC, _PIDS, _MOUNTS = 0x10000000, 0x40000000, 0x08000000, 0x20000000, 0x00020000
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_EXECUTING, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = (
    1, 2, 4, 8, 1 << 5, 1 << 12, 1 << 14, 1 << 18,
)  # fmt: skip
_HARMLESS = _NO_SETUID | _NO_DEVICES | _NO_EXECUTING
_SAME_FLAGS = 1024 | 2048  # no access times: the same bits in `statvfs` and in `mount`, and locked in a user namespace
_CAPABILITIES_VERSION = 0x20080522

_NEW_ROOT = "/proc"  # a folder that every system has, and nobody looks below it for a library
NOBODY = 65534

_libc = ctypes.CDLL(None, use_errno=True)


class Halfway(Exception):
    """The system allowed the first step and refused another; the message says which."""


def leave() -> bool:
    """Into namespaces of its own, as the first process there; false where the system doesn't allow it.

    Raises:
        Halfway: what came after the first step was refused.
    """
    if sys.platform != "linux":
        return False
    user, group = os.geteuid(), os.getegid()
    apart = _NETWORK | _IPC | _PIDS | _MOUNTS
    if user != 0 or _libc.unshare(apart) != 0:
        if _libc.unshare(_USER | apart) != 0:
            return False
        _be_nobody(user, group)
    _be_the_first()
    return True


def _be_nobody(user: int, group: int) -> None:
    """In a user namespace: the user keeps their rights under another name."""
    try:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{NOBODY} {user} 1"),
            ("gid_map", f"{NOBODY} {group} 1"),
        ):
            Path("/proc/self", name).write_text(text, encoding="ascii")
    except OSError as error:
        raise Halfway(f"a name in the user namespace: {error}") from None


def _be_the_first() -> None:
    """Process numbers change for children alone: a child goes on, and this process waits for its end."""
    try:
        process = os.fork()
    except OSError as error:
        raise Halfway(f"a process with a number of its own: {error}") from None
    if process:
        _wait_for(process)


def _wait_for(process: int) -> NoReturn:
    os.closerange(0, 1 << 16)  # who reads from the other process must see its end
    _, status = os.waitpid(process, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def empty_the_root(library: str) -> None:
    """The root becomes an empty folder that nobody can write to, with the library in it (if one is given) to read.

    Raises:
        Halfway: the system refuses it.
    """
    _mount(None, "/", None, _RECURSIVE | _PRIVATE)
    _mount("none", _NEW_ROOT, "tmpfs", _HARMLESS, "mode=755,size=1m")
    if library:
        _show(library)
    _mount(None, _NEW_ROOT, None, _REMOUNT | _BIND | _READ_ONLY | _HARMLESS)
    try:
        os.chdir(_NEW_ROOT)
        os.chroot(".")
    except OSError as error:
        raise Halfway(f"another root: {error}") from None


def _show(library: str) -> None:
    """The library under the new root, without the packages that are installed inside it."""
    shown = Path(_NEW_ROOT + library)
    kept = os.statvfs(library).f_flag & (_READ_ONLY | _HARMLESS | _SAME_FLAGS)
    shown.mkdir(parents=True)
    _mount(library, str(shown), None, _BIND | _RECURSIVE)
    _mount(None, str(shown), None, _REMOUNT | _BIND | _READ_ONLY | _HARMLESS | kept)
    for folder in shown.glob("*-packages"):
        _mount("none", str(folder), "tmpfs", _READ_ONLY | _HARMLESS, "mode=755,size=4k")


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    texts = [None if text is None else text.encode() for text in (source, target, kind)]
    if _libc.mount(*texts, ctypes.c_ulong(flags), options.encode()) != 0:
        raise Halfway(f"a mount on {target}: {os.strerror(ctypes.get_errno())}")


def give_up_rights() -> None:
    """A user namespace gives its first process all rights in it; from here on it has none."""
    if sys.platform == "linux":
        header = ctypes.create_string_buffer(struct.pack("Ii", _CAPABILITIES_VERSION, 0))
        _libc.capset(header, ctypes.create_string_buffer(24))
