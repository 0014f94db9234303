"""Code that is written as `ast.unparse` would write it: nearly all of what traces and texts hold, and known at once."""

import re

_NAME = r"(?!(?:not|await|lambda)\b)[A-Za-z_]\w*"
_INTEGER = r"(?:0|[1-9]\d{0,9})(?![\w.])"
_STRING = r"'(?:[\w .,:;!?+*/=()-]|\\[nt\\])*'"
_SIGN = r"(?:[-+*/%&|^<>]|\*\*|//|<<|>>|[<>=!]=|(?:not )?in|is(?: not)?)"


def _several(part: str) -> str:
    return rf"(?:{part}(?:, {part})*)?"


def _atom(inside: str, more: str = "") -> str:
    """Names, texts and numbers, with what stands behind them: attributes, indices and arguments, made of what is inside."""
    behind = rf"(?:\.[A-Za-z_]\w*|\[{inside}\]|\({_several(inside)}\))"
    return rf"(?:(?:{_NAME}|{_STRING}){behind}*|{_INTEGER}{more})"


_PART = rf"(?:{_NAME}|{_INTEGER}|{_STRING})"
_INNER = _atom(_PART)
_LIST = rf"\[{_several(_PART)}\]"
_ARGUMENT = rf"(?:-{_INTEGER}|{_LIST}|{_INNER}(?: {_SIGN} {_INNER})*)"
_OUTER = _atom(_ARGUMENT, rf"|{_LIST}")
_TIDY = re.compile(rf"{_OUTER}(?: {_SIGN} {_OUTER})*", re.ASCII)


def is_tidy(text: str) -> bool:
    """Whether it is no Python expression, or `ast.unparse` gives it back as it is.

    >>> is_tidy("len(xs) % 2 == 0"), is_tidy("len( xs )%2"), is_tidy('"a"'), is_tidy("(x)")
    (True, False, False, False)
    """
    return _TIDY.fullmatch(text) is not None
