"""What a program asked of the machine and was refused: it would have gone on differently outside."""

import sys

PROGRAM = "<program>"  # the file name of every program's code
_ABOUT_ERRORS = ("linecache.py", "warnings.py", "traceback.py", "tokenize.py")  # they look for sources, and do without

asked: list[str] = []


def note(event: str) -> None:
    """Remembers a refusal, unless it is one that the library expects while it words an error."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name == PROGRAM:
            asked.append(event)
            return
        if name.endswith(_ABOUT_ERRORS):
            return
        frame = frame.f_back  # type: ignore[assignment]
