"""What is said of changes in place."""

import re
from dataclasses import replace

from tracecot.verification.meanings import (
    Does,
    DoesEach,
    DoesTo,
    Loosely,
    Meaning,
    NewKey,
    Stands,
    StartsEmpty,
    Unchanged,
    Unread,
)
from tracecot.verification.reading.bare import reckoned
from tracecot.verification.reading.found import ONE, Found, edge
from tracecot.verification.reading.memory import Memory
from tracecot.verification.wordings.words import DEEDS


def _also(found: Found) -> list[Meaning]:
    """... and to `ys`: whether one deed changes two objects isn't looked at."""
    return [Unread("it is said of two objects")] if found.has("also") else []


#: A place that a name only helps to say: "to a copy of `xs`".
_ELSEWHERE = re.compile(
    r" (?:(?:to|into|onto)(?: (?!and\b|so\b|which\b|as\b|since\b|because\b|when\b)[a-z]\w*){1,4}|in front of|before|after"
    r"|(?:in|from) (?:an?|the|another|some|its|their)(?: [a-z]\w*){1,3}) [NE](?= |$)"
)


#: A place that a noun names: "to the list"; an end of it is no object.
_HOLDER = re.compile(
    r" (?:to|into|onto|in|from|of|under) (?:the|an?|this|that|its|our|their|some|another)(?: (?!and\b|so\b|since\b)[a-z]\w*){0,3}? "
    r"(?P<noun>(?!(?:end|back|tail|front|start|beginning|head|pass|iteration|round|loop|call|step|turn|branch|block|body|line)\b)[a-z]\w*)(?= (?:[.,;:)]|and|so|of|on|at|in|since|because)|$)"
)
_TO_IT = re.compile(r" (?:to|into|onto|from) (?:it|itself|them|themselves|each|both)\b")
_HOLDERS = frozenset(
    "list dict dictionary set queue stack deque array heap counter string text result output answer".split()
)


def _held_by_noun(deed: Does, found: Found) -> list[Meaning]:
    """The deed, done to the object that a noun behind it names."""
    if _TO_IT.match(found.line.text, found.match.end()):
        return [deed, Unread("what it is done to isn't understood")]
    place = _HOLDER.match(found.line.text, found.match.end())
    if place is None or deed.where is not None:
        return [deed]
    if place["noun"] in _HOLDERS and " of" not in place.group():
        return [replace(deed, holder=place["noun"])]
    return [deed, Unread("what it is done to isn't understood")]


_SUMMED = re.compile(r" to #")  # "adding 1 to 1" is arithmetic


def increments(found: Found, memory: Memory) -> list[Meaning]:
    """Increments `x` by 2."""
    subject, step = found.code("s"), found.code("n") or ONE
    if subject is None or subject.sort != "N":
        return []
    sign = "+" if found.text("word") in ("increments", "increases", "adds") else "-"
    memory.subject = subject
    return [Does(f"{sign}=", step, subject)]


def increased(found: Found, memory: Memory) -> list[Meaning]:
    """`x` is increased by 2."""
    subject = found.code("s")
    if subject is None:
        return []
    sign = "+" if found.text("word").startswith("in") else "-"
    return [Does(f"{sign}=", found.code("n") or ONE, subject)]


def into(found: Found, memory: Memory) -> list[Meaning]:
    """What follows a deed whose object was explained: "..., which is `6`, into `xs`"."""
    if memory.deed_said is None:
        return []
    return [replace(memory.deed_said, where=found.code("where"), index=found.code("at"))]


def deed(found: Found, memory: Memory) -> list[Meaning]:
    """Appends `3`."""
    what = found.code("v")
    if what is None or (DEEDS[found.text("verb")] == "add" and _SUMMED.match(found.line.text, found.match.end())):
        return []
    if what.sort in "NEC":
        memory.subject = what
    memory.deed_said = Does(DEEDS[found.text("verb")], what, edge=edge(found))
    if _ELSEWHERE.match(found.line.text, found.match.end()):
        return [memory.deed_said, Unread("what it is done to isn't understood")]
    if what.text.isdigit() and not found.raw("v").isdigit():
        return [Loosely(memory.deed_said)]  # "removes the two blanks" is a count
    return _held_by_noun(memory.deed_said, found)


