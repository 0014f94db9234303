"""The shape of a program: what is left of it without identifiers and literals, as tokens and as shingles of tokens."""

import ast
import builtins
import io
import tokenize
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tracecot.sources.records import PROGRAMS_AT_HAND
from tracecot.splits.normal_form import stripped

SHINGLE = 5  # tokens: about one operation with its operands
WORDS = 5  # of a text in one shingle
#: What is shorter has its shape in common with much that it has nothing to do with: `return x + 1`.
LEAST_SHINGLES = 30

_KEPT_NAMES = frozenset(vars(builtins)) | {"self", "cls"}
_LAYOUT = {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.ENDMARKER}
_BLOCKS = {tokenize.INDENT: "{", tokenize.DEDENT: "}"}
_LITERALS = {tokenize.NUMBER, tokenize.STRING}
_SEPARATOR = "\x1f"


def shape(code: str, *, literals: bool = False) -> tuple[str, ...]:
    r"""The tokens of the code; a name of its own is `N`, a number `0`, a text `S`; or as they are.

    Builtins, attributes and keywords stay: they say what is done. Docstrings and annotations are gone.

    >>> shape("def f(x: int):\n    return len(x) + 2")
    ('def', 'N', '(', 'N', ')', ':', 'return', 'len', '(', 'N', ')', '+', '0')

    Code that doesn't parse has no shape.
    """
    try:
        return tuple(_tokens(_plain(code), literals))
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        return ()


@lru_cache(maxsize=PROGRAMS_AT_HAND)
def _plain(code: str) -> str:
    """The code without comments, docstrings and annotations; several searches look at the same programs."""
    return ast.unparse(stripped(ast.parse(code)))


def _tokens(plain: str, literals: bool) -> Iterator[str]:
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(plain).readline):
        if token.type in _LAYOUT:
            continue
        yield token.string if literals and token.type in _LITERALS else _abstracted(token, before)
        before = token.string


def code_tokens(plain: str) -> Iterator[str]:
    r"""The tokens as they are, with marks for where a block begins and ends.

    >>> list(code_tokens("if x:\n    y = 1"))
    ['if', 'x', ':', '{', 'y', '=', '1', '}']
    """
    for token in tokenize.generate_tokens(io.StringIO(plain).readline):
        if token.type in _BLOCKS:
            yield _BLOCKS[token.type]
        elif token.type not in _LAYOUT:
            yield token.string


def _abstracted(token: tokenize.TokenInfo, before: str) -> str:
    if token.type == tokenize.NUMBER:
        return "0"
    if token.type == tokenize.STRING:
        return "S"
    if token.type == tokenize.NAME and before != "." and not _tells(token.string):
        return "N"
    return token.string


def _tells(name: str) -> bool:
    """Whether the name says what is done: a keyword or a builtin."""
    return name in _KEPT_NAMES or name in _KEYWORDS


_KEYWORDS = frozenset(
    "and as assert async await break class continue def del elif else except finally for from global if import in is "
    "lambda nonlocal not or pass raise return try while with yield True False None match case".split()
)


def shingles(tokens: Iterable[str], size: int = SHINGLE) -> frozenset[str]:
    """Every run of so many tokens; the whole where there are fewer."""
    listed = list(tokens)
    if len(listed) <= size:
        return frozenset([_SEPARATOR.join(listed)] if listed else [])
    return frozenset(map(_SEPARATOR.join, zip(*(listed[start:] for start in range(size)), strict=False)))
