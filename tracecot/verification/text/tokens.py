"""A text as tokens: code spans, literals and numbers in prose, words, marks; each with its place. Linear in the text."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal, NamedTuple

from tracecot.values import NotPlain, read_value

Sort = Literal["code", "fence", "literal", "number", "word", "mark", "tag", "break"]


class Token(NamedTuple):
    """A piece of the text; `text` is what it holds, without backticks."""

    sort: Sort
    text: str
    start: int
    end: int


#: A token of these four, by a third of what `Token(...)` costs: a text has hundreds.
new_token: Callable[[tuple[Sort, str, int, int]], Token] = partial(tuple.__new__, Token)


class Piece(NamedTuple):
    """What a token is, wherever it stands."""

    sort: Sort
    text: str


new_piece: Callable[[tuple[Sort, str]], Piece] = partial(tuple.__new__, Piece)
LONGEST_LITERAL = 4_000  # characters of a container in prose
_RUN = re.compile(r"`+")
#: Most of a text; what may be a quote or an abbreviation is left to those below.
_LETTERS = r"(?P<letters>(?![rb]['\"]|[ie]\.)[^\W\d]\w*(?:['’][^\W\d]+)?)"
_CODE = r"|(?P<code>(?<!`)`(?!`)[^`]*`(?!`))"
_SIGN = r"|(?P<sign>[,:;)]|\.(?!\.))"  # the marks that are most of all
_TAG = r"|(?P<tag>\[/?(?:ANSWER|THOUGHT|PYTHON)\]|</?(?:think|thinking|thought|answer|reasoning)>)"
_QUOTE = r"|(?P<quote>(?<![\w'\"])[rb]?['\"])"
_OTHERS = (
    r"|(?P<open>[\[{(])"
    r"|(?P<number>(?:(?<![\w.)\]])-)?(?:0[xob][0-9a-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w]))"
    r"|(?P<ordinal>\d+(?:st|nd|rd|th)\b)"
    r"|(?P<break>\n[ \t]*(?:(?:[-*+•]|\d+[.)])[ \t]+|#+[ \t]+|>[ \t]?)*)"
    r"|(?P<abbreviation>i\.e\.|e\.g\.)"
    r"|(?P<word>[^\W\d]\w*(?:['’][^\W\d]+)?|\d+\w+)"
    r"|(?P<mark>`+|\*\*|__|->|=>|→|[<>=!]=|…|\.{3}|[^\w\s])"
)
_START = r"(?P<start>\A(?:[-*+•]|\d+[.)]|#+)[ \t]+)|"  # of a list, or a heading, with which the text begins
_NO_BLANK = r"(?=[\S\n])"  # so that blanks are passed without trying everything on them
_PIECE = re.compile(f"{_NO_BLANK}(?:{_START}{_LETTERS}{_CODE}{_SIGN}{_TAG}{_QUOTE}{_OTHERS})")
_NO_QUOTE = re.compile(f"{_START}{_LETTERS}{_TAG}{_OTHERS}")  # where a quotation mark opens nothing
_QUOTING = re.compile(r"\\.|['\"]")  # what a backslash escapes closes nothing
_CONSTANTS = {"True", "False", "None"}
#: What the pattern's groups are called elsewhere.
_SORTS: dict[str, Sort] = {
    "number": "number", "tag": "tag", "break": "break", "start": "break", "ordinal": "word", "abbreviation": "word", "mark": "mark",
    "sign": "mark", "letters": "word", "word": "word", "code": "code",
}  # fmt: skip


def tokens(text: str) -> list[Token]:
    """The tokens of the text, in order."""
    closings = Closings(text)
    if "``" not in text:
        return _walked(text, 0, len(text), closings)
    found: list[Token] = []
    position = 0
    for span in code_spans(text):
        found += _walked(text, position, span.start, closings)
        found.append(span)
        position = span.end
    return found + _walked(text, position, len(text), closings)


def code_spans(text: str) -> Iterator[Token]:
    """What stands between runs of equally many backticks."""
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(index)
    index = 0
    while index < len(runs):
        start, inside = runs[index]
        peers = by_length[inside - start]
        place = bisect_right(peers, index)
        if place == len(peers):
            index += 1  # nobody closes it: its backticks are marks of the prose
            continue
        closing, end = runs[peers[place]]
        yield _span(text, start, inside, closing, end)
        index = peers[place] + 1


def _span(text: str, start: int, inside: int, closing: int, end: int) -> Token:
    content = text[inside:closing]
    if inside - start >= 3 and "\n" in content:
        return Token("fence", content.partition("\n")[2], start, end)
    return Token("code", _inside(content), start, end)


def _inside(content: str) -> str:
    """What backticks hold, without the blanks that keep it apart from them."""
    is_padded = len(content) > 2 and content[0] == content[-1] == " " and content.strip()
    return content[1:-1] if is_padded else content


class Closings:
    """Where what is opened may be closed, found in one walk over the text when it is first asked; seldom is it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._brackets: dict[int, int] | None = None
        self._quotes: dict[str, list[int]] | None = None

    def of_bracket(self, start: int) -> int:
        """The place behind the bracket that closes the one at `start`; -1 where none does."""
        if self._brackets is None:
            self._brackets = _brackets(self._text)
        return self._brackets.get(start, -1)

    def of_quote(self, start: int, end: int) -> int:
        """The place behind the mark that closes the one at `start`, on its line and before `end`; -1 where none does."""
        if self._quotes is None:
            self._quotes = _quotes(self._text)
        places = self._quotes[self._text[start]]
        place = bisect_right(places, start)
        if place == len(places) or places[place] >= min(end, start + LONGEST_LITERAL):
            return -1
        closing = places[place]
        followed = closing + 1 < end and _WORD.match(self._text, closing + 1) is not None
        return -1 if followed or self._text.find("\n", start, closing) >= 0 else closing + 1


