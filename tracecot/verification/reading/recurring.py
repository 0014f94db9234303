"""Words such as "again" and "still": what they say of a statement."""

from tracecot.verification.code.reading import Code
from tracecot.verification.meanings import (
    Beside,
    Does,
    Equals,
    IsTrue,
    Length,
    LineRuns,
    Loosely,
    Meaning,
    Member,
    Recurs,
    Returns,
    Stands,
    Such,
    Unread,
)
from tracecot.verification.wordings.joining import Recurrence


def recurring(word: Recurrence, meaning: Meaning) -> Meaning:
    """That a statement was so before, in that sense."""
    if isinstance(meaning, Loosely) and word == "no longer":
        return Loosely(recurring(word, meaning.meaning))
    if isinstance(meaning, Equals | Stands) and word == "no longer":
        return Unread("it denies what stands there")  # "no longer `x = 3`"
    about = meaning.condition if isinstance(meaning, IsTrue) else meaning.subject if isinstance(meaning, Such) else None
    if about is not None and about.is_value:
        return Loosely(Recurs(word))  # "11 is odd again": no value was so before
    if isinstance(meaning, Beside):
        return Loosely(Recurs(word, meaning.subject))  # "at depth 1 again" may count calls
    subject: Code | None = getattr(meaning, "subject", None) or getattr(meaning, "condition", None)
    asked = isinstance(meaning, IsTrue | Such | Member | Length) or (
        isinstance(meaning, Equals) and meaning.how in ("is", "returns")
    )
    done = isinstance(meaning, Equals | Stands | Does | Returns) and not asked
    what = meaning.what if isinstance(meaning, Does) else None
    line = meaning.number if isinstance(meaning, LineRuns) and meaning.runs else None
    return Recurs(word, subject, word == "again" and (asked or done), what, alone=done, line=line)
