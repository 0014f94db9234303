"""What code says that no pattern takes: "so `total == 4`", "we hit `break`", and the comments in it."""

import ast
import io
import tokenize

from tracecot.verification.code.reading import Code, read_code
from tracecot.verification.meanings import Equals, IsTrue, Loosely, Meaning, Reached
from tracecot.verification.text.lines import Line

#: Words that say nothing more of a condition than that it is so, or of a statement than that it is executed.
_JOINING = frozenset(
    "so then thus hence therefore here now next again still also and but we i it this that have has get see know find with is "
    "ends means makes at point end the program in pass as result , ; : so that indeed — –".split()
)
_COMES_TO = frozenset(
    "hit hits hitting reach reaches reaching execute executes executing run runs running then here now next".split()
)
_MOVES = frozenset("leads lead leading goes go come comes get gets jump jumps move moves on us it".split())
#: Words before a condition that is asked, and of which nothing is said by naming it.
_ASKING = frozenset(
    "condition conditions test tests testing tested check checks checking checked comparison compares comparing whether if asks ask "
    "asking asked evaluates evaluate evaluating evaluated while until unless expression expressions guard question questions loop when only elif "
    "decides decide depends filter filters keeps where required requires needs need means assert asserts line like such as by on of for".split()
)
_STARTS = frozenset({";", "so", "because", "since", "therefore", "thus", "hence", "."})
_ENDS = frozenset({".", ",", ";", ")", "and", "but", "so", "because", "since", "which", "!", "—", "–"})
_ENDS_WORDS = frozenset({"here", "now", "again", "then"})


def said_alone(code: Code, line: Line, index: int) -> Meaning | None:
    """What a condition or a statement says of which its clause says nothing else; None where it is only named."""
    words = [piece.text.lower() for piece in line.pieces]
    start = max((place + 1 for place in range(index) if words[place] in _STARTS), default=0)
    before = [words[place] for place in range(start, index) if line.codes[place] is None]
    if isinstance(code.node, ast.Compare | ast.BoolOp) or _is_negation(code):
        return _condition(code, before, words[index + 1 : index + 2], len(words) > 2)
    comes_to = bool(before) and (before[-1] in _COMES_TO or (before[-1] == "to" and bool(_MOVES & {*before[-3:-1]})))
    if comes_to and (code.sort == "S" or (code.sort == "A" and code.augmented)):
        return Reached(code)
    return None


def _condition(code: Code, before: list[str], after: list[str], is_said: bool) -> Meaning | None:
    """That it holds, if the words before it are none that ask for it, and nothing is said of it behind it."""
    if _ASKING & {*before} or (after and after[0] not in _ENDS | _ENDS_WORDS):
        return None
    match code.node:
        case ast.Compare(left=ast.Call() as call, ops=[ast.Eq()], comparators=[value]):
            given = read_code(ast.unparse(value))
            if given.is_value:
                return Loosely(Equals(read_code(ast.unparse(call)), given))
    holds = IsTrue(code, truth=True)
    return holds if is_said and before and set(before) <= _JOINING else Loosely(holds)


def _is_negation(code: Code) -> bool:
    return isinstance(code.node, ast.UnaryOp) and isinstance(code.node.op, ast.Not)


def comment_in(code: Code | None) -> Code | None:
    """The comment behind a piece of code, which must be the program's own."""
    if code is None or "#" not in code.text:
        return None
    try:
        found = [
            each.string
            for each in tokenize.generate_tokens(io.StringIO(code.text).readline)
            if each.type == tokenize.COMMENT
        ]
    except (tokenize.TokenError, SyntaxError):
        return None
    return Code(found[0], "U") if found else None
