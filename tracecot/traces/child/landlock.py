"""Landlock: the process gives up the file system, TCP and signals to others, whatever system calls it has left.

The second wall behind the filter of system calls: a hole in one is not a hole in both. Linux from 5.13, any processor.
"""

import ctypes
import os
import struct
import sys

# <linux/landlock.h>; these calls have the same numbers on every processor.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_ASK_VERSION = 1
_RIGHTS_TO_FILES = ((5, 16), (3, 15), (2, 14), (1, 13))  # from this version on there are so many
_BIND_AND_CONNECT, _SIGNALS_AND_ABSTRACT_SOCKETS = 0b11, 0b11

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's version of Landlock; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))))


def give_up(known: int) -> None:
    """From here on no path can be opened, no port used and no other process signalled.

    Args:
        known: what `version` gave.

    Raises:
        OSError: the kernel refuses.
    """
    attributes = struct.pack("Q", (1 << next(bits for since, bits in _RIGHTS_TO_FILES if known >= since)) - 1)
    if known >= 4:
        attributes += struct.pack("Q", _BIND_AND_CONNECT)
    if known >= 6:
        attributes += struct.pack("Q", _SIGNALS_AND_ABSTRACT_SOCKETS)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    ruleset = _libc.syscall(_CREATE_RULESET, buffer, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0))
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    try:
        if _libc.syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0)) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(ruleset)
