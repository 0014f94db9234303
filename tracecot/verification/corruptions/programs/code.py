"""Code that is not what was asked for: a `return` that provably gives something else on a recorded call."""

import ast
from collections.abc import Iterator

from tracecot.verification.corruptions.programs.honest import CalledWith, HonestProgram
from tracecot.verification.corruptions.records import Edit, Lie

LONGEST = 200  # characters of an expression that is changed


def code_mutated(honest: HonestProgram) -> Iterator[Lie]:
    """Fence, tag and answer have a program that gives something else on some recorded call."""
    for code, call, changed in _mutated(honest):
        edits = tuple(Edit(place, place + len(honest.rationale.answer), code) for place in _places(honest))
        if len(edits) > 1:
            yield Lie(edits, None, "the code", call.source, (), code, written=changed)


def answer_mutated(honest: HonestProgram) -> Iterator[Lie]:
    """The text has the right code, tag and answer another."""
    for code, call, changed in _mutated(honest):
        place = honest.text.rfind(honest.rationale.answer)
        edit = Edit(place, place + len(honest.rationale.answer), code)
        yield Lie((edit,), None, "the code", call.source, (), code, written=changed)


def fence_mutated(honest: HonestProgram) -> Iterator[Lie]:
    """The text has another code than the answer, which is right."""
    for code, call, changed in _mutated(honest):
        places = _places(honest)
        if len(places) > 1:
            edit = Edit(places[0], places[0] + len(honest.rationale.answer), code)
            yield Lie((edit,), None, "the code", call.source, (), written=changed)


def _places(honest: HonestProgram) -> list[int]:
    """Where the code stands in the text."""
    found: list[int] = []
    place = honest.text.find(honest.rationale.answer)
    while place >= 0:
        found.append(place)
        place = honest.text.find(honest.rationale.answer, place + 1)
    return found


def _mutated(honest: HonestProgram) -> Iterator[tuple[str, CalledWith, str]]:
    """Programs with one `return` changed, a call that ends there, and what is returned instead, of `result`."""
    if honest.rationale.task != "code_generation":
        return
    for call in honest.mixed(honest.calls, "code_mutated"):
        place = _returned_on(honest, call)
        if place is None:
            continue
        line, start, end = place
        lines = honest.rationale.answer.split("\n")
        said = lines[line - 1]
        for change in honest.mixed(_changes(call.result), "code_mutated", call.source):
            lines[line - 1] = said[:start] + change.format(f"({said[start:end]})") + said[end:]
            yield "\n".join(lines), call, change.format("result")


def _returned_on(honest: HonestProgram, call: CalledWith) -> tuple[int, int, int] | None:
    """Line and columns of what the call returned, where that is the end of it: on one line, and in no recursion."""
    code = honest.rationale.answer
    if call.raised or call.calls != 1 or not call.line or not code.isascii() or not honest.code.startswith(code):
        return None
    found = [
        (node.value.lineno, node.value.col_offset, node.value.end_col_offset or 0) for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Return) and node.value is not None and node.lineno == call.line == node.end_lineno
    ]  # fmt: skip
    return found[0] if len(found) == 1 and found[0][2] - found[0][1] <= LONGEST else None


def _changes(result: object) -> list[str]:
    """Expressions that give another value than this."""
    if isinstance(result, bool):
        return ["not {}"]
    if isinstance(result, int | float):
        return ["{} + 1", "{} - 1"]
    if isinstance(result, str | list | tuple) and result:
        return ["{}[1:]", "{}[:-1]"]
    return [] if result is None else ["None"]
