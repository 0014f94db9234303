"""Style findings: words by which a text shows that its writer was told what happened."""

import re
from collections.abc import Iterator

from tracecot.narrations.modelled.prompts import Complaint

_CODE = re.compile(r"(`+)(?:(?!\1).)+\1", re.S)
_LEAKS = re.compile(
    r"\b(?:the|these|your|provided|given|above) (?:execution )?(?:trace|notes?|recording|log)\b"
    r"|\b(?:as|we were|I was|you were) (?:given|told|provided)\b|\bas an AI\b"
    r"|\b(?:known|expected|stated) (?:output|answer)\b",
    re.I,
)


def leaks(text: str) -> Iterator[Complaint]:
    """A complaint for each, code left aside.

    >>> [one.text for one in leaks("The trace shows that `the trace` is 5.")]
    ['The trace']
    """
    plain = _CODE.sub(lambda code: " " * len(code.group()), text)
    for found in _LEAKS.finditer(plain):
        yield Complaint(found.group(), "it shows that the outcome was told", "a reader works it out")
