"""False words about a program's text and about single calls of it."""

import re
from collections.abc import Iterator

from tracecot.verification.corruptions.places import code_lines
from tracecot.verification.corruptions.programs.honest import CalledWith, HonestProgram
from tracecot.verification.corruptions.records import Edit, Lie

_TAKES = re.compile(r"`[^`]+` takes `([^`]+)`(?:, | and )`([^`]+)`")
_ON_LINE = re.compile(
    r"(?:The loop on|Line|the loop on|line) (line )?(\d+) (?:returns|goes through|runs while) `([^`]+)`"
)
_HELPER = re.compile(r"`([^`]+)` calls its helper `([^`]+)`")
_OTHER_ERRORS = {"ValueError": "TypeError", "KeyError": "IndexError", "IndexError": "KeyError"}


def call_gives_another(honest: HonestProgram) -> Iterator[Lie]:
    """A call is said to return what another call returned."""
    for call, place, end in honest.mixed(_told(honest, raised=False), "call_gives_another"):
        for other in honest.mixed({each.gives for each in honest.calls if not each.raised}, call.source):
            if other != call.gives and "`" not in other and "\n" not in other:
                yield Lie((Edit(place, end, other),), None, call.source, other, (call.gives,))


def raised_another(honest: HonestProgram) -> Iterator[Lie]:
    """A call is said to raise another exception."""
    for call, place, end in honest.mixed(_told(honest, raised=True), "raised_another"):
        other = _OTHER_ERRORS.get(call.gives, "ValueError")
        yield Lie((Edit(place, end, other),), None, call.source, other, (call.gives,))


def _told(honest: HonestProgram, *, raised: bool) -> Iterator[tuple[CalledWith, int, int]]:
    """The calls that are told with what they gave, and where that stands."""
    for call in honest.calls:
        told = f"`{call.source}` {'raises' if raised else 'returns'} `"
        start = honest.text.find(f"{told}{call.gives}`") if call.raised == raised else -1
        if start >= 0:
            yield call, start + len(told), start + len(told) + len(call.gives)


def parameters_swapped(honest: HonestProgram) -> Iterator[Lie]:
    """The first two parameters are told in the other order."""
    for found in _TAKES.finditer(honest.text):
        edits = (Edit(*found.span(1), found[2]), Edit(*found.span(2), found[1]))
        yield Lie(edits, None, "the parameters", f"{found[2]} {found[1]}", ())


def line_of_text_wrong(honest: HonestProgram) -> Iterator[Lie]:
    """Another line is said to return, or to go through, what one does."""
    lines = honest.code.split("\n")
    for found in honest.mixed(_ON_LINE.finditer(honest.text), "line_of_text_wrong"):
        for line in honest.mixed(code_lines(honest.code), "line_of_text_wrong", found[2]):
            if line != int(found[2]) and found[3] not in lines[line - 1]:
                yield Lie((Edit(*found.span(2), str(line)),), None, "the line", f"{line} {found[3]}", ())


def code_of_text_wrong(honest: HonestProgram) -> Iterator[Lie]:
    """A line is said to have the code that another has."""
    found = list(_ON_LINE.finditer(honest.text))
    lines = honest.code.split("\n")
    for one in honest.mixed(found, "code_of_text_wrong"):
        for other in found:
            if other[3] != one[3] and other[3] not in lines[int(one[2]) - 1]:
                yield Lie((Edit(*one.span(3), other[3]),), None, "the line", f"{one[2]} {other[3]}", ())


def helper_turned(honest: HonestProgram) -> Iterator[Lie]:
    """The helper is said to call the function."""
    for found in _HELPER.finditer(honest.text):
        edits = (Edit(*found.span(1), found[2]), Edit(*found.span(2), found[1]))
        yield Lie(edits, None, "the helper", f"{found[2]} {found[1]}", ())
