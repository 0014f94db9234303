"""Reads a sentence into what it says. It knows English and Python, and nothing of who wrote the text."""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import (
    AtItem,
    Does,
    DoneHere,
    Has,
    InPass,
    LineRuns,
    Loosely,
    Meaning,
    Mentions,
    NewKey,
    OnLine,
    Picks,
    Proposes,
    Reached,
    Reason,
    Stands,
    Unread,
    Uses,
    Whole,
)
from tracecot.verification.reading import (
    arguments,
    backward,
    builtins,
    calls,
    effects,
    happening,
    items,
    lines,
    loops,
    making,
    named,
    nearby,
    passing,
    program_text,
    properties,
    quantities,
    results,
    steps,
    truth,
    values,
    visits,
)
from tracecot.verification.reading.alone import comment_in, said_alone
from tracecot.verification.reading.bare import (
    DOING,
    LEADING,
    LIKEWISE,
    asserted,
    is_reason,
    is_spoken_of,
    leads_on,
    reckoned,
    values_in_turn,
)
from tracecot.verification.reading.behind import in_front
from tracecot.verification.reading.found import Found
from tracecot.verification.reading.kinds_of_loops import kind_of_loop
from tracecot.verification.reading.memory import Memory, new_stated
from tracecot.verification.reading.recurring import recurring
from tracecot.verification.reading.unsaid import affirms, is_as_before_condition, names_line_alone
from tracecot.verification.text.lines import Line, Words, encode
from tracecot.verification.text.nouns import is_counted_as, is_told_as
from tracecot.verification.text.shapes import Hit, Spot
from tracecot.verification.text.tokens import Piece
from tracecot.verification.wordings import VOCABULARY
from tracecot.verification.wordings.joining import NO_REASON, SINCE, SO, THEREFORE, Recurrence
from tracecot.verification.wordings.words import CLAIMING, NAMING, NOUNS_OF_TYPES, PLAIN, PLAIN_MARKS, TYPES

Build = Callable[[Found, Memory], list[Meaning]]


def _builds(module: ModuleType) -> dict[str, Build]:
    """The functions of a family that say what its patterns mean, by name."""
    return {
        name: build for name, build in vars(module).items()
        if callable(build) and not name.startswith("_") and getattr(build, "__module__", "") == module.__name__
    }  # fmt: skip


_FAMILIES = (
    builtins,
    program_text,
    loops,
    lines,
    arguments,
    backward,
    happening,
    effects,
    calls,
    truth,
    properties,
    values,
    results,
    items,
    nearby,
    passing,
    visits,
    quantities,
    making,
    named,
    steps,
)
_BUILDS = {name: build for family in _FAMILIES for name, build in _builds(family).items()}
_THIS = frozenset({"this", "that", "it"})  # "that is because ..."
_BEGINS_CLAUSE = frozenset({"and", "but", ";", ":"})
_OF_TYPES = frozenset({*NOUNS_OF_TYPES, "word", "text"})
_JOINS = frozenset(
    "is are was were = == equals becomes become gives yields as".split()
)  # a value follows, of something
_SHORT_TEXT = 4  # characters of a literal that may stand for anything
_DENYING = frozenset(
    "not no never neither nor would were without instead unless if isn't doesn't wasn't aren't didn't can't wouldn't until".split()
)
_REASONS = SINCE | {"as"}
_GOES_ON = frozenset({"and", "so", "but", "then", "while"})
_COMPARING = frozenset({"<", ">", "<=", ">=", "==", "!=", "≠", "≤", "≥"})
_ENDS_CLAUSE = frozenset({",", ";", "so", "and", "but", "which", "then", "—", "–", "because", "since"})


