"""A sentence as one line that patterns can match, with the way back to its tokens."""

import ast
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from tracecot.verification.code import Code, read_code
from tracecot.verification.programs import EXCEPTIONS
from tracecot.verification.tokens import Sentence, Sort, Token
from tracecot.verification.wordings import NUMBERS

_CONTRACTED = {"it's": "it is", "that's": "that is", "there's": "there is", "isn’t": "isn't", "let's": "let us"}
_LONGEST = 2_000  # tokens of a sentence that are matched; what is beyond stays unread
_SHORT = 200  # characters of a token that comes again


@dataclass(frozen=True, slots=True)
class Line:
    """The sentence encoded: each token a word, a mark, a sort's letter or `#`; with its place in the encoding."""

    text: str
    starts: tuple[int, ...]  # of each token, in `text`
    tokens: tuple[Token, ...]
    codes: tuple[Code | None, ...]  # of each token that is code or a number

    def token_at(self, offset: int) -> int:
        """The index of the token that stands at the offset."""
        return bisect_right(self.starts, offset) - 1


def encode(sentence: Sentence, own_exceptions: frozenset[str], shadowed: frozenset[str] = frozenset()) -> Line:
    """The sentence as a line."""
    pieces: list[str] = []
    codes: list[Code | None] = []
    starts: list[int] = []
    at = 0
    for token in sentence.tokens[:_LONGEST]:
        read = _short_piece if len(token.text) <= _SHORT else _piece
        piece, code = read(token.sort, token.text, own_exceptions)
        if shadowed and code is not None and code.node is not None:
            code = opened(code, shadowed)
            piece = code.sort if piece == "C" else piece
        elif shadowed and code is not None and code.value is not None:
            targets = tuple(opened(target, shadowed) for target in code.targets)
            code = replace(code, targets=targets, value=opened(code.value, shadowed))
        starts.append(at)
        pieces.append(piece)
        codes.append(code)
        at += len(piece) + 1
    return Line(" ".join(pieces), tuple(starts), sentence.tokens[:_LONGEST], tuple(codes))


def _piece(sort: Sort, text: str, own_exceptions: frozenset[str]) -> tuple[str, Code | None]:
    match sort:
        case "code":
            code = read_code(text)
            if code.sort == "N" and is_exception(code.text, own_exceptions):
                return "T", code
            return ("#" if _is_number(code) else code.sort), code
        case "literal":
            code = read_code(text)
            return code.sort, code
        case "number":
            code = read_code(text.lstrip("0") if re.fullmatch(r"0\d+", text) else text)
            return "#", code
        case "word":
            return _word(text, own_exceptions)
    return text if not text.isalpha() else "?", None


_short_piece = lru_cache(16_384)(_piece)


def opened(code: Code, shadowed: frozenset[str]) -> Code:
    """The code as the program understands it: `len(list)` is open where `list` is a variable."""
    if code.sort != "C" or code.node is None:
        return code
    names = {node.id for node in ast.walk(code.node) if isinstance(node, ast.Name)}
    return replace(code, sort="E") if names & shadowed else code


def _is_number(code: Code) -> bool:
    """Whole numbers in backticks stand for numbers in prose too: `` `2` words``."""
    return code.sort == "L" and re.fullmatch(r"-?\d+", code.text) is not None


def _word(text: str, own_exceptions: frozenset[str]) -> tuple[str, Code | None]:
    lower = text.lower().replace("’", "'")
    if is_exception(text, own_exceptions):
        return "T", read_code(text)
    if lower in NUMBERS:
        return "#", read_code(str(NUMBERS[lower]))
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", lower):
        return lower, None
    return _CONTRACTED.get(lower, lower), None


_BY_NAME = re.compile(r"[A-Z]\w*(?:Error|Exception|Warning)")  # of a library's own


def is_exception(name: str, own_exceptions: frozenset[str]) -> bool:
    """Whether it is the name of an exception type."""
    return name in EXCEPTIONS or name in own_exceptions or _BY_NAME.fullmatch(name) is not None
