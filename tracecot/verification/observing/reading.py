"""Reads a sentence about a program: English as patterns, each with the statement that it makes."""

import re
from collections.abc import Callable

from tracecot.verification.observing.statements import (
    CallsHelper,
    Clause,
    Compares,
    Gives,
    HasItems,
    HasLength,
    IsOfType,
    IsOrdered,
    IsUnique,
    Loops,
    OnAll,
    OnSome,
    ReturnsText,
    Statement,
    Takes,
)

_CODE = r"(?:`` .+? ``|`[^`]+`)"
_CLAUSE_START = r"(?:the result |no item |every item |every key )"
_BETWEEN = re.compile(rf"({_CODE})|(?:, and |, | and )(?={_CLAUSE_START})")

Match = re.Match[str]


#: Sentences that say nothing but what stands behind them.
_INTRODUCING = re.compile(
    r"(?:here(?: is|'s) |this is )?(?:the |my |one )?(?:code|function|program|solution|answer)(?: is this| follows| is as follows)?"
    r"|(?:it|the code) passes (?:these|the following)(?: recorded)? calls|for example|examples?|so|therefore",
    re.I,
)


def introduces(sentence: str) -> bool:
    """Whether the sentence only says what stands behind it: "The code is this:"."""
    return _INTRODUCING.fullmatch(" ".join(sentence.split()).strip(" .:*_#")) is not None


def read_statement(sentence: str) -> Statement | None:
    """What the sentence says; None where no pattern understands all of it."""
    text = " ".join(sentence.split()).rstrip(".:")
    for pattern, make in _STATEMENTS:
        match = pattern.fullmatch(text)
        if match is not None:
            return make(match)
    return None


def _bare(code: str) -> str:
    return code.strip("`").strip() if code.startswith("``") else code.strip("`")


def _clauses(text: str) -> list[str]:
    """The clauses of an enumeration; marks and words inside code cut nothing."""
    cuts = [match.span() for match in _BETWEEN.finditer(text) if not match.group(1)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _on_all(match: Match) -> Statement | None:
    clauses = [_clause(text) for text in _clauses(match["rest"])]
    known = tuple(clause for clause in clauses if clause is not None)
    if len(known) < len(clauses):
        return None
    return OnAll(int(match["calls"]), bool(match["returning"]), known)


def _clause(text: str) -> Clause | None:
    for pattern, make in _CLAUSES:
        match = pattern.fullmatch(text)
        if match is not None:
            return make(match)
    return None


def _takes(match: Match) -> Takes:
    return Takes(_bare(match["function"]), tuple(_bare(code) for code in re.findall(_CODE, match["names"])))


def _case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("CODE", _CODE))


_CLAUSES: tuple[tuple[re.Pattern[str], Callable[[Match], Clause]], ...] = (
    (_case(r"the result is an? `(?P<type>\w+)`"), lambda m: IsOfType(m["type"])),
    (
        _case(r"the result (?P<relation>equals|is at least|is at most) (?P<code>CODE)"),
        lambda m: Compares(m["relation"], _bare(m["code"])),  # type: ignore[arg-type]
    ),
    (
        _case(r"the result (?P<relation>is as long as|is no longer than|is no shorter than) `(?P<name>\w+)`"),
        lambda m: HasLength(m["relation"], m["name"]),  # type: ignore[arg-type]
    ),
    (_case(r"every item of the result is an item of `(?P<name>\w+)`"), lambda m: HasItems("subset", m["name"])),
    (_case(r"every key of the result is a key of `(?P<name>\w+)`"), lambda m: HasItems("keys", m["name"])),
    (_case(r"the result has the same items as `(?P<name>\w+)`"), lambda m: HasItems("same", m["name"])),
    (_case(r"the result is in (?P<way>a|de)scending order"), lambda m: IsOrdered(m["way"] == "de")),
    (_case(r"no item of the result comes twice"), lambda m: IsUnique()),
)

_STATEMENTS: tuple[tuple[re.Pattern[str], Callable[[Match], Statement | None]], ...] = (
    (_case(r"On all (?P<calls>\d+) recorded calls(?P<returning> that return)?,? (?P<rest>.+)"), _on_all),
    (
        _case(r"On (?P<count>\d+) of the (?P<calls>\d+) recorded calls,? (?P<function>CODE) raises `(?P<type>[\w.]+)`"),
        lambda m: OnSome(int(m["count"]), int(m["calls"]), raises=m["type"], function=_bare(m["function"])),
    ),
    (
        _case(r"On (?P<count>\d+) of the (?P<calls>\d+) recorded calls,? line (?P<line>\d+) returns"),
        lambda m: OnSome(int(m["count"]), int(m["calls"]), line=int(m["line"])),
    ),
    (
        _case(r"(?P<call>CODE) (?P<how>returns|raises) (?P<gives>CODE)"),
        lambda m: Gives(_bare(m["call"]), _bare(m["gives"]), m["how"] == "raises"),
    ),
    (_case(r"(?P<function>CODE) takes (?P<names>CODE(?:(?:, | and )CODE)*)"), _takes),
    (
        _case(r"The loop on line (?P<line>\d+) (?P<how>goes through|runs while) (?P<code>CODE)"),
        lambda m: Loops(int(m["line"]), _bare(m["code"]), m["how"] == "runs while"),
    ),
    (
        _case(r"Line (?P<line>\d+) returns (?P<code>CODE)"),
        lambda m: ReturnsText(int(m["line"]), _bare(m["code"])),
    ),
    (
        _case(r"(?P<function>CODE) calls its helper (?P<helper>CODE)"),
        lambda m: CallsHelper(_bare(m["function"]), _bare(m["helper"])),
    ),
)
