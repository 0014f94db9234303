"""Exceptions of the program: where they began and what they say, without running the program's code."""

import builtins
from types import TracebackType

from tracecot.canonical import SCALAR_TYPES, ids
from tracecot.traces.child.recorder import position_of
from tracecot.traces.child.render import Renderer

_arguments = BaseException.__dict__["args"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__
_mro = type.__dict__["__mro__"].__get__
_members = type.__dict__["__dict__"].__get__

_SCALARS = ids(SCALAR_TYPES)
_BUILTIN = ids(each for each in vars(builtins).values() if isinstance(each, type))

Position = tuple[int, int, int, int]


def message_of(error: BaseException, renderer: Renderer) -> str:
    """What `str(error)` gives where that is C code on plain arguments; else the arguments' texts."""
    given = _arguments(error)
    if type(given) is tuple and _SCALARS.issuperset(map(id, map(type, given))) and not _has_own_text(type(error)):
        return _plain_message(error)
    texts = [each if type(each) is str else str(renderer.value(each)[1]) for each in given]
    return ", ".join(texts)


def _plain_message(error: BaseException) -> str:
    try:
        return str(error)
    except ValueError:  # an int with more digits than Python writes
        return ""


def _has_own_text(kind: type) -> bool:
    """Whether the program's class says itself how it is written."""
    for each in _mro(kind):
        if id(each) in _BUILTIN:
            return False
        if "__str__" in _members(each) or "__repr__" in _members(each):
            return True
    return False


def origin_of(error: BaseException, filename: str) -> Position | None:
    """Where in the program's code the exception began: the last entry of the traceback that lies in it."""
    traceback: TracebackType | None = _traceback(error)
    last = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            last = traceback
        traceback = traceback.tb_next
    if last is None:
        return None
    exact = position_of(last.tb_frame.f_code, last.tb_lasti)
    return exact or (last.tb_lineno, 0, last.tb_lineno, 0)
