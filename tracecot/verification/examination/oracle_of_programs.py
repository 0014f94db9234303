"""Whether a corrupted claim about a program is still true: judged naively, with none of the verifier's code.

As `oracle.py`, it looks again at what makes corruptions to give false ones only, in another and simpler way: on texts.
"""

import ast
from collections.abc import Sequence

from tracecot.evaluation import evaluate, holding
from tracecot.operations import NotEvaluable
from tracecot.values import NotPlain, canonical, same
from tracecot.verification.corruptions.programs.honest import CalledWith, HonestProgram
from tracecot.verification.corruptions.records import Corruption, Lie

#: A clause as an expression of the result and of what it is held against: `{}` is that.
_AS_CODE = {
    "in ascending order": "list(result) == sorted(result)",
    "in descending order": "list(result) == sorted(result, reverse=True)",
    "no longer than": "len(result) <= len({})",
    "no shorter than": "len(result) >= len({})",
    "is at least": "result >= ({})",
    "is at most": "result <= ({})",
    "has the same items as": "sorted(map(repr, result)) == sorted(map(repr, {}))",
}


def excuse_of_program(honest: HonestProgram, corruption: Corruption) -> str:
    """Why the corrupted text says nothing false, or nothing."""
    lie, calls = corruption.lie, honest.calls
    returned = [call for call in calls if not call.raised]
    match lie.subject:
        case "the calls":
            return "there are as many" if int(lie.value) in _meant(honest, len(calls), len(returned)) else ""
        case "the count":
            return _counted(calls, lie)
        case "the type":
            kinds = {type(call.result).__name__ for call in returned}
            return "it is of that type" if kinds == {lie.value} else ""
        case "the line":
            return _stands_there(honest.code, lie.value)
        case "the parameters":
            return _are_in_order(honest, lie.value.split())
        case "the helper":
            return _calls(honest.code, *lie.value.split())
        case "the code":
            return _gives_the_same(calls, lie)
    if lie.subject in _AS_CODE:
        return _holds(returned, _AS_CODE[lie.subject].format(lie.value))
    return _gave(calls, lie)


def _meant(honest: HonestProgram, every: int, returned: int) -> set[int]:
    """How many calls an observation may truly speak of."""
    return {returned} if "recorded calls that return" in honest.text else {every}


def _counted(calls: Sequence[CalledWith], lie: Lie) -> str:
    number, _, about = lie.value.partition(" ")
    on_line = about.removeprefix("line ") if about.startswith("line ") else ""
    found = [call for call in calls if (str(call.line) == on_line if on_line else call.raised and call.gives == about)]
    return "it is as often" if len(found) == int(number) else ""


def _stands_there(code: str, says: str) -> str:
    number, _, text = says.partition(" ")
    wanted = text.replace(" ", "")
    return "the line has that too" if wanted in code.split("\n")[int(number) - 1].replace(" ", "") else ""


def _are_in_order(honest: HonestProgram, names: Sequence[str]) -> str:
    head = honest.code.partition(f"def {honest.entry_point}(")[2].partition(":\n")[0]
    words = "".join(each if each.isalnum() or each in "_" else " " for each in head).split()
    found = [word for word in words if word in names]
    return "they stand in that order" if found[:2] == list(names) else ""


def _calls(code: str, function: str, helper: str) -> str:
    of_function = code.partition(f"def {function}(")[2].partition("\ndef ")[0]
    return "it calls that too" if f"{helper}(" in of_function.partition("\n")[2] else ""


def _gives_the_same(calls: Sequence[CalledWith], lie: Lie) -> str:
    """Whether the changed `return` gives what the call gave."""
    call = next(each for each in calls if each.source == lie.value)
    try:
        changed = evaluate(ast.parse(lie.written, mode="eval").body, holding({"result": call.result}))
    except NotEvaluable:
        return ""  # it raises, or takes too long
    return "it gives the same" if canonical(changed) == canonical(call.result) else ""


def _holds(calls: Sequence[CalledWith], code: str) -> str:
    node = ast.parse(code, mode="eval").body
    try:
        if all(evaluate(node, holding({**call.arguments, "result": call.result})) for call in calls):
            return "that is so of all calls"
    except (NotEvaluable, NotPlain):
        return ""
    return ""


def _gave(calls: Sequence[CalledWith], lie: Lie) -> str:
    """Whether the call gave that."""
    for call in calls:
        if call.source == lie.subject and (
            call.gives == lie.value or (not call.raised and same(call.gives, lie.value))
        ):
            return "that is what came out"
    return ""