def deeds(found: Found, memory: Memory) -> list[Meaning]:
    """Appends `1`, `2` and `3` to `xs`."""
    first = found.code("v")
    if first is None:
        return []
    return [DoesEach(DEEDS[found.text("verb")], (first, *found.codes("more")), found.code("where"))]


def deed_in(found: Found, memory: Memory) -> list[Meaning]:
    """Appends `3` to `xs`."""
    what, where = found.code("v"), found.code("where")
    if what is None:
        return []
    if what.sort in "NEC":
        memory.subject = what
    verb = DEEDS[found.text("verb")]
    if (
        verb == "insert"
        and where is not None
        and found.code("at") is None
        and re.search(r" at (?:index|position) #$", found.match.group())
    ):
        return [Does(verb, what, None, index=where)]
    if verb == "add" and where is not None and where.text.lstrip("-").isdigit():
        return []
    if verb in ("extend", "update") and found.text("to") in ("by", "with"):
        what, where = where or what, what
    return [Does(verb, what, where, index=found.code("at"), edge=edge(found)), *_also(found)]


#: What happens to an object itself.
_ITSELF = frozenset({"sort", "reverse", "clear", "change"})


def done_to(found: Found, memory: Memory) -> list[Meaning]:
    """`3` is appended to `xs`."""
    what = found.code("v")
    if what is None:
        return []
    memory.subject = found.code("where") or memory.subject
    verb, where = DEEDS[found.text("verb")], found.code("where")
    if found.has("no") and where is None and what.sort in "NE" and verb in _ITSELF:
        if " never " in found.match.group():
            return [Unread("since when it is so isn't said")]
        return [Unchanged(what) if verb == "change" else Does(verb, None, what, negated=True)]
    is_so = found.text("verb") == "sorted" and where is None
    done = Does(verb, what, where, found.has("no"), found.code("at"), edge(found), is_so)
    how_many = what.text.isdigit() and not found.raw("v").isdigit()  # "five are written" may be a count
    if where is None and _ELSEWHERE.match(found.line.text, found.match.end()):
        return [done, Unread("what it is done to isn't understood")]
    if not how_many and not done.negated:
        return [*_held_by_noun(done, found), *_also(found)]
    return [Loosely(done) if how_many else done, *_also(found)]


def moves_to(found: Found, memory: Memory) -> list[Meaning]:
    """`'q'` moves to `taken`."""
    what, where = found.code("v"), found.code("where")
    return [] if what is None or where is None else [Loosely(Does("append", what, where))]


def container_done(found: Found, memory: Memory) -> list[Meaning]:
    """`out` is extended with both: it is the object that changes."""
    where = found.code("where")
    return (
        []
        if where is None
        else [DoesTo({"filled": "update"}.get(found.text("verb"), DEEDS.get(found.text("verb"), "change")), where)]
    )


def nothing_done(found: Found, memory: Memory) -> list[Meaning]:
    """Nothing is appended."""
    return [Does(DEEDS[found.text("verb")], None, found.code("where"), negated=True)]


def not_done(found: Found, memory: Memory) -> list[Meaning]:
    """Not added."""
    return [Loosely(Does(DEEDS[found.text("verb")], None, negated=True))]


def stores_assignment(found: Found, memory: Memory) -> list[Meaning]:
    """Stores `d['k'] = 1`."""
    first = found.code("a")
    if first is None:
        return []
    codes = [first, *[code for code in found.codes("moreA") if code.sort == "A"]]
    assigned = re.search(r"\b(?:sets?|binds|initiali[sz]es)(?: up)? A", found.match.group()) is not None
    verb = "leave" if found.text("verb") == "leaves" else DEEDS.get(found.text("verb"), "")
    return [each for code in codes for each in (*reckoned(code), Stands(code, done=True, assigned=assigned, verb=verb))]


def with_held(found: Found, memory: Memory) -> list[Meaning]:
    """With `x = 3`."""
    first = found.code("a")
    if first is None:
        return []
    return [Stands(code, held=True) for code in (first, *[code for code in found.codes("moreA") if code.sort == "A"])]


def starts_empty(found: Found, memory: Memory) -> list[Meaning]:
    """Starts with an empty list `xs`."""
    code = found.code("a")
    return [] if code is None else [StartsEmpty(code, found.text("type"))]


def new_key(found: Found, memory: Memory) -> list[Meaning]:
    """A new key."""
    return [NewKey(found.has("again"), found.text("noun"))]