@dataclass(slots=True)
class Reader(Memory):
    """Reads one sentence."""

    words: Words = field(default_factory=Words)
    _line_number: int | None = None  # the line that the clause names
    _in_reason: bool = False  # after "since" or "because"
    _recurring: Recurrence | None = None  # "this time": of what is said next
    _recurring_at: int = 0  # where that is said
    _next: bool = False  # after "then": of what is said next
    _clause: int = 0  # how many statements were read when the clause began
    _since: int = -1  # where the "since" of "since x, y" stands, until y begins
    _caused: bool = False  # after "y because", until another clause begins
    _effect: int = -1  # the comma before y
    _strict: bool = False  # whether each word counts: the sentence is about the execution, and all were known so far

    def read(self, sentence: Sequence[Piece]) -> None:
        """Remembers what the sentence says, in its order."""
        line = encode(sentence, self.words)
        self._strict = self._is_about_the_execution(line)
        index, before = 0, len(self.said)
        while index < len(line.pieces):
            index = self._step(line, index)
        comments = [(place, comment_in(code)) for place, code in enumerate(line.codes)]
        self.said += [new_stated(place, place, Mentions(code), None, False) for place, code in comments if code]
        self._nouns_beside(line)
        self.said = in_front(self.said, line)
        self._says_where_alone(line, before)
        if len(self.said) == before and affirms(line):
            self._say(0, len(line.pieces), Unread("what it affirms isn't looked for"))
        if len(sentence) > len(line.pieces):
            self._say(len(line.pieces) - 1, len(line.pieces), Unread("too long a sentence"))

    def _nouns_beside(self, line: Line) -> None:
        """A literal right behind a noun for another type ("the string `[1]`") makes the sentence unreadable."""
        for place, code in enumerate(line.codes[1:], 1):
            if code is None or code.sort != "L" or line.pieces[place].sort == "number":
                continue
            noun = line.pieces[place - 1].text.lower()
            told = is_counted_as if place > 1 and line.pieces[place - 2].sort == "number" else is_told_as
            if noun in _OF_TYPES and not told(noun, code):
                self._say(place, place + 1, Unread(f"it is no {noun}"))

    def _step(self, line: Line, index: int) -> int:
        """Reads what stands at the token; the index of the next token to read."""
        spot = line.shape.spot(index)
        self._reason_given(line, index, spot.phrase)
        if spot.idiom:
            return spot.idiom
        for hit in spot.hits:
            meanings = _BUILDS[hit.meaning](Found(line, hit.match), self)
            if meanings:
                if (kind := kind_of_loop(Found(line, hit.match))) is not None:
                    self._say(index, hit.after, Loosely(Has(kind)))
                for meaning in meanings:
                    self._say(index, hit.after, meaning)
                self._clause_passed(line, index, hit.after)
                self._recurs_within(index, hit)
                return hit.after
        return self._relation(index, spot) or self._unmatched(line, index, spot.piece)

    def _reason_given(self, line: Line, index: int, phrase: str | None) -> None:
        """A word such as "so" or "since" joins what stands before them with what stands behind."""
        word = line.pieces[index].text.lower()
        if self._since >= 0:
            self._effect_begins(index)
        since = word in SINCE or phrase == "since" or is_as_before_condition(line, index)
        so = word in SO or phrase == "so"
        if since or (so and NO_REASON.match(line.text, line.shape.starts[index]) is None):
            before = {*line.text[: line.shape.starts[index]].split()}
            this = since and not self.said and bool(_THIS & before)
            if since and not this and self._begins_clause(line, index):
                self._since_begins(line, index)
            else:
                back = not self.said and (word in THEREFORE or word not in SO) and so
                self._say(
                    index,
                    index + 1,
                    Reason(so, this, back, reached=this and "reached" in before, where="happens" in before),
                )
            self._caused = since and self._since < 0
        elif self._caused and word in _GOES_ON and line.pieces[index - 1].text == ",":
            self._say(index, index + 1, Reason(True, opens=True))  # "y because x, and z": z is no reason
            self._caused = False

    def _begins_clause(self, line: Line, index: int) -> bool:
        """Whether nothing stands before the word that it could give a reason for: "in pass 2, since x, y"."""
        before = line.pieces[index - 1].text.lower() if index else ";"
        if before == ":" and all(piece.text != "," for piece in line.pieces[index:]):
            return False  # "line 6 is skipped: because x"
        return before in _BEGINS_CLAUSE or all(isinstance(each.meaning, InPass | OnLine) for each in self.said)

    def _since_begins(self, line: Line, index: int) -> None:
        """Of "since x, y": the cause goes as far as a comma, of a list the one after its "and"."""
        if self._since >= 0:
            return  # "since x and since y, z"
        words = [piece.text.lower() for piece in line.pieces]
        commas = [place for place in range(index, len(words)) if words[place] == ","]
        joined = next((place for place in range(index, len(words)) if words[place] == "and"), len(words))
        self._say(index, index + 1, Reason(True, opens=True))
        if commas:
            self._since, self._effect = index, next((place for place in commas if place > joined), commas[0])

    def _effect_begins(self, index: int) -> None:
        """What follows the comma is what the cause led to."""
        if index > self._effect:
            self._say(self._since, self._since + 1, Reason(True, each=True))
            self._since = -1

    def _recurs_within(self, index: int, hit: Hit) -> None:
        """Words such as "still" among those of a statement, or said before it."""
        if not _is_aside(self.said[-1].meaning):
            self._recurs(index, hit.after, hit.recurs)

    def _recurs(self, first: int, after: int, inside: Recurrence | None) -> None:
        word = inside or self._recurring
        if self._recurring and not inside:
            first = self._recurring_at
        self._recurring = None
        if word:
            self._say(first, after, recurring(word, self.said[-1].meaning))

    def _relation(self, index: int, spot: Spot) -> int:
        """A word that relates what is said to what was before; 0 where there is none."""
        if spot.recurs:
            last = self.said[-1].meaning if len(self.said) > self._clause else None
            if last is None or isinstance(last, Mentions | OnLine | NewKey | Unread | Reason | InPass):
                self._recurring, self._recurring_at = spot.recurs, index
            else:
                self._say(index, spot.after, recurring(spot.recurs, last))
        self._next = self._next or spot.is_next
        return spot.after

    def _unmatched(self, line: Line, index: int, piece: str) -> int:
        """A token that no pattern takes: code is mentioned, a bare value or a claiming word stays unread."""
        code = line.codes[index]
        if code is not None:
            for each in reckoned(code) if is_reason(line, index) else ():
                self._say(index, index + 1, each)
            self._say(index, index + 1, self._bare(code, line, index))
            if code.sort == "A":
                self._recurs(index, index + 1, None)
            if code.sort in "NEC":
                self.subject = code
            elif code.sort == "A" and not code.augmented:
                is_named = len(code.targets) == 1 and code.targets[0].sort in "NE"
                value = code.value if code.value is not None and code.value.is_value else None
                self.subject = code.targets[0] if is_named else value  # "3 + 6 = 9, which is ..." speaks of 9
        elif self._may_claim(line, index) or (piece in _COMPARING and index and line.codes[index - 1] is not None):
            self._say(index, index + 1, Unread(f"nobody knows what “{piece}” says here"))
            self._strict = self._strict and piece in CLAIMING  # one such word is enough
        elif piece in _REASONS:
            self._in_reason = True
        if piece in _ENDS_CLAUSE:
            if piece != "," or not all(isinstance(each.meaning, InPass | OnLine) for each in self.said[self._clause :]):
                self._line_number = None  # else it is "on line 4, x"
            self._clause = len(self.said)
            if piece in (",", ";", "so"):
                self._in_reason = piece == "," and self._in_reason
        return index + 1

    def _says_where_alone(self, line: Line, before: int) -> None:
        """A line is named in words ("next comes line 9"), and nothing that happens there."""
        said = self.said[before:]
        if not names_line_alone(said):
            return
        words = [piece.text.lower() for piece in line.pieces if piece.sort == "word"]
        if words != ["line"] and not _ASKED & {*line.text.split()}:
            self._say(said[0].first, said[-1].last + 1, Unread("what happens on the line isn't said"))

    def _is_about_the_execution(self, line: Line) -> bool:
        """Whether a sentence shows code, or is more than a heading and has a word that such sentences have."""
        is_heading = len(line.pieces) == 1
        return any(line.codes) or (not is_heading and any(self._is_of_the_execution(each.text) for each in line.pieces))

    def _is_of_the_execution(self, word: str) -> bool:
        """Whether a word is one of those in which executions are told: prose without one is left alone."""
        lower = word.lower()
        known = lower in VOCABULARY and lower not in PLAIN and lower not in PLAIN_MARKS
        return known or lower in NAMING or lower in _PRONOUNS or word in self.words.variables

    def _may_claim(self, line: Line, index: int) -> bool:
        """Whether a word that no pattern has read may say something that could be false."""
        piece = line.pieces[index].text.lower()
        if piece in CLAIMING or self._names_place(line, index):
            return True
        if not self._strict or piece in PLAIN or piece in PLAIN_MARKS:
            return False
        return piece not in NAMING or _is_said_of_something(line, index)

    def _names_place(self, line: Line, index: int) -> bool:
        """Whether a word says where something was done, after "it is appended": "to the words"."""
        deed, word = self.said[-1] if self.said else None, line.pieces[index].text
        if deed is None or not isinstance(deed.meaning, Does | DoneHere):
            return False
        between = [piece.text.lower() for piece in line.pieces[deed.last + 1 : index]]
        is_place = between[:1] in (["to"], ["onto"], ["into"], ["in"]) and {*between[1:]} <= {"the", "our", "all"}
        return is_place and (word in self.words.variables or word.lower() in _NO_HOLDERS)

    def _bare(self, code: Code, line: Line, index: int) -> Meaning:
        match code.sort:
            case "L" if code.text[:1] in "[({'\"" and len(code.text) > _SHORT_TEXT and not self._is_denied(line, index):
                said_of = line.pieces[index - 1].text.lower() if index else ""
                return Unread("a value of something that isn't understood") if said_of in _JOINS else Whole(code)
            case "L":
                return Unread("a value of nothing")
            case "U":
                return Mentions(code)
            case "A" if code.augmented and DOING.search(line.text[: line.shape.starts[index]].rstrip()):
                return Unread("what is to be done isn't looked for")
            case "A" if code.augmented and LEADING.search(line.text[: line.shape.starts[index]].rstrip()):
                return Loosely(Reached(code))
            case "A" if (values := values_in_turn(code, line, index)) is not None:
                return values
            case "A":
                return Proposes(code) if self.proposing else said_alone(code, line, index) or Stands(code)
        is_condition = isinstance(code.node, ast.Compare | ast.BoolOp | ast.UnaryOp) or code.sort == "S"
        asked = (self._in_reason and is_condition) or leads_on(code, line, index)
        if LIKEWISE.search(line.text[: line.shape.starts[index]].rstrip()):
            return Unread(f"nobody knows what is said of {code.text[:40]} here")
        told = asserted(code, line, index) or (None if asked else said_alone(code, line, index))
        if told is None and not asked and not is_spoken_of(code, line, index):
            return Unread(f"nobody knows what is said of {code.text[:40]} here")
        return told or Mentions(code, asked)

    def _is_denied(self, line: Line, index: int) -> bool:
        """Whether the clause says that something isn't so, or would be."""
        for token in reversed(line.pieces[:index]):
            word = token.text.lower()
            if word in _DENYING:
                return True
            if word in _ENDS_CLAUSE:
                break
        return False

    def _say(self, first: int, after: int, meaning: Meaning) -> None:
        number = None if isinstance(meaning, OnLine | LineRuns) else self._line_number
        told_next = self._next and not isinstance(meaning, OnLine | Reason | Mentions)
        self.said.append(new_stated(first, after - 1, meaning, number, told_next))
        self._next = self._next and not told_next
        if isinstance(meaning, OnLine):
            self._line_number = meaning.number

    def _clause_passed(self, line: Line, first: int, after: int) -> None:
        """The line that a clause names holds for its first claim."""
        if self.said and not isinstance(self.said[-1].meaning, OnLine | Mentions | Unread):
            self._line_number = None


