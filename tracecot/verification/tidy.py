"""Code that is written as `ast.unparse` would write it: nearly all of what traces and texts hold, and known at once."""

import re

_NAME = r"(?!(?:not|await|lambda)\b)[A-Za-z_]\w*"
_INTEGER = r"(?:0|[1-9]\d{0,9})(?![\w.])"
_STRING = r"'[\w .,:;!?+*/=()-]*'"
_PART = rf"(?:{_NAME}|{_INTEGER}|{_STRING})"
_PARTS = rf"{_PART}(?:, {_PART})*"
_BEHIND = rf"(?:\.[A-Za-z_]\w*|\[{_PART}\]|\((?:{_PARTS})?\))"
_ATOM = rf"(?:(?:{_NAME}|{_STRING}){_BEHIND}*|{_INTEGER})"
_SIGN = r"(?:[-+*/%&|^<>]|\*\*|//|<<|>>|[<>=!]=|(?:not )?in|is(?: not)?)"
_TIDY = re.compile(rf"{_ATOM}(?: {_SIGN} {_ATOM})*", re.ASCII)


def is_tidy(text: str) -> bool:
    """Whether it is no Python expression, or `ast.unparse` gives it back as it is.

    >>> is_tidy("len(xs) % 2 == 0"), is_tidy("len( xs )%2"), is_tidy('"a"'), is_tidy("(x)")
    (True, False, False, False)
    """
    return _TIDY.fullmatch(text) is not None
