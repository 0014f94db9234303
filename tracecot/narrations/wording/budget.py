"""How long a text is, in tokens, by a plain estimate."""

import math

CHARACTERS_PER_TOKEN = 3.2  # of English with much code in it; common tokenizers give 2.9 to 3.5


def tokens(text: str) -> int:
    """About how many tokens the text has.

    >>> tokens("`x = 5`, so `x > 3` is true.")
    9
    """
    return math.ceil(len(text) / CHARACTERS_PER_TOKEN)
