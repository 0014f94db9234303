"""Finds values that a text names in words: an empty list, the empty string."""

from tracecot.verification.text.tokens import Token

_EMPTY = {
    "list": "[]", "array": "[]", "string": "''", "str": "''", "dict": "{}", "dictionary": "{}", "tuple": "()", "set": "set()",
}  # fmt: skip
_BEFORE = frozenset("a an the to as with is are becomes returns return over = becoming remains".split())
_ARTICLES = frozenset({"a", "an", "the"})
_NAMING = frozenset({",", ":", "called", "named", "for", "and"})


def with_empty_values(found: list[Token], text: str) -> list[Token]:
    """The tokens of the text, with those joined that together are an empty value; where its name follows, they aren't."""
    if "empty" not in text.lower():
        return found
    made: list[Token] = []
    place = 0
    while place < len(found):
        empty = _empty_value(found, place)
        shown = _shown(found, place + 1, empty)
        if empty is None or (shown is None and _is_named(found, place + 1)):
            made.append(found[place])
            place += 1
            continue
        start = made.pop().start  # "empty"
        if made[-1].text.lower() in _ARTICLES:
            start = made.pop().start
        made.append(Token("literal", empty, start, (shown or found[place]).end))
        place += 1 if shown is None else 2
    return made


def _shown(found: list[Token], place: int, text: str | None) -> Token | None:
    """The token at this place, if it is the empty value itself: the empty string `''`."""
    if text is None or place >= len(found) or found[place].sort not in ("code", "literal"):
        return None
    return found[place] if found[place].text.replace('"', "'") == text else None


def _empty_value(found: list[Token], place: int) -> str | None:
    """What the noun at this place is, if it is told to be empty."""
    text = _EMPTY.get(found[place].text.lower()) if found[place].sort == "word" else None
    if text is None or place < 2 or found[place - 1].text.lower() != "empty":
        return None
    return text if found[place - 2].text.lower() in _BEFORE else None


def _is_named(found: list[Token], after: int) -> bool:
    """Whether code follows, or a mark and code: "an empty list, `xs = []`"."""
    followers = found[after : after + 2]
    if followers and followers[0].sort in ("code", "literal"):
        return True
    return len(followers) == 2 and followers[0].text in _NAMING and followers[1].sort in ("code", "literal")
