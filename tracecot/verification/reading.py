"""Reads a sentence into what it says. It knows English and Python, and nothing of who wrote the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from tracecot.verification.code import Code, read_code
from tracecot.verification.lines import Line, Words, encode
from tracecot.verification.meanings import (
    Answers,
    ArmRuns,
    Calls,
    ComesBefore,
    ComesFrom,
    Does,
    Equals,
    EveryPass,
    Given,
    InPass,
    IsTrue,
    Length,
    LineIsTrue,
    LineRuns,
    LoopEnds,
    LoopRuns,
    Matches,
    Meaning,
    Member,
    Mentions,
    NewKey,
    OnLine,
    Picks,
    Proposes,
    Raises,
    Reason,
    Recurs,
    Resumes,
    Returns,
    Said,
    Stands,
    StartsEmpty,
    Such,
    Supposes,
    TakesValues,
    Together,
    Turns,
    Uncaught,
    Unchanged,
    Unread,
    Uses,
)
from tracecot.verification.tokens import Sentence
from tracecot.verification.wordings import (
    CLAIMING,
    DEEDS,
    IDIOMS,
    NEXT,
    NO_REASON,
    ORDINALS,
    RECURRING,
    RECURS,
    SINCE,
    SO,
    WORDINGS,
    Wording,
)

_BY_START: dict[str, list[Wording]] = {}
for _each in WORDINGS:
    for _start in _each.starts:
        _BY_START.setdefault(_start, []).append(_each)

_REASONS = SINCE | {"as"}
_ENDS_CLAUSE = frozenset({",", ";", "so", "and", "but", "which", "then", "—", "–", "because", "since"})
_TRUTHS = {
    "yes": True,
    "yep": True,
    "✓": True,
    "✔": True,
    "holds": True,
    "succeeds": True,
    "passes": True,
    "does hold": True,
}
_ONE = read_code("1")


@dataclass(slots=True)
class Found:
    """A pattern that matched, and how to get at what it named."""

    line: Line
    match: re.Match[str]

    def has(self, group: str) -> bool:
        """Whether the group took part."""
        return self.match.re.groupindex.get(group) is not None and self.match.group(group) is not None

    def text(self, group: str) -> str:
        """The group's words, or nothing."""
        return (self.match.group(group) or "").strip() if group in self.match.re.groupindex else ""

    def code(self, group: str) -> Code | None:
        """The code that the group is."""
        if not self.has(group):
            return None
        if self.match.group(group) == "one":
            return _ONE
        return self.line.codes[self.line.token_at(self.match.start(group))]

    def is_word(self, group: str) -> bool:
        """Whether it is `None` in prose, which may be the English word."""
        token = self.line.tokens[self.line.token_at(self.match.start(group))]
        return token.sort == "literal" and token.text == "None"

    def codes(self, group: str) -> tuple[Code, ...]:
        """All code within the group."""
        if not self.text(group):
            return ()
        start = self.match.start(group)
        start += len(self.match.group(group)) - len(self.match.group(group).lstrip())
        first, last = self.line.token_at(start), self.line.token_at(self.match.end(group) - 1)
        return tuple(code for code in self.line.codes[first : last + 1] if code is not None)

    def number(self, group: str) -> int | None:
        """The whole number that the group is."""
        code = self.code(group)
        if code is None or not re.fullmatch(r"-?\d{1,9}", code.text):
            return None
        return int(code.text)


