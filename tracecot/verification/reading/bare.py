"""Code that stands without a statement: whether it is only named, or says something by itself."""

import ast
import re

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import Equals, IsTrue, Loosely, Made, Meaning, TakesValues
from tracecot.verification.text.lines import Line
from tracecot.verification.wordings.joining import SINCE, SO
from tracecot.verification.wordings.words import DEEDS

#: "..., as is `x`", "and so does `x`": what was said of another thing is said of this one.
LIKEWISE = re.compile(r"\b(?:as|so) (?:is|are|was|were|does|do|did)$")
#: Words behind which code is only named: what the reader is told to do, to look at, or is asked.
_ANNOUNCED = re.compile(
    r"\b(?:let us|let's|let me|we'll|i'll|i will|we will|we need to|to)(?: now| first| just)? "
    r"(?:check|look at|look into|evaluate|compare|consider|determine|trace|follow|execute|run|simulate|compute|calculate|"
    r"work out|figure out|predict|understand|(?:find|get|see|verify)(?= (?:what|how|which|the (?:final |return(?:ed)? )?(?:output|result|value|answer))\b))"
    r"(?: (?!(?:that|is|are|be|as|has|have|do|does|in|at)\b)[a-z]+){0,8}(?: [NEC](?: ,)?(?: and)?)*$"
)
_CAUSING = re.compile(r"\b(?:so|because|since|therefore|thus|hence)\b")
#: Before a quoted statement: that it is executed for that reason, or is only what is to be done.
LEADING = re.compile(r"\b(?:so|therefore|thus|hence)$")
DOING = re.compile(r"\b(?:do|doing|have|be|get|say|go on with)$")
_SPEAKING_OF = re.compile(
    r"(?:look(?:ing)? at|consider(?:ing)?|about|decide on|works? out|worked out on line #(?: as)?|out of|determine|"
    r"follow(?:ing)?|trace|note|line # (?:runs|has)|the (?:condition|function|call|loop|variable|name|argument|parameter))(?: the| this| that)?$"
)


def is_spoken_of(code: Code, line: Line, index: int) -> bool:
    """Whether code is only named, so that nothing is said of it that could be false."""
    before = line.text[: line.shape.starts[index]].rstrip()
    follower = line.codes[index + 1] if index + 1 < len(line.codes) else None
    after = line.pieces[index + 1].text.lower() if index + 1 < len(line.pieces) else ""
    match code.node:
        case ast.Call(func=ast.Attribute(attr=method)):
            does_so, is_deed = DEEDS.get(after) == method, True  # "`xs.append(3)` appends ..."
        case _:
            does_so, is_deed = False, code.sort == "S"
    return (
        (follower is not None and follower.sort == "A")
        or after == "goes"
        or does_so
        or any(each.text == "?" for each in line.pieces)
        or bool(_SPEAKING_OF.search(before))
        or (not is_deed and bool(_ANNOUNCED.search(before)) and _CAUSING.search(line.text) is None)
    )


def leads_on(code: Code, line: Line, index: int) -> bool:
    """Whether the code is a condition from which an arrow leads to what comes of it: it is told to be true."""
    follower = line.pieces[index + 1].text if index + 1 < len(line.pieces) else ""
    return follower in ("→", "->", "=>") and isinstance(code.node, ast.Compare | ast.BoolOp)


def is_reason(line: Line, index: int) -> bool:
    """Whether what stands there is given as a reason: "3 + 6 = 9, so ..."."""
    before = {piece.text.lower() for piece in line.pieces[max(index - 1, 0) : index]}
    after = [
        piece.text.lower() for piece in line.pieces[index + 1 : index + 4] if piece.text.lower() not in (",", "and")
    ]
    return not SINCE.isdisjoint(before) or not SO.isdisjoint(after[:1])


_ASSERTING = frozenset({"assert", "so", "therefore", "thus", "hence", "i", "predict", "answer", "is", "the"})


def asserted(code: Code, line: Line, index: int) -> Meaning | None:
    """What `assert f(3) == 5` says, which is the whole sentence: what the call gives."""
    others = [piece for place, piece in enumerate(line.pieces) if place != index]
    if any(piece.sort != "mark" and piece.text.lower() not in _ASSERTING for piece in others):
        return None
    match code.node:
        case ast.Compare(left=ast.Call() as call, ops=[ast.Eq()], comparators=[value]):
            said = read_code(ast.unparse(value))
            return Equals(read_code(ast.unparse(call)), said) if said.is_value else None
        case ast.Compare(left=ast.Call()):
            return IsTrue(code, truth=True)
    return None


def values_in_turn(code: Code, line: Line, index: int) -> TakesValues | None:
    """What "for `i = 0, 1, 2`" says: the values that the name has, one after the other."""
    if not index or line.pieces[index - 1].text.lower() not in ("for", "values", "with") or len(code.targets) != 1:
        return None
    value = code.value
    if value is None or not isinstance(value.node, ast.Tuple) or code.text.partition("=")[2].lstrip().startswith("("):
        return None
    return TakesValues(code.targets[0], tuple(read_code(ast.unparse(item)) for item in value.node.elts))


def reckoned(code: Code) -> list[Meaning]:
    """Of an equation, `3 + 6 = 9`: the program reckons so here."""
    is_equation = code.sort == "A" and not code.augmented and isinstance(code.targets[0].node, ast.BinOp)
    return [Loosely(Made(code.targets[0]))] if is_equation else []
