"""Finds code that a text gives without backticks: `i=0`, `nums[2]`, `0 % 2 == 0`, `memo[2] = 2 + 1 = 3`."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tracecot.verification.code.reading import BUILTIN_NAMES, read_code
from tracecot.verification.text.tokens import Token

_OPERATORS = frozenset("+ - * / // % ** == != < <= > >= & | ^ << >> = += -= *= //= := ≤ ≥ ≠ · × ⋅".split())
_WORDS = frozenset({"in", "not"})  # operators that are English, too: taken only before code
_NO_NAMES = frozenset(
    "a an as at be by do for from get go has he if in is it me my no not of off on one or out over run see set so such "
    "the then this to up us we while with and all any else print pass return break continue".split()
)
_OPENING = frozenset({"-", "−", "**", "(", "["})  # marks with which code may begin
_KEYWORDS = frozenset("in not and or is if else for lambda None True False".split())
_LONGEST = 60  # tokens of one piece of code


def with_code(found: list[Token], text: str, names: frozenset[str]) -> list[Token]:
    """The tokens, with those joined that together are code; `names` are those that the program uses."""
    made: list[Token] = []
    place = 0
    while place < len(found):
        after = _code_from(found, place, text, names) if _may_begin(found[place], names) else place
        if after > place:
            start, end = found[place].start, found[after - 1].end
            made.append(Token("code", _python(text[start:end]), start, end))
            place = after
        else:
            made.append(found[place])
            place += 1
    return made


def _may_begin(token: Token, names: frozenset[str]) -> bool:
    """Whether code may begin with the token, as it seldom may with a word."""
    if token.sort == "word":
        return token.text in names or token.text in BUILTIN_NAMES
    return token.text in _OPENING if token.sort == "mark" else token.sort in ("number", "literal")


#: How signs of arithmetic are written in Python.
_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "≠": "!=", "·": "*", "×": "*", "⋅": "*", "−": "-"})
_EMPHASIS = re.compile(r"(?<=\s)\*\*(?=\S)|(?<=\S)\*\*$")


def _python(text: str) -> str:
    return _EMPHASIS.sub("", text).translate(_SIGNS)


def _code_from(found: list[Token], place: int, text: str, names: frozenset[str]) -> int:
    """The place behind the longest piece of code that begins here; the place itself where none does."""
    best = place
    for end in _ends(found, place, text, names):
        piece = text[found[place].start : found[end - 1].end]
        if end - place > 1 and _is_code(_python(piece)):
            best = end
    return best


def _ends(found: list[Token], place: int, text: str, names: frozenset[str]) -> Iterator[int]:
    """The places behind which an expression may end: atoms and operators take turns."""
    wants_atom, last = True, min(len(found), place + _LONGEST)
    at = place
    while at < last:
        if wants_atom:
            after = _atom(found, at, last, names)
            if after == at:
                return
            at = after
            at = _trailers(found, at, last, names)
            yield at
            wants_atom = False
        else:
            after = _operator(found, at, text)
            if after == at:
                return
            at = after
            wants_atom = True


def _atom(found: list[Token], at: int, last: int, names: frozenset[str]) -> int:
    token = found[at]
    if token.sort == "mark" and token.text in ("-", "−") and at + 1 < last and found[at + 1].start == token.end:
        return _atom(found, at + 1, last, names) if found[at + 1].sort != "mark" else at
    if token.sort == "mark" and token.text == "**" and _is_emphasised(found, at, last):
        return at + 3  # `2 * 4 = **8**`
    if token.sort in ("number", "literal"):
        return at + 1
    if token.sort == "word" and (token.text in names or token.text in BUILTIN_NAMES) and _may_be_name(found, at):
        return at + 1
    if token.sort == "mark" and token.text in ("(", "["):
        if (
            found[at + 1 : at + 2]
            and found[at + 1].text == "not"
            and found[at + 2 : at + 3]
            and found[at + 2].sort != "word"
        ):
            return at  # "-4 (not -3)" is a remark
        after = _closed(found, at, last)
        return after if _are_names(found[at:after], names) else at
    return at


def _is_emphasised(found: list[Token], at: int, last: int) -> bool:
    """Whether a number stands here between two marks of emphasis."""
    return at + 2 < last and found[at + 1].sort == "number" and found[at + 2].text == "**" and at > 0


def _are_names(inside: list[Token], names: frozenset[str]) -> bool:
    """Whether no word in brackets is mere English: "(equal, not greater)" is a remark."""
    return all(
        token.text in names or token.text in BUILTIN_NAMES or token.text in _KEYWORDS or before.text == "."
        for before, token in pairwise(inside) if token.sort == "word"
    )  # fmt: skip


def _may_be_name(found: list[Token], at: int) -> bool:
    """Words that are English, too, are names only where an operator or bracket follows at once."""
    token = found[at]
    if token.text not in _NO_NAMES:
        return True
    if at + 1 >= len(found):
        return False
    follower = found[at + 1]
    return (
        follower.text in ("=", "==", "+=", "-=")
        or (follower.text[0] in "[(" and follower.start == token.end)
        or (follower.text in _OPERATORS and follower.sort == "mark")
    )


def _trailers(found: list[Token], at: int, last: int, names: frozenset[str]) -> int:
    """Behind `.name`, `[...]` and `(...)` that stand close."""
    while at < last and found[at].start == found[at - 1].end:
        token = found[at]
        if token.sort == "mark" and token.text in ("(", "["):
            after = _closed(found, at, last)
            if after == at:
                return at
            at = after
        elif token.sort == "literal" and token.text[:1] in "[(":
            at += 1  # `memo[2]`, whose index was taken for a list
        elif token.text == "." and at + 1 < last and found[at + 1].sort == "word" and found[at + 1].start == token.end:
            at += 2
        else:
            return at
    return at


def _closed(found: list[Token], at: int, last: int) -> int:
    """Behind the bracket that closes this one."""
    depth = 0
    for place in range(at, last):
        token = found[place]
        if token.sort in ("break", "tag", "fence", "code"):
            return at
        if token.sort == "mark" and token.text in ("(", "[", "{"):
            depth += 1
        elif token.sort == "mark" and token.text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                return place + 1
    return at


_SPACED = re.compile(r"\s")


def _operator(found: list[Token], at: int, text: str) -> int:
    """Behind the operator that stands here, which may be of several marks."""
    token = found[at]
    if token.sort == "word" and token.text in _WORDS:
        two = token.text == "not"
        if two and not (at + 1 < len(found) and found[at + 1].text == "in"):
            return at
        after = at + 1 + two
        return after if after < len(found) and found[after].sort in ("literal", "word") else at
    if token.sort != "mark":
        return at
    for count in (3, 2, 1):
        pieces = found[at : at + count]
        joined = text[pieces[0].start : pieces[-1].end]
        if len(pieces) == count and joined in _OPERATORS and not _SPACED.search(joined):
            return at + count
    return at


def _is_code(text: str) -> bool:
    """Whether it says more than a name, a number or a list of words would."""
    code = read_code(text)
    return code.sort in ("E", "C", "A")