def _is_said_of_something(line: Line, index: int) -> bool:
    """Whether a noun says what something is: "`total` is the result", "the string `total`"."""
    if line.pieces[index].text.lower() in TYPES and index + 1 < len(line.pieces) and line.codes[index + 1] is not None:
        return True
    before = [piece.text.lower() for piece in line.pieces[:index]]
    has_article = bool(before) and before[-1] in _ARTICLES
    while before and before[-1] in _ARTICLES:
        before.pop()
    names_code = index + 1 < len(line.pieces) and line.codes[index + 1] is not None
    beside = (
        has_article and not names_code and bool(before) and before[-1] in _BESIDE
    )  # "`total` is `3`, the sum of the items"
    return beside or (bool(before) and before[-1] in _PREDICATING)


_NO_HOLDERS = frozenset("string strings tuple number numbers character letter word key value".split())
_ARTICLES = frozenset({"a", "an", "the"})
_ASKED = frozenset({"?", "about", "consider", "look"})  # in sentences that only say what is spoken of
_PRONOUNS = frozenset({"it", "its", "they", "them"})
_BESIDE = frozenset({",", "(", "—", "–"})
_PREDICATING = frozenset("is are was were be been being as becomes become = == equals".split())


def _is_aside(meaning: Meaning) -> bool:
    """Whether the statement tells nothing that could have happened before: what is said next may."""
    points = isinstance(meaning, AtItem) and meaning.uses and meaning.what is None
    return points or isinstance(meaning, Mentions | OnLine | NewKey | Picks | Unread | Uses)
