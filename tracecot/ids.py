"""Content-addressed ids: the same content gives the same id on every machine and in every run."""

import hashlib
import json

DIGEST_CHARACTERS = 20  # 80 bits: about one chance in 10^12 of any clash among a million rows of one kind

#: Made once: `json.dumps` makes one for each text that it writes.
_written = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode

KINDS = ("prog", "call", "trace", "narr", "claim", "samp")


def content_id(kind: str, *parts: object) -> str:
    """An id such as `prog_3f2a...` for JSON-able parts.

    >>> content_id("call", "prog_1", "3, 4") == content_id("call", "prog_1", "3, 4")
    True
    """
    return f"{kind}_{digest(*parts)[:DIGEST_CHARACTERS]}"


def digest(*parts: object) -> str:
    """The SHA-256 of JSON-able parts, as 64 hexadecimal digits."""
    # One by one, since a text or a number is written at once, and for a list of them an encoder is made each time.
    written = ",".join([str(part) if type(part) is int else _written(part) for part in parts])
    return hashlib.sha256(f"[{written}]".encode("ascii")).hexdigest()
