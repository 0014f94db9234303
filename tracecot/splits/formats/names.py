"""The formats' names, apart from what makes them, for whoever only lists them."""

from typing import Literal

FormatName = Literal[
    "conversational", "parquet", "prompt-completion", "multi-turn", "preference", "prompt-only", "verifiers", "verl",
    "nemo-gym", "cruxeval", "livecodebench", "reval", "cwm", "text", "datasets",
]  # fmt: skip
