"""Finds Markdown tables in a text, and reads their cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.values import NotPlain, canonical_text
from tracecot.verification.code.reading import BUILTIN_NAMES, Code, read_code

_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"(?:`[^`\n]*`|\\\||[^|\n])*")
_COUNTING = re.compile(
    r"(?:the )?(?:pass|iteration|iter|round|step|no|nr|turn|time|visit)\.?(?: ?(?:number|no\.?|#))?|#", re.I
)
_PASSES = re.compile(r"(?:the )?(?:pass|iteration|round)\b", re.I)
_EMPHASIS = re.compile(r"(`[^`\n]*`)|\*")  # outside code, where it is a sign
_ARROW = re.compile(r"\s*(?:->|→|=>|⇒)\s*")
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "...", "…", "none yet", "/", "unchanged", "same"})
_DASHES = frozenset({"-", "–", "—", "n/a"})
_MOMENTS = {
    "before": "before", "old": "before", "after": "after", "new": "after", "at end": "after", "start": "before",
    "afterwards": "after", "final": "after",
}  # fmt: skip


#: What a header may say beside code that is still its subject: `` value of `x` after the pass ``.
_BESIDE = re.compile(
    rf"\b(?:{'|'.join(_MOMENTS)}|value|values|state|contents?|of|the|this|that|current|is|at|in|name|result|pass|iteration|"
    r"round|loop|step|line|end|begin\w*|true|holds|now|then|variable|list|dict|string|\d+)\b|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says of what its column is about."""

    start: int
    end: int
    subject: Code  # the column's name or expression
    values: tuple[Code, ...]  # one, or those that an arrow joins
    bare: str  # the cell as it stands: a text that nobody quoted
    when: str = ""  # "before" or "after" the pass, where the header says so


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the pass that it is about, if it has a number, its cells, and stretches of prose."""

    start: int
    end: int
    number: int | None
    cells: tuple[Cell, ...]
    prose: tuple[tuple[int, int], ...] = ()  # cells whose column is no code
    others: tuple[Cell, ...] = ()  # values in columns that are named in words, and dashes, which have no values
    of_loop: bool = False  # the number counts passes, by the header's word
    dashes: tuple[Cell, ...] = ()  # cells that say that nothing happened to what their column is about


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header."""

    start: int
    end: int
    rows: tuple[Row, ...]


def tables(text: str, names: frozenset[str]) -> list[Table]:
    """The tables of the text; `names` are those of the program, which headers may give without backticks."""
    return [table for lines in _blocks(text) if (table := _table(text, lines, names)) is not None]


def without(text: str, found: list[Table]) -> str:
    """The text with its tables blanked: all else keeps its place."""
    for table in found:
        text = text[: table.start] + re.sub(r"[^\n]", " ", text[table.start : table.end]) + text[table.end :]
    return text


