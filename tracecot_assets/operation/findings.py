"""What a check that doesn't hold says at the terminal: what must be true, what was found, and what to do."""

from collections.abc import Mapping

import dagster as dg

LONGEST = 300  # characters of what was found
WAY_OUT = "what to do"  # the name under which a check says it
_ASIDE = {"rows", "Data Docs", "seed of the draw", "so", WAY_OUT}
_LOOK = "`tracecot docs` shows what was found, and docs/operations.md says what then."
_STOPS = {
    dg.AssetCheckSeverity.ERROR: "What stands behind it was not made.",
    dg.AssetCheckSeverity.WARN: "It stops nothing.",
}


def told(evaluation: dg.AssetCheckEvaluation, says: str) -> str:
    """One line: the sentence of the check, its figures, whether it stops anything, and the way out."""
    name = f"check {evaluation.check_name} of {evaluation.asset_key.to_user_string()}"
    found = {one: text for one, value in evaluation.metadata.items() if (text := _text(value))}
    way_out = found.get(WAY_OUT) or found.get("so") or _LOOK
    figures = _figures({one: text for one, text in found.items() if one not in _ASIDE})
    return " ".join(filter(None, (f"{name}: {says}", figures, _STOPS[evaluation.severity], way_out)))


def _figures(found: Mapping[str, str]) -> str:
    """`Found: rows that break it 3, some of them samp_1; samp_2.`"""
    text = ", ".join(f"{name} {value}" for name, value in found.items())
    return f"Found: {text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}." if text else ""


def _text(value: dg.MetadataValue) -> str:
    """A figure on one line; empty for what is no figure."""
    match value.value:
        case bool() | int() as known:
            return str(known)
        case float() as share:
            return f"{share:.4g}"
        case str() as text if not isinstance(value, dg.UrlMetadataValue):
            lines = dict.fromkeys(line.removeprefix("- ").strip("`") for line in text.splitlines())
            return "; ".join(filter(None, lines))
    return ""
