"""Frames: the ways of wording the most frequent sentences, by voice; which one is taken follows from content."""

from collections.abc import Mapping

Frames = Mapping[str, tuple[str, ...]]

#: What every voice may say. Of a frame that stands twice more is heard.
COMMON: Frames = {
    "noun": ("pass", "pass", "iteration", "round"),
    "call": (
        "{name} is called with {given}.", "{name} is called with {given}.", "{name} starts with {given}.",
        "{name} runs with {given}.", "{name} is entered with {given}.",
    ),
    "set": (
        "Line {line} sets {name} to {value}.", "Line {line}: {equation}.", "On line {line} {name} becomes {value}.",
        "Line {line} gives {equation}.",
    ),
    "so": ("{because}, so {told}", "{because}, so {told}", "since {because}, {told}", "{because}; therefore {told}"),
    "whole": (
        "Now {equation}.", "{name} is now {value}.", "That leaves {equation}.", "So now {equation}.",
    ),
    "true": ("{condition} is true", "{condition} is true", "{condition} holds"),
    "false": ("{condition} is false", "{condition} is false", "{condition} fails"),
    "count": (
        "the loop on line {line} makes {count}", "the loop on line {line} runs for {count}",
        "the loop on line {line} takes {count}",
    ),
    "items": (
        "The loop on line {line} goes through the {count} items of {source}.",
        "The loop on line {line} walks through the {count} items of {source}.",
        "The loop on line {line} runs over the {count} items of {source}.",
    ),
    "end": (
        "The loop on line {line} ends with {left}.", "After the loop on line {line}, {left}.",
        "The loop on line {line} is over and leaves {left}.",
    ),
    "decide": ("{because}, so {told}", "{because}, so {told}", "{because}; therefore {told}"),
    "which": ("line {line} sets {name} to {code}, which is {value}",),
    "as_it_is": ("", "", "which"),
    "argument": ("", "which"),
    "new_again": (", a new {noun} again.", ", a new {noun} again.", ""),
    "alike": ("In the same way", "In the same way", ""),
    "nothing": ("nothing is {done}", "line {line} is skipped"),
}  # fmt: skip

#: What a voice says in its own way; a frame that is empty says nothing.
OWN: Mapping[str, Frames] = {
    "terse": {
        "set": ("Line {line}: {equation}.", "Line {line} sets {name} to {value}."),
        "so": ("{because}, so {told}",),
        "decide": ("{because}, so {told}",),
        "whole": ("Now {equation}.", "{name} is now {value}."),
    },
    "teacher": {
        "so": (
            "{because}, so {told}", "{because}, so {told}", "since {because}, {told}", "{because}; that is why {told}",
            "{because}, and so {told}",
        ),
        "whole": ("So {name} is now {value}.", "That leaves {equation}.", "After this step {equation}."),
        "decide": (
            "{because}, so {told}", "{because}, so {told}", "{because}; that is why {told}", "{because}, and so {told}",
        ),
        "ask_bind": (
            "Which value does {name} get here?", "We work out {name}.", "What about {name}?", "", "",
        ),
        "ask_branch": (
            "Does {condition} hold?", "We have to decide on {condition}.", "What about {condition}?", "",
        ),
        "ask_result": ("What does {name} hand back?", "What comes out of {name}?", ""),
        "ask_loop": ("We follow it one by one.", "Let us go through it step by step.", "", ""),
    },
    "table": {
        "table": (
            "The rest in a table:", "The values from there on:", "In a table, from there on:",
            "We write down what follows:",
        ),
    },
}  # fmt: skip


def frames(voice: str, kind: str) -> tuple[str, ...]:
    """The ways in which the voice words such a sentence; none where it says nothing of the kind."""
    return OWN.get(voice, {}).get(kind) or COMMON.get(kind, ())
