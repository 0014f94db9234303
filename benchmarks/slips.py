"""A text with one word or number changed: whether a verified text still is, where a person would have slipped."""

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?![\w.])")
_QUOTED = re.compile(r"(['\"])(\w+)\1")
#: What is put for a word or sign. Not all of it is false everywhere: who counts looks at what is still verified.
_INSTEAD = {
    "true": "false", "false": "true", "True": "False", "False": "True", "first": "second", "second": "third",
    "last": "first", "even": "odd", "odd": "even", "two": "three", "three": "four", "four": "five", "five": "six",
    "once": "twice", "twice": "once", "greater": "less", "less": "greater", "appended": "removed", "added": "dropped",
    "removed": "appended", "skipped": "executed", "inner": "outer", "outer": "inner", "never": "always",
    "both": "neither", "unchanged": "changed", "empty": "non-empty", "longer": "shorter", "before": "after",
    "starts": "ends", "is": "is not", "if": "else", "else": "if", "<": ">", ">": "<", "==": "!=", "+": "-",
}  # fmt: skip
_WORD = re.compile("|".join(
    rf"(?<!\w){re.escape(word)}(?!\w)" if word.isalpha() else rf"(?<= ){re.escape(word)}(?= )" for word in _INSTEAD
))  # fmt: skip


def slips(text: str) -> Iterator[str]:
    """The text with one number one higher, one word or sign replaced, or one short string spelled otherwise.

    >>> list(slips("x is 3"))
    ['x is 4', 'x is not 3']
    """
    for match in _NUMBER.finditer(text):
        yield text[: match.start()] + str(int(match.group()) + 1) + text[match.end() :]
    for match in _WORD.finditer(text):
        yield text[: match.start()] + _INSTEAD[match.group()] + text[match.end() :]
    for match in _QUOTED.finditer(text):
        yield text[: match.start(2)] + match.group(2)[::-1] + "q" + text[match.end(2) :]
