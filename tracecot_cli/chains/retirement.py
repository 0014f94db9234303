"""Says in words since when a row lives no more, and why."""

from resources.warehouse.asking import Row

#: What `retired_because` means.
_BECAUSE = {
    "source": "what it stands on is gone",
    "version": "another version made it",
    "settings": "other settings made it",
    "selection": "it was selected no more",
    "withdrawn": "its source was withdrawn",
}


def since_and_why(row: Row) -> str:
    """Since when a row lives no more, and why; empty while it lives.

    >>> from datetime import datetime
    >>> since_and_why({"retired_at": datetime(2026, 3, 4), "retired_because": "withdrawn"})
    '2026-03-04 because its source was withdrawn'
    """
    if not row.get("retired_at"):
        return ""
    return f"{row['retired_at']:%Y-%m-%d} because {_BECAUSE[str(row['retired_because'] or 'source')]}"


def retired(row: Row) -> str:
    """The same, to be hung on to a sentence."""
    return f", retired {found}" if (found := since_and_why(row)) else ""
