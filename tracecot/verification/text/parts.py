"""The parts of a text that are read in different ways: sentences, tables, quoted code, and what stands in answer tags."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracecot.answer_tags import KNOWN, at_the_end, closing
from tracecot.verification.code.reading import read_code
from tracecot.verification.executions.programs import Facts
from tracecot.verification.text.sentences import Sentence
from tracecot.verification.text.stretches import sentences_with_code
from tracecot.verification.text.tables import Table, tables, without

_CLOSING = frozenset(map(closing, KNOWN))


@dataclass(frozen=True, slots=True)
class Tagged:
    """What stands in answer tags."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A block of code that shows lines of the program and nothing else."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Misquoted:
    """A block of code with statements that the program has not."""

    start: int
    end: int


Part = Sentence | Table | Tagged | Quoted | Misquoted


def parts(text: str, facts: Facts) -> Iterator[Part]:
    """The parts, in the order of the text."""
    last = at_the_end(text)
    told = text if last is None else text[: last.start]
    found = tables(told, facts.names)
    for part in _of_prose(without(told, found), facts):
        while found and found[0].start <= part.start:
            yield found.pop(0)
        yield part
    yield from found
    if last is not None:
        yield Tagged(last.inside, last.inside_end, last.text(text))


def sentences_of(text: str, start: int, end: int, facts: Facts) -> Iterator[Sentence]:
    """The sentences of a stretch, at their places in the text."""
    return sentences_with_code(text[start:end], facts.names, start)


def _of_prose(text: str, facts: Facts) -> Iterator[Part]:
    opened: Sentence | None = None  # a tag
    for sentence in sentences_with_code(text, facts.names):
        first = sentence.pieces[0]
        if first.sort == "tag":
            if opened is not None and first.text in _CLOSING:
                yield Tagged(opened.end, sentence.start, text[opened.end : sentence.start])
                opened = None
            elif first.text in KNOWN:
                opened = sentence
        elif opened is not None:
            continue
        elif first.sort == "fence":
            yield from _fenced(sentence, text, facts)
        else:
            yield sentence
    if opened is not None:
        yield Tagged(opened.end, len(text), text[opened.end :])


def _fenced(fence: Sentence, text: str, facts: Facts) -> Iterator[Part]:
    """A block of code: lines of the program, or notes that are read as sentences."""
    inside = fence.pieces[0].text
    lines = [line.strip() for line in inside.split("\n") if line.strip()]
    known = {line.strip() for line in facts.lines}
    if lines and all(line in known for line in lines):
        yield Quoted(fence.start, fence.end)
        return
    if any(_is_program_text(line) and line not in known for line in lines):
        yield Misquoted(fence.start, fence.end)
        return
    start = text.index(inside, fence.start)
    yield from sentences_of(text, start, start + len(inside), facts)


#: What a line of a program may begin with, and no note: `assert` shows what a call gives.
_KEYWORDS = (
    "return ", "if ", "for ", "while ", "def ", "elif ", "else:", "try:", "except", "with ", "class ", "raise ",
)  # fmt: skip


def _is_program_text(line: str) -> bool:
    """Whether the line is Python with a keyword in front: it shows the program, or something that it isn't."""
    return line.startswith(_KEYWORDS) and read_code(line).sort == "S"