def _blocks(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of lines that stand between bars."""
    block: list[re.Match[str]] = []
    for match in _ROW.finditer(text):
        if block and match.start() != block[-1].end() + 1:
            yield block
            block = []
        block.append(match)
    if block:
        yield block


def _table(text: str, lines: list[re.Match[str]], names: frozenset[str]) -> Table | None:
    if len(lines) < 3 or not _RULE.fullmatch(lines[1].group()):
        return None
    headers = [_header(text[start:end], names) for start, end in _cells(lines[0])]
    rows = tuple(_row(text, line, headers) for line in lines[2:])
    return Table(lines[0].start(), lines[-1].end(), rows)


def _cells(line: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the cells stand, without the blanks around them."""
    position, end = line.start(1), line.end(1)
    text = line.string
    while position <= end:
        match = _CELL.match(text, position, end)
        assert match is not None
        inside = match.group()
        first = match.start() + len(inside) - len(inside.lstrip())
        yield first, max(first, match.end() - (len(inside) - len(inside.rstrip())))
        position = match.end() + 1


@dataclass(frozen=True, slots=True)
class _Header:
    subject: Code | None = None
    counts: bool = False
    when: str = ""
    words: str = ""  # of a column that is no code
    of_loop: bool = False


def _header(text: str, names: frozenset[str]) -> _Header:
    bare = _EMPHASIS.sub(r"\1", text).strip().rstrip("?").strip()
    quoted = re.search(r"`([^`]+)`", bare)
    around = re.sub(r"`[^`]+`", " ", bare).lower()
    when = next((moment for word, moment in _MOMENTS.items() if re.search(rf"\b{word}\b", around)), "")
    if quoted and not _BESIDE.sub("", around).strip():
        return _Header(read_code(quoted.group(1)), when=when)
    if quoted:
        return _Header(words=bare.lower())
    for word, moment in _MOMENTS.items():
        if (match := re.fullmatch(rf"(?:(.+?)[ (]+{word}(?: \w+)*\)?|{word} (.+?)|)", bare, re.I)) and match.group(0):
            inner = _header(match.group(1) or match.group(2) or "", names)
            return _Header(inner.subject, when=moment)
    code = read_code(bare)
    if (
        bare not in BUILTIN_NAMES
        and code.node is not None
        and not code.is_value
        and _names_in(bare) <= names | {"len", "sum", "max", "min", "not", "in", "and", "or", "is"}
    ):
        return _Header(code)
    counts = bool(_COUNTING.fullmatch(bare))
    return _Header(counts=counts, words=bare.lower(), of_loop=counts and _PASSES.match(bare) is not None)


def _names_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d]\w*", re.sub(r"'[^']*'|\"[^\"]*\"", "", text)))


def _row(text: str, line: re.Match[str], headers: list[_Header]) -> Row:
    number: int | None = None
    cells: list[Cell] = []
    others: list[Cell] = []
    prose: list[tuple[int, int]] = []
    dashes: list[Cell] = []
    for header, (start, end) in zip(headers, _cells(line), strict=False):
        shown = text[start:end]
        bare = shown.replace("**", "").strip().strip("`").strip()
        if header.counts:
            digits = re.fullmatch(r"(?:\w+ )?(\d+)(?:st|nd|rd|th)?\.?", bare)
            number = int(digits.group(1)) if digits else number
        elif header.subject is None:
            if bare.lower() not in _NOTHING and (values := _values(bare)):
                others.append(Cell(start, end, Code(header.words, "U"), values, bare))
            elif bare.lower() not in _NOTHING:
                prose.append((start, end))
            elif bare in _DASHES:
                others.append(Cell(start, end, Code(header.words, "U"), (), bare))
        elif bare.lower() not in _NOTHING:
            cells.append(Cell(start, end, header.subject, _values(bare), bare, header.when))
        elif bare in _DASHES:
            dashes.append(Cell(start, end, header.subject, (), bare, header.when))
    of_loop = number is not None and any(header.of_loop for header in headers)
    return Row(line.start(), line.end(), number, tuple(cells), tuple(prose), tuple(others), of_loop, tuple(dashes))


_TRUTHS = {
    "yes": "True",
    "no": "False",
    "true": "True",
    "false": "False",
    "✓": "True",
    "✗": "False",
    "✅": "True",
    "❌": "False",
}


def _values(bare: str) -> tuple[Code, ...]:
    """The literals of the cell: one, or several that arrows join; a cell with a remark behind isn't understood."""
    parts = [_literal(part) for part in _ARROW.split(bare) if part]
    return tuple(part for part in parts if part is not None) if all(parts) else ()


def _literal(part: str) -> Code | None:
    part = part.strip().strip("`").strip()
    if part.lower() in _TRUTHS:
        return read_code(_TRUTHS[part.lower()])
    code = read_code(part)
    if code.is_value:
        return code
    try:
        return read_code(canonical_text(part))
    except NotPlain:
        return None
