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
