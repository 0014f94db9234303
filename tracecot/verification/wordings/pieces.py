"""Pieces of patterns, and what a pattern is.

A sentence is matched as one line of text in which words are lower case, marks stand apart, and code is a letter for its
sort: N name, L literal, C closed expression, E expression, A assignment, S statement, T exception type, U unreadable
code; `#` is a number. A pattern is tried where its first token may stand.
"""

import re
from dataclasses import dataclass

from tracecot.verification.wordings.words import PROPERTIES

_ADVERBS = "now|still|again|already|then|therefore|thus|also|just|currently|here|simply|indeed|actually|currently|likely|probably|presumably|apparently|clearly|obviously"
ADV = rf"(?: (?:{_ADVERBS}))*"
#: The verbs that join an expression and its value.
COPULA = (
    r"(?:is|are|was|were|equals|equal|evaluates? to|works? out (?:to|as)|comes? (?:out )?(?:to|as)|gives|give|giving|"
    r"yields|yield|produces|produce|returns|computes to|results? in|has (?:the )?value|have (?:the )?value|"
    r"holds (?:the value)?|holds|contains exactly|stands at|remains|stays|is equal to|amounts? to|makes|is just|reads|"
    r"shows|=|==|:|→|->|=>|, i\.e\.(?: ,)?|, that is(?: ,)?|, or|, which is|, which gives|, which makes|, giving|, yielding|, namely)"
)
BECOMES = (
    r"(?:becomes|become|turns into|jumps to|climbs to|goes (?:back|down|up|on) to|comes to|sinks to|lands on|moves (?:on|up|down) to|back to|is bumped to|is bumped up to|grows to|goes to|goes up to|rises to|falls to|drops to|shrinks to|is set to|is bound to|is assigned"
    r"(?: to)?|gets the value|gets|takes the value|takes on|takes|now holds|is updated to|is changed to|changes to|"
    r"starts (?:out )?(?:as|at|with|from)|begins (?:as|at|with)|is initiali[sz]ed (?:to|as|with)|is now|ends up (?:as|at|being)|"
    r"ends (?:as|at)|starts over (?:at|from)|falls back to|defaults to|moves to|advances to|increases to|decreases to|is increased to|is incremented to|is decremented to|"
    r"is reduced to|is rebound to|is reset to|is replaced by|is left as|is left at|is left with)"
)
VALUE = r"(?P<v>[LCNE#])(?! (?:less|more|greater|fewer|larger|smaller|higher|lower) than\b)"
TRUE = r"(?:true|truthy|satisfied|met|fulfilled)"
FALSE = r"(?:false|falsy|not true|not satisfied|not met|untrue)"
UNIT = (
    r"(?:items?|elements?|characters?|chars?|letters?|keys?|values?|entries|entry|pairs?|words?|numbers?|times|passes|pass|"
    r"iterations?|rounds?|lines?|members?|digits?|parts?|pieces?|tuples?|lists?|strings?|rows?|columns?|steps?|repetitions?|"
    r"integers?|dicts?|sublists?|bits?|substrings?|symbols?|tokens?|arguments?|things?|turns?)"
)
#: The ends of an object, to which something is put.
EDGE = r"(?P<edge>end|back|tail|front|start|beginning|head)"
LINE = r"(?:(?: ,)? (?:on|at|in|of) line (?P<line>#))?"
LOOP = r"(?P<which>inner |outer |first |second |whole |nested )?(?:for - |while - |for |while )?(?:loop|iteration|comprehension)"
MORE = r"(?P<more>(?: (?:,|and|, and) [LCNE#])*)"

PROPERTY = (
    r"(?P<word>non - empty|non - zero|upper - case|lower - case|"
    + "|".join(sorted(PROPERTIES, key=len, reverse=True))
    + ")"
)

CODE = "N E C S"
VALUES = "L C N E #"


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, the token, or two, that it may begin with, and what it means (a function of `reading/`)."""

    meaning: str
    starts: frozenset[str]
    pattern: re.Pattern[str]


def wording(meaning: str, starts: str, pattern: str) -> Wording:
    """The wording; `starts` are its first tokens, between blanks."""
    return Wording(meaning, frozenset(starts.split()), re.compile(pattern + r"(?![\w])"))
