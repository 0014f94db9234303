"""Takes apart what a text puts into one code span: `i = 0, j = 7` is two assignments."""

import ast
import re
from collections.abc import Iterator

from tracecot.syntax import parsed
from tracecot.verification.text.tokens import Token

_LONGEST = 200  # characters of a span that is looked at
_SEVERAL = re.compile(r"\w+\s*=(?!=).*,\s*\w+\s*=(?!=)")


def with_parts(found: list[Token], text: str) -> list[Token]:
    """The tokens, with spans of several assignments as one token each, and a comma between them."""
    if "," not in text or text.count("=") < 2:
        return found
    return [part for token in found for part in _parts(token, text)]


def _parts(token: Token, text: str) -> Iterator[Token]:
    keywords = _keywords(token.text) if token.sort == "code" else ()
    inside = text.find(token.text, token.start) if keywords else -1
    if inside < 0:
        yield token
        return
    for number, keyword in enumerate(keywords):
        start, end = inside + keyword.col_offset - 2, inside + (keyword.end_col_offset or 0) - 2
        if number:
            yield Token("mark", ",", start - 1, start)
        is_last = number == len(keywords) - 1
        said = text[start:end]
        yield Token("code", said, start if number else token.start, token.end if is_last else end)


def _keywords(code: str) -> tuple[ast.keyword, ...]:
    """The assignments, as the arguments by name that they would be in a call."""
    if len(code) > _LONGEST or not code.isascii() or _SEVERAL.match(code) is None:
        return ()
    try:
        node = parsed(f"f({code})", "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    match node:
        case ast.Expression(body=ast.Call(args=[], keywords=[_, _, *_] as keywords)) if all(
            one.arg for one in keywords
        ):
            return tuple(keywords)
    return ()
