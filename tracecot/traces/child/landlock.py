"""Landlock: the process gives up the file system, TCP and signals to others, whatever system calls it has left.

The second wall behind the filter of system calls: a hole in one is not a hole in both. Linux from 5.13, any processor.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

# <linux/landlock.h>; these calls have the same numbers on every processor.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_RIGHTS_TO_FILES = ((5, 16), (3, 15), (2, 14), (1, 13))  # from this version on there are so many
_BIND_AND_CONNECT, _SIGNALS_AND_ABSTRACT_SOCKETS = 0b11, 0b11
_BELOW_A_PATH, _READ_FILE, _READ_FOLDER = 1, 1 << 2, 1 << 3

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))))


def rules(known: int, readable: Iterable[str]) -> int:
    """The descriptor of rules under which these files and folders may be read, and nothing else be opened.

    Args:
        known: what `version` gave.
        readable: absolute paths; a folder stands for all that is in it.

    Raises:
        OSError: the kernel refuses.
    """
    attributes = struct.pack("Q", (1 << next(bits for since, bits in _RIGHTS_TO_FILES if known >= since)) - 1)
    if known >= 4:
        attributes += struct.pack("Q", _BIND_AND_CONNECT)
    if known >= 6:
        attributes += struct.pack("Q", _SIGNALS_AND_ABSTRACT_SOCKETS)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = _asked(_CREATE_RULESET, buffer, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    for path in readable:
        _allow(ruleset, path)
    return ruleset


def give_up(ruleset: int) -> None:
    """From here on these rules hold, and what they don't allow can't be done by this process.

    Raises:
        OSError: the kernel refuses.
    """
    _asked(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))


def _allow(ruleset: int, path: str) -> None:
    """What is at the path may be read."""
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place))
        _asked(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_BELOW_A_PATH), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)


def _asked(number: int, *arguments: object) -> int:
    """What the kernel answers to a call of that number."""
    answer = int(_libc.syscall(ctypes.c_long(number), *arguments))
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer
