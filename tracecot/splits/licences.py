"""Says SPDX licences in the words of the Hugging Face Hub."""

import re
from collections.abc import Iterable

#: SPDX id -> the Hub's id, where the Hub has one (its list of licences, lower case); any other is "other".
_HUB = {
    "agpl-3.0", "apache-2.0", "artistic-2.0", "bsd", "bsd-2-clause", "bsd-3-clause", "bsd-3-clause-clear",
    "bsl-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "epl-2.0", "gpl-2.0", "gpl-3.0", "isc", "lgpl-3.0", "mit",
    "mpl-2.0", "ncsa", "postgresql", "unlicense", "wtfpl", "zlib",
}  # fmt: skip


def hub_licences(spdx: Iterable[str]) -> list[str]:
    """The Hub's ids of these licences, each once, in order; of an expression each part.

    >>> hub_licences(["MIT", "BSD-3-Clause OR Apache-2.0", "PSF-2.0"])
    ['apache-2.0', 'bsd-3-clause', 'mit', 'other']
    """
    parts = {part.lower() for one in spdx for part in re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", one) if part}
    return sorted({part if part in _HUB else "other" for part in parts}) or ["other"]


#: Licences that let anybody pass the code on inside a data set, named and with its text.
PERMISSIVE = (
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-4.0", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
)  # fmt: skip


def allows(licence: str, allowed: Iterable[str]) -> bool:
    """Whether rows under this SPDX expression may ship: one of its alternatives is allowed in all its parts.

    >>> allows("MIT OR GPL-3.0-only", ["MIT"]), allows("MIT AND GPL-3.0-only", ["MIT"]), allows("unknown", ["MIT"])
    (True, False, False)

    Of an expression with parentheses every part must be allowed, whatever joins them.
    """
    known = set(allowed)
    if "(" in licence:
        return all(part in known for part in re.split(r"\s+(?:AND|OR)\s+|[()]", licence) if part.strip())
    return any(
        all(part.strip() in known for part in re.split(r"\s+AND\s+", choice))
        for choice in re.split(r"\s+OR\s+", licence)
    )
