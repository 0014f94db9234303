"""A sentence as one line that patterns can match, with the way back to its tokens."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tracecot.syntax import nodes_of
from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.executions.programs import EXCEPTIONS
from tracecot.verification.text.shapes import Shape, shape_of
from tracecot.verification.text.tokens import Piece, Sort
from tracecot.verification.wordings import VOCABULARY
from tracecot.verification.wordings.words import NUMBERS

_CONTRACTED = {"it's": "it is", "that's": "that is", "there's": "there is", "isn’t": "isn't", "let's": "let us"}
_ENGLISH = frozenset(
    "a an as at be by do for go has he if in is it me my no not of off on or out over so such the then this to up us we while with and all any else".split()
)
_LONGEST = 2_000  # tokens of a sentence that are matched; what is beyond stays unread
_SHORT = 200  # characters of a token that comes again


@dataclass(frozen=True, slots=True)
class Line:
    """The sentence encoded: each token a word, a mark, a sort's letter or `#`."""

    shape: Shape
    pieces: tuple[Piece, ...]
    codes: tuple[Code | None, ...]  # of each token that is code or a number
    last_line: int = 0  # of the function that is called, if it is a simple statement
    first_line: int = 0  # where its body begins

    @property
    def text(self) -> str:
        """The encoding."""
        return self.shape.text

    def token_at(self, offset: int) -> int:
        """The index of the token that stands at the offset."""
        return self.shape.token_at(offset)


@dataclass(frozen=True, slots=True)
class Words:
    """What the program gives a meaning of its own."""

    exceptions: frozenset[str] = frozenset()  # its own exception types
    shadowed: frozenset[str] = frozenset()  # builtins whose names it gives to something else
    variables: frozenset[str] = frozenset()  # names that it binds, which a text may give without backticks
    last_line: int = 0  # where the function that is called ends with a simple statement
    first_line: int = 0  # where its body begins
    #: That it gives values to: `balance` is `self.balance`.
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)


def encode(said: Sequence[Piece], words: Words) -> Line:
    """What a sentence is made of, as a line."""
    encoded: list[str] = []
    codes: list[Code | None] = []
    for place, token in enumerate(said[:_LONGEST]):
        sort, text = token
        if sort == "word":
            if text in words.variables or text in words.attributes:
                sort, text = _meant(said, place, words)
        elif sort == "literal" and text == "None" and not place:
            sort = "word"  # "None is 9" speaks of none of them
        read = _short_piece if len(text) <= _SHORT else _piece
        piece, code = read(sort, text, words.exceptions)
        if code is not None and (words.shadowed or words.attributes):
            piece, code = _in_program(piece, code, words)
        encoded.append(piece)
        codes.append(code)
    return Line(shape_of(encoded), tuple(said[:_LONGEST]), tuple(codes), words.last_line, words.first_line)


def _meant(said: Sequence[Piece], place: int, words: Words) -> Piece:
    """A word that is a name or an attribute of the program's, or what it stands for."""
    token = said[place]
    if _is_variable(said, place):
        return Piece("code", words.attributes.get(token.text, token.text))
    return token


def _in_program(piece: str, code: Code, words: Words) -> tuple[str, Code]:
    """The code as the program understands it, and its letter."""
    if words.attributes and code.sort == "A":
        code = replace(code, targets=tuple(_owned(target, words.attributes) for target in code.targets))
    if words.shadowed and code.node is not None:
        code = opened(code, words.shadowed)
        piece = code.sort if piece == "C" else piece
    elif words.shadowed and code.value is not None:
        targets = tuple(opened(target, words.shadowed) for target in code.targets)
        code = replace(code, targets=targets, value=opened(code.value, words.shadowed))
    return piece, code


def _owned(target: Code, attributes: Mapping[str, str]) -> Code:
    """An attribute that a text names without its owner, with it."""
    return read_code(attributes[target.norm]) if target.sort == "N" and target.norm in attributes else target


_ARTICLES = frozenset(
    "return the a an its this that each every his her their our no any some one first second third last next new".split()
)
_COUNTING = frozenset("line lines pass passes iteration round index position idx pos row step call calls".split())
_JOINING = frozenset(
    "= == := is was becomes become gets stays remains equals has holds now starts still → -> : goes drops rises grows turns "
    "contains does isn't wasn't doesn't".split()
)


_GETTING = frozenset("becomes = == gets stays remains".split())  # behind "a" they make it a name
_COMPARING = frozenset("to than equals equal exceeds == != < <= > >=".split())


def _is_variable(tokens: Sequence[Piece], place: int) -> bool:
    """Whether a word that is a name of the program's stands for it: English words do only where a value follows."""
    token = tokens[place]
    follower = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text.lower() in _ENGLISH:
        return token.text == "a" and follower is not None and follower.text in _GETTING
    joined = follower is not None and follower.text in _JOINING
    beside = follower is not None and follower.sort in ("number", "literal", "code")
    if (token.text if place else token.text.lower()) not in VOCABULARY:  # a class may be called `After`
        return joined or beside or len(token.text) > 1
    before = tokens[place - 1].text.lower() if place else ""
    if before in _COMPARING and (follower is None or follower.sort == "mark"):
        return True  # "which is not equal to target."
    # "line 4" and "pass 2" are never names
    return (joined or (beside and token.text not in _COUNTING)) and before not in _ARTICLES


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
    names = {node.id for node in nodes_of(code.node) if isinstance(node, ast.Name)}
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