@dataclass(slots=True)
class Reader:
    """Reads sentences in order; it remembers what the last one spoke of."""

    words: Words = field(default_factory=Words)
    subject: Code | None = None  # what "it" and "which" speak of
    said: list[Said] = field(default_factory=list)
    _line_number: int | None = None  # the line that the clause names
    _in_reason: bool = False  # after "since" or "because"
    _deed_said: Does | None = None  # the deed of this sentence
    _proposing: bool = False  # after "take": the assignments of the sentence are a choice
    _recurring: str = ""  # "this time": of what is said next
    _next: bool = False  # after "then": of what is said next
    _clause: int = 0  # how many statements were read when the clause began

    def read(self, sentence: Sentence) -> list[Said]:
        """What the sentence says, in its order."""
        self.said = []
        line = encode(sentence, self.words)
        self._line_number = None
        self._in_reason = False
        self._proposing = False
        self._deed_said = None
        self._recurring, self._next, self._clause = "", False, 0
        index = 0
        while index < len(line.tokens):
            index = self._step(line, index)
        if len(sentence.tokens) > len(line.tokens):
            self._say(line, len(line.tokens) - 1, len(line.tokens), Unread("too long a sentence"))
        return self.said

    def _step(self, line: Line, index: int) -> int:
        """Reads what stands at the token; the index of the next token to read."""
        offset = line.starts[index]
        self._reason_given(line, index, offset)
        idiom = IDIOMS.match(line.text, offset)
        if idiom is not None:
            return max(line.token_at(idiom.end() - 1) + 1, index + 1)
        end = line.text.find(" ", offset)
        piece = line.text[offset : end if end >= 0 else None]
        for wording in _BY_START.get(piece.partition(" ")[0], ()):
            match = wording.pattern.match(line.text, offset)
            if match is None or match.end() == offset:
                continue
            meanings = getattr(self, f"_{wording.meaning}")(Found(line, match))
            if meanings:
                after = line.token_at(match.end() - 1) + 1
                for meaning in meanings:
                    self._say(line, index, after, meaning)
                self._clause_passed(line, index, after)
                self._recurs_within(line, index, match)
                return after
        return self._relation(line, index, offset) or self._unmatched(line, index, piece)

    def _reason_given(self, line: Line, index: int, offset: int) -> None:
        """A word such as "so" or "since" joins what stands before them with what stands behind."""
        word = line.tokens[index].text.lower()
        if word in SINCE or (word in SO and NO_REASON.match(line.text, offset) is None):
            this = word in SINCE and not self.said and "this" in line.text[:offset].split()
            self._say(line, index, index + 1, Reason(word in SO, this))

    def _recurs_within(self, line: Line, index: int, match: re.Match[str]) -> None:
        """Words such as "still" among those of a statement, or said before it."""
        if isinstance(self.said[-1].meaning, Mentions | OnLine | NewKey | Unread):
            return
        inside = next((RECURRING[word] for word in RECURRING if f" {word} " in f" {match.group()} "), "")
        self._recurs(line, index, line.token_at(match.end() - 1) + 1, inside)

    def _recurs(self, line: Line, first: int, after: int, inside: str) -> None:
        word, self._recurring = inside or self._recurring, ""
        if word:
            self._say(line, first, after, recurring(word, self.said[-1].meaning))

    def _relation(self, line: Line, index: int, offset: int) -> int:
        """A word that relates what is said to what was before; 0 where there is none."""
        if (match := RECURS.match(line.text, offset)) is not None:
            after = line.token_at(match.end() - 1) + 1
            word = RECURRING[match.group()]
            last = self.said[-1].meaning if len(self.said) > self._clause else None
            if last is None or isinstance(last, Mentions | OnLine | NewKey | Unread | Reason | InPass):
                self._recurring = word
            else:
                self._say(line, index, after, recurring(word, last))
            return after
        if (match := NEXT.match(line.text, offset)) is not None:
            self._next = True
            return line.token_at(match.end() - 1) + 1
        return 0

    def _unmatched(self, line: Line, index: int, piece: str) -> int:
        """A token that no pattern takes: code is mentioned, a bare value or a claiming word stays unread."""
        code = line.codes[index]
        if code is not None:
            self._say(line, index, index + 1, self._bare(code))
            if code.sort == "A":
                self._recurs(line, index, index + 1, "")
            if code.sort in "NEC" and line.tokens[index].sort == "code":
                self.subject = code
        elif piece in CLAIMING:
            self._say(line, index, index + 1, Unread(f"nobody knows what “{piece}” says here"))
        elif piece in _REASONS:
            self._in_reason = True
        if piece in _ENDS_CLAUSE:
            self._line_number = None
            self._clause = len(self.said)
            if piece in (",", ";", "so"):
                self._in_reason = piece == "," and self._in_reason
        return index + 1

    def _bare(self, code: Code) -> Meaning:
        match code.sort:
            case "L":
                return Unread("a value of nothing")
            case "U":
                return Mentions(code)
            case "A":
                return Proposes(code) if self._proposing else Stands(code)
        return Mentions(code, self._in_reason)

    def _say(self, line: Line, first: int, after: int, meaning: Meaning) -> None:
        start, end = line.tokens[first].start, line.tokens[min(after, len(line.tokens)) - 1].end
        number = None if isinstance(meaning, OnLine | LineRuns) else self._line_number
        told_next = self._next and not isinstance(meaning, OnLine | Reason | Mentions)
        self.said.append(Said(start, end, meaning, number, told_next))
        self._next = self._next and not told_next
        if isinstance(meaning, OnLine):
            self._line_number = meaning.number

    def _clause_passed(self, line: Line, first: int, after: int) -> None:
        """The line that a clause names holds for its first claim."""
        if self.said and not isinstance(self.said[-1].meaning, OnLine | Mentions | Unread):
            self._line_number = None

    # What each pattern means. A pattern that turns out to say nothing gives no meaning, and the next one is tried.

    def _value(self, found: Found) -> list[Meaning]:
        subject, value = found.code("s"), found.code("v")
        if subject is None or value is None or found.is_word("s"):
            return []
        self.subject = subject
        made: list[Meaning] = [Equals(subject, value)]
        for group in ("sub", "sub2"):
            if (substituted := found.code(group)) is not None:
                made.append(Equals(substituted, value))
        return made

    def _unchanged(self, found: Found) -> list[Meaning]:
        subject = found.code("s")
        return [] if subject is None else [Unchanged(subject)]

    def _juxtaposed(self, found: Found) -> list[Meaning]:
        return self._value(found)

    def _value_paren(self, found: Found) -> list[Meaning]:
        return self._value(found)

    def _value_apposition(self, found: Found) -> list[Meaning]:
        return self._value(found)

    def _makes(self, found: Found) -> list[Meaning]:
        return self._value(found)

    def _copula_list(self, found: Found) -> list[Meaning]:
        return self._value(found)

    def _value_which(self, found: Found) -> list[Meaning]:
        value = found.code("v")
        if self.subject is None or value is None or not self._has_said(self.subject):
            return []
        return [Equals(self.subject, value)]

    def _has_said(self, subject: Code) -> bool:
        """Whether the sentence speaks of it, and has not given a closed expression its value already."""
        about = [said.meaning for said in self.said if subject in _codes_of(said.meaning)]
        return bool(about) and not (subject.sort == "C" and any(isinstance(each, Equals) for each in about))

    def _becomes_which(self, found: Found) -> list[Meaning]:
        value = found.code("v")
        return [] if self.subject is None or value is None else [Equals(self.subject, value, "becomes")]

    def _value_not(self, found: Found) -> list[Meaning]:
        subject, value = found.code("s"), found.code("v")
        if subject is None or value is None or subject.sort == "A":
            return []
        self.subject = subject
        return [IsTrue(read_code(f"({subject.text}) == ({value.text})"), truth=False)]

    def _becomes(self, found: Found) -> list[Meaning]:
        subject, value = found.code("s"), found.code("v")
        if subject is None or value is None:
            return []
        self.subject = subject
        return [Equals(subject, value, "becomes")]

    def _sets(self, found: Found) -> list[Meaning]:
        return self._becomes(found)

    def _goes_from_to(self, found: Found) -> list[Meaning]:
        subject, before, after = found.code("s"), found.code("u"), found.code("v")
        if subject is None or before is None or after is None:
            return []
        self.subject = subject
        return [Equals(subject, before, "still"), Equals(subject, after, "becomes")]

    def _increments(self, found: Found) -> list[Meaning]:
        subject, step = found.code("s"), found.code("n") or _ONE
        if subject is None or subject.sort != "N":
            return []
        sign = "+" if found.text("word") in ("increments", "increases", "adds") else "-"
        self.subject = subject
        return [Does(f"{sign}=", step, subject)]

    def _increased(self, found: Found) -> list[Meaning]:
        subject = found.code("s")
        if subject is None:
            return []
        sign = "+" if found.text("word").startswith("in") else "-"
        return [Does(f"{sign}=", found.code("n") or _ONE, subject)]

    def _into(self, found: Found) -> list[Meaning]:
        """What follows a deed whose object was explained: "..., which is `6`, into `xs`"."""
        if self._deed_said is None:
            return []
        return [replace(self._deed_said, where=found.code("where"), index=found.code("at"))]

    def _truth(self, found: Found) -> list[Meaning]:
        condition = found.code("s")
        if condition is None:
            return []
        truth = _truth(found.text("truth"))
        self.subject = condition
        made: list[Meaning] = [IsTrue(condition, truth)]
        for group in ("sub", "sub2"):
            if (substituted := found.code(group)) is not None:
                made.append(IsTrue(substituted, truth))
        return made

    def _truth_which(self, found: Found) -> list[Meaning]:
        if self.subject is None:
            return []
        return [IsTrue(self.subject, _truth(found.text("truth")))]

    def _such(self, found: Found) -> list[Meaning]:
        subject = found.code("s")
        if subject is None:
            return []
        if subject.sort != "L":
            self.subject = subject
        return [Such(subject, found.text("word").replace(" ", ""), found.has("no"))]

    def _such_which(self, found: Found) -> list[Meaning]:
        if self.subject is None:
            return []
        return [Such(self.subject, found.text("word").replace(" ", ""), found.has("no"))]

    def _member(self, found: Found) -> list[Meaning]:
        one, many = found.code("v"), found.code("s")
        return [] if one is None or many is None else [Member(one, many, found.has("no"))]

    def _contains(self, found: Found) -> list[Meaning]:
        one, many = found.code("v"), found.code("s")
        return [] if one is None or many is None else [Member(one, many, found.has("no"))]

    def _length(self, found: Found) -> list[Meaning]:
        subject, count = found.code("s"), found.number("n")
        if subject is None or count is None:
            return []
        self.subject = subject
        return [Length(subject, count)]

    def _length_of(self, found: Found) -> list[Meaning]:
        return self._length(found)

    def _picks(self, found: Found) -> list[Meaning]:
        subject, index = found.code("s"), _ordinal(found.text("o"))
        if subject is None or index is None:
            return []
        return [Picks(subject, index)]

    # Passes and loops

    def _in_pass(self, found: Found) -> list[Meaning]:
        number = found.number("n")
        if number is None:
            return []
        which = found.text("which") or found.text("of")
        only = found.match.group().startswith("only")
        return [InPass(number, None, only, found.number("line"), _which(which))]

    def _in_pass_ordinal(self, found: Found) -> list[Meaning]:
        which = found.text("which") or found.text("of")
        word = found.text("o")
        if word in ("last", "final"):
            return [InPass(None, None, False, found.number("line"), "last")]
        if word in ("next", "following"):
            return [InPass(None, None, False, found.number("line"), "next")]
        number = _ordinal(word)
        return [] if number is None else [InPass(number + 1, None, False, found.number("line"), _which(which))]

    def _every_pass(self, found: Found) -> list[Meaning]:
        but = 1 if found.text("but") == "one" else (found.number("but") or 0)
        out = found.number("out")
        first, last = found.number("a"), found.number("b")
        return [
            EveryPass(first, last, but, () if out is None else (out,), found.has("others"), found.text("no") == "no")
        ]

    def _loop_runs(self, found: Found) -> list[Meaning]:
        count = found.number("n") if found.has("n") else found.number("m")
        if count is None and not found.has("x") and not found.has("y"):
            return []
        over = found.code("x") or found.code("y")
        return [LoopRuns(count, over, found.number("line"))]

    def _loop_runs_zero(self, found: Found) -> list[Meaning]:
        return [LoopRuns(0, None, found.number("line"))]

    def _loop_over(self, found: Found) -> list[Meaning]:
        return [LoopRuns(None, found.code("x"), found.number("line"))]

    def _there_are(self, found: Found) -> list[Meaning]:
        return [LoopRuns(found.number("n"))]

    def _loop_while(self, found: Found) -> list[Meaning]:
        return [LoopRuns(None, None, found.number("line"), found.code("x"))]

    def _runs_again(self, found: Found) -> list[Meaning]:
        return [LoopRuns(_times(found), same=True)]

    def _loop_runs_once(self, found: Found) -> list[Meaning]:
        return [LoopRuns(_times(found), None, found.number("line"))]

    def _each_time(self, found: Found) -> list[Meaning]:
        return [EveryPass(None, None, each=True)]

    def _uncaught(self, found: Found) -> list[Meaning]:
        return [Uncaught()]

    def _runs_times(self, found: Found) -> list[Meaning]:
        return [LoopRuns(found.number("n"), same=True)]

    def _loop_ends(self, found: Found) -> list[Meaning]:
        after = next((found.number(group) for group in ("n", "m", "m2") if found.has(group)), None)
        how: Literal["", "early"] = "early" if found.has("early") else ""
        return [LoopEnds(how, _which(found.text("which")), after, found.number("line"))]

    def _loop_breaks(self, found: Found) -> list[Meaning]:
        if found.has("line") or ("break" not in found.match.group() and not _is_break(found)):
            return []
        return [LoopEnds("broken")]

    def _takes_values(self, found: Found) -> list[Meaning]:
        name, first = found.code("s"), found.code("v")
        if name is None or first is None:
            return []
        return [TakesValues(name, (first, *found.codes("more")))]

    # Lines and arms

    def _on_line(self, found: Found) -> list[Meaning]:
        number = found.number("line")
        return [] if number is None else [OnLine(number)]

    def _condition(self) -> Code | None:
        """The condition that the sentence told last."""
        told = [said.meaning.condition for said in self.said if isinstance(said.meaning, IsTrue)]
        return told[-1] if told else None

    def _line_runs(self, found: Found) -> list[Meaning]:
        number = found.number("line")
        return [] if number is None else [LineRuns(number, runs=True, condition=self._condition())]

    def _line_not_run(self, found: Found) -> list[Meaning]:
        number = found.number("line")
        return [] if number is None else [LineRuns(number, runs=False, condition=self._condition())]

    def _line_truth(self, found: Found) -> list[Meaning]:
        number = found.number("line")
        return [] if number is None else [LineIsTrue(number, _truth(found.text("truth")))]

    def _arm(self, found: Found) -> list[Meaning]:
        arm = found.text("arm")
        if arm == "S":
            code = found.code("arm")
            arm = code.text.rstrip(":") if code is not None else ""
        runs = found.text("runs") in (
            "runs",
            "is taken",
            "is entered",
            "executes",
            "is executed",
            "applies",
            "is chosen",
        )
        match arm:
            case "else":
                return [ArmRuns("else", runs, self._condition())]
            case "if" | "then" | "elif":
                return [ArmRuns("if", runs, self._condition())]
            case "body" | "condition's":
                return [ArmRuns("body", runs, self._condition())]
        return []

    # Effects

    def _deed(self, found: Found) -> list[Meaning]:
        what = found.code("v")
        if what is None:
            return []
        if what.sort in "NEC":
            self.subject = what
        self._deed_said = Does(DEEDS[found.text("verb")], what)
        return [self._deed_said]

    def _deed_in(self, found: Found) -> list[Meaning]:
        what, where = found.code("v"), found.code("where")
        if what is None:
            return []
        if what.sort in "NEC":
            self.subject = what
        verb = DEEDS[found.text("verb")]
        if verb in ("extend", "update") and found.text("to") in ("by", "with"):
            what, where = where or what, what
        return [Does(verb, what, where, index=found.code("at"))]

    def _done_to(self, found: Found) -> list[Meaning]:
        what = found.code("v")
        if what is None:
            return []
        return [Does(DEEDS[found.text("verb")], what, found.code("where"), found.has("no"))]

    def _nothing_done(self, found: Found) -> list[Meaning]:
        return [Does(DEEDS[found.text("verb")], None, found.code("where"), negated=True)]

    def _stores_assignment(self, found: Found) -> list[Meaning]:
        first = found.code("a")
        if first is None:
            return []
        codes = [first, *[code for code in found.codes("moreA") if code.sort == "A"]]
        return [Stands(code, done=True) for code in codes]

    def _with_held(self, found: Found) -> list[Meaning]:
        first = found.code("a")
        if first is None:
            return []
        return [
            Stands(code, held=True) for code in (first, *[code for code in found.codes("moreA") if code.sort == "A"])
        ]

    def _starts_empty(self, found: Found) -> list[Meaning]:
        code = found.code("a")
        return [] if code is None else [StartsEmpty(code, found.text("type"))]

    def _new_key(self, found: Found) -> list[Meaning]:
        return [NewKey(found.has("again"), found.text("noun"))]

    # Calls and exceptions

    def _called(self, found: Found) -> list[Meaning]:
        function = found.code("s")
        if function is None:
            return []
        first, named = found.code("v"), found.code("a")
        given = [] if named is None else [named, *[code for code in found.codes("moreA") if code.sort == "A"]]
        called = Calls(function, () if first is None else (first, *found.codes("more")))
        return [called, *[Given(code) for code in given]]

    def _calls(self, found: Found) -> list[Meaning]:
        return self._called(found)

    def _needs_none(self, found: Found) -> list[Meaning]:
        return [Calls(found.code("s"), bare=True)]

    def _called_on(self, found: Found) -> list[Meaning]:
        return []  # the code that follows is read by itself

    def _returns(self, found: Found) -> list[Meaning]:
        value = found.code("v")
        if value is None:
            return []
        if value.sort in "NEC":
            function, self.subject = None, value
            return [Returns(value, function)]
        return [Returns(value)]

    def _gives_back(self, found: Found) -> list[Meaning]:
        return self._returns(found)

    def _result_is(self, found: Found) -> list[Meaning]:
        value = found.code("v")
        return [] if value is None else [Returns(value, found.code("f"))]

    def _needed(self, found: Found) -> list[Meaning]:
        return self._returns(found)

    def _raises(self, found: Found) -> list[Meaning]:
        error = found.code("t")
        if error is None:
            return []
        message = found.code("m")
        if error.sort == "E" and isinstance_call(error):
            return [Raises(error.norm.partition("(")[0], _call_argument(error))]
        return [Raises(error.norm, message)]

    def _raised(self, found: Found) -> list[Meaning]:
        error = found.code("t")
        if error is None:
            return []
        caught = found.text("c").endswith(("caught", "handled"))
        return [Raises(error.norm, found.code("m"), caught)]

    def _raised_kind(self, found: Found) -> list[Meaning]:
        return self._raised(found)

    def _caught(self, found: Found) -> list[Meaning]:
        error = found.code("t")
        return [] if error is None else [Raises(error.norm, None, caught=True)]

    def _resumes(self, found: Found) -> list[Meaning]:
        function = found.code("s")
        return [] if function is None else [Resumes(function)]

    def _matches(self, found: Found) -> list[Meaning]:
        subject, pattern = found.code("s"), found.code("v")
        return [] if subject is None or pattern is None else [Matches(subject, pattern, not found.has("no"))]

    def _raises_code(self, found: Found) -> list[Meaning]:
        error = found.code("t")
        return [] if error is None else [Raises(error.norm, found.code("m"), cause=found.code("s"))]

    # Backward

    def _proposes(self, found: Found) -> list[Meaning]:
        first = found.code("a")
        if first is None:
            return []
        self._proposing = True
        return [Proposes(code) for code in (first, *[code for code in found.codes("moreA") if code.sort == "A"])]

    def _supposes(self, found: Found) -> list[Meaning]:
        code = found.code("a")
        return [] if code is None else [Supposes(code)]

    def _done_by_line(self, found: Found) -> list[Meaning]:
        number, what = found.number("line"), found.code("v")
        return [] if number is None or what is None else [OnLine(number), Does(DEEDS[found.text("verb")], what)]

    def _uses_sorted(self, found: Found) -> list[Meaning]:
        return [Uses("sorted")]

    def _picks_somewhere(self, found: Found) -> list[Meaning]:
        index = _ordinal(found.text("o"))
        return [] if index is None else [Uses(index=index)]

    def _turn_check(self, found: Found) -> list[Meaning]:
        return [Turns("check")]

    def _answer_is(self, found: Found) -> list[Meaning]:
        value = found.code("v")
        return [] if value is None else [Answers(value)]

    def _comes_from(self, found: Found) -> list[Meaning]:
        results, sources = found.codes("r"), found.codes("f")
        return [ComesFrom(results, sources)] if results and sources else []

    def _comes_before(self, found: Found) -> list[Meaning]:
        one, other = found.code("s"), found.code("v")
        return [] if one is None or other is None else [ComesBefore(one, other)]

    def _comes_first(self, found: Found) -> list[Meaning]:
        one, other = found.code("s"), found.code("v")
        return [] if one is None or other is None else [ComesBefore(one, other, first=True)]

    def _together(self, found: Found) -> list[Meaning]:
        first = found.code("v")
        if first is None:
            return []
        return [Together((first, *found.codes("more")), "higher" in found.text("key"))]


