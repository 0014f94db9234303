"""Where a sentence names the line or the pass behind what it says of it: "`total` becomes `3` on line 7"."""

from collections.abc import Sequence
from dataclasses import replace

from tracecot.verification.meanings import AtItem, EveryPass, InPass, Mentions, OnLine, Reason, Recurs, Turns, Unread
from tracecot.verification.reading.memory import Stated
from tracecot.verification.text.lines import Line

_PREPOSITIONS = frozenset({"on", "at", "in", "for", "during", "by", "("})
_OPENING = frozenset({"(", "by", "—", "–", "only"})
_MARKS = frozenset({",", ".", ")", "!", "?", ";", "**", "__", "*", "—", "–"})
_GOING_ON = frozenset({"so", "and", "but", "because", "since", "therefore", "thus", "hence", "then", "which"})
_NO_CLAIM = (AtItem, EveryPass, InPass, OnLine, Reason, Turns, Unread)


def in_front(said: Sequence[Stated], line: Line) -> list[Stated]:
    """The statements, a line or a pass behind the one that it is of before that one."""
    placed: list[Stated] = []
    for each in said:
        owner = _owner(placed, each, line)
        if owner < len(placed) and isinstance(each.meaning, OnLine):
            placed[owner:] = [replace(other, line=each.meaning.number) for other in placed[owner:]]
        placed.insert(owner, each)
    return placed


def _owner(placed: Sequence[Stated], each: Stated, line: Line) -> int:
    """Where the statement goes: before the last claim, if it is said of that one, else to the end."""
    end = len(placed)
    if not isinstance(each.meaning, OnLine | InPass) or (isinstance(each.meaning, InPass) and _is_label(each.meaning)):
        return end
    last = next((place for place in range(end - 1, -1, -1) if not isinstance(placed[place].meaning, Recurs)), -1)
    if last < 0 or isinstance(placed[last].meaning, _NO_CLAIM) or _is_name(placed[last]):
        return end
    span = (placed[last].first, placed[last].last)
    if not _is_behind(placed[-1].last, each, line):
        return end
    while last and (placed[last - 1].first, placed[last - 1].last) == span:
        last -= 1
    return last


def _is_label(meaning: InPass) -> bool:
    return meaning.begins or meaning.only or meaning.target is not None


def _is_name(stated: Stated) -> bool:
    """Whether it is a bare name, which stands on many lines."""
    return isinstance(stated.meaning, Mentions) and stated.meaning.code.sort == "N"


def _is_behind(last: int, each: Stated, line: Line) -> bool:
    """Whether it stands right behind what ends with that token, or closes the sentence behind a comma."""
    words = [piece.text.lower() for piece in line.pieces]
    between = words[last + 1 : each.first]
    if not {words[each.first], *between} & _PREPOSITIONS:
        return False
    if all(word in _OPENING for word in between):
        return True
    after = next((word for word in words[each.last + 1 :] if word not in _MARKS), "so")
    return all(word in _OPENING | _MARKS for word in between) and after in _GOING_ON