_WORD = re.compile(r"\w")


def _quotes(text: str) -> dict[str, list[int]]:
    """Of each quotation mark the places where it isn't escaped."""
    found: dict[str, list[int]] = {"'": [], '"': []}
    for match in _QUOTING.finditer(text):
        if match.group() in found:
            found[match.group()].append(match.start())
    return found


def _brackets(text: str) -> dict[int, int]:
    """Where each opening bracket is closed, by counting alone."""
    pairs: dict[int, int] = {}
    open_: list[tuple[str, int]] = []
    closers = {"]": "[", "}": "{", ")": "("}
    for match in re.finditer(r"[\[\](){}\n]", text):
        sign = match.group()
        if sign == "\n":
            open_.clear()
        elif sign in closers:
            if open_ and open_[-1][0] == closers[sign]:
                pairs[open_.pop()[1]] = match.end()
        else:
            open_.append((sign, match.start()))
    return pairs


def _walked(text: str, start: int, end: int, closings: Closings) -> list[Token]:
    """The tokens of a stretch in which code stands between single backticks, if at all."""
    found: list[Token] = []
    position = start
    tried = start  # brackets before this place stand inside one that was tried in vain
    border = -1  # where the next code span begins, as far as somebody asked
    while position < end:
        for match in _PIECE.finditer(text, position, end):
            if match.lastgroup in _OPENING:
                break
            found.append(_piece(match))
        else:
            return found
        if border <= match.start():  # it was passed: no bracket before it is open any more
            border, tried = _next_code(text, match.end(), end), match.start()
        if match.lastgroup == "quote":
            found.append(_quoted(text, match, border, closings))
        else:
            token, tried = _bracket(text, match, border, closings, tried)
            found.append(token)
        position = found[-1].end
    return found


_OPENING = frozenset({"quote", "open"})  # what may open a literal
_ANY_CODE = re.compile(_CODE.removeprefix("|"))


def _next_code(text: str, start: int, end: int) -> int:
    """Where the next code span of the stretch begins; its end where there is none."""
    match = _ANY_CODE.search(text, start, end)
    return end if match is None else match.start()


def _quoted(text: str, match: re.Match[str], end: int, closings: Closings) -> Token:
    """The string that is opened here, or what stands here where none is."""
    start, inside = match.span()
    closed = closings.of_quote(inside - 1, end)
    if closed >= 0:
        return Token("literal", text[start:closed], start, closed)
    other = _NO_QUOTE.match(text, start, end)
    assert other is not None  # a quotation mark is a mark at least
    return _piece(other)


def _bracket(text: str, match: re.Match[str], end: int, closings: Closings, tried: int) -> tuple[Token, int]:
    """The container that is opened here, or the bracket as a mark; and which brackets were tried in vain by now."""
    start, inside = match.span()
    closed = closings.of_bracket(start)
    if start >= tried and start < closed <= end and _is_literal(text, start, closed):
        return Token("literal", text[start:closed], start, closed), tried
    sign = text[start]
    return Token("mark", sign, start, inside), tried if sign == "(" else max(tried, closed)


def _is_literal(text: str, start: int, end: int) -> bool:
    """Whether the brackets hold plain data; round ones need a comma, since prose has round brackets too."""
    inside = text[start:end]
    if len(inside) > LONGEST_LITERAL or (inside[0] == "(" and "," not in inside):
        return False
    try:
        read_value(inside)
    except NotPlain:
        return False
    return inside[0] != "(" or not any(character.isalpha() for character in re.sub(r"'[^']*'|\"[^\"]*\"", "", inside))


def _piece(match: re.Match[str]) -> Token:
    sort, text = _SORTS[match.lastgroup or ""], match.group()
    if sort == "word":
        sort = "literal" if text in _CONSTANTS else sort
    elif sort == "code":
        text = _inside(text[1:-1])
    elif sort == "number":
        text = text.replace("_", "")
    return new_token((sort, text, match.start(), match.end()))