Build = Callable[[Found], list[Meaning]]


def isinstance_call(code: Code) -> bool:
    """Whether the code is a call such as `ValueError('no')`."""
    return code.norm.endswith(")") and "(" in code.norm


def recurring(word: str, meaning: Meaning) -> Recurs:
    """That a statement was so before, in that sense."""
    subject: Code | None = getattr(meaning, "subject", None) or getattr(meaning, "condition", None)
    asked = isinstance(meaning, IsTrue | Such | Member | Length) or (
        isinstance(meaning, Equals) and meaning.how == "is" and meaning.subject.sort != "N"
    )
    return Recurs(word, subject, word == "again" and asked)  # type: ignore[arg-type]


def _codes_of(meaning: Meaning) -> tuple[Code, ...]:
    """The pieces of code in a statement."""
    values = [getattr(meaning, name) for name in meaning.__slots__]
    found = [value for value in values if isinstance(value, Code)]
    return tuple(found + [part for code in found for part in (*code.targets, code.value) if isinstance(part, Code)])


def _call_argument(code: Code) -> Code | None:
    inside = code.norm.partition("(")[2][:-1]
    return read_code(inside) if inside else None


def _is_break(found: Found) -> bool:
    code = next((code for code in found.line.codes if code is not None and code.text == "break"), None)
    return code is not None and "S" in found.match.group()


def _times(found: Found) -> int | None:
    words = {"once": 1, "twice": 2, "no times": 0}
    return words[found.text("once")] if found.has("once") else found.number("n")


def _truth(word: str) -> bool:
    return _TRUTHS.get(word, word in ("true", "truthy", "satisfied", "met", "fulfilled"))


def _which(word: str) -> Literal["", "inner", "outer"]:
    return "inner" if word == "inner" else "outer" if word == "outer" else ""


def _ordinal(word: str) -> int | None:
    """The index, from 0, that an ordinal means; -1 for the last."""
    if word in ORDINALS:
        return ORDINALS[word] - 1
    if word in ("last", "final"):
        return -1
    digits = re.fullmatch(r"(\d{1,6})(?:st|nd|rd|th)", word)
    return int(digits.group(1)) - 1 if digits else None
