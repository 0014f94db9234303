"""Says in a sentence what the machine refused: which file, why, and the way out."""

import errno
import os
import sys

_WAYS_OUT = {
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS),
        "give yourself the right to it, or set TRACECOT_HOME to a folder that is yours",
    ),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "a folder is needed there; move the file, or set TRACECOT_HOME"),
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "make room on the disk, or write somewhere else"),
    errno.EMFILE: "too many files are open; raise `ulimit -n`",
    errno.ENOENT: "something took it away meanwhile, or TRACECOT_HOME names a folder that isn't there",
}


def told(error: OSError) -> str:
    """The sentence."""
    file = error.filename if error.filename is not None else "the output (--out, or standard output)"
    path = os.fsdecode(file) if isinstance(file, str | bytes | os.PathLike) else str(file)
    why = error.strerror or str(error) or type(error).__name__
    way_out = _WAYS_OUT.get(error.errno or 0, "")
    return f"{path}: {why}{f'; {way_out}' if way_out else ''}"


def is_reader_gone(error: OSError) -> bool:
    """Whether nobody reads what is written any more, as in `tracecot trace ... | head -1`."""
    return error.errno == errno.EPIPE


def give_up_output() -> None:
    """Lets go of what standard output holds and can't write: the interpreter would try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
