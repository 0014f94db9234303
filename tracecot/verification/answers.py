"""Whether an answer is right, decided from the execution alone; and what an input answer proposes."""

import ast
import io
import re
import tokenize
from functools import lru_cache

from tracecot.execution import Outcome, Raised, Returned
from tracecot.sources.records import Program
from tracecot.syntax import nodes_of, parsed, unparsed
from tracecot.values import NotPlain, Plain, same, value_of
from tracecot.verification.executions.programs import Facts

_LONGEST = 20_000
_RAISED = re.compile(r"(?:raises?\s+)?(?P<type>[A-Za-z_][\w.]*)(?:\s*:\s?(?P<message>.*)|\((?P<argument>.*)\))?", re.S)

#: Tasks whose answer is a call.
INPUT_TASKS = frozenset({"input_prediction", "input"})


def proposed_input(answer: str, program: Program) -> str | None:
    """The arguments of a proposed call, if the answer is exactly one call of the entry point on plain arguments.

    >>> from tracecot.sources.records import Origin
    >>> origin = Origin("d", "1", "p", "m", "q", 1, 2, "MIT")
    >>> proposed_input("f([1], n=2)", Program("c", "def f(x, n): return x", "f", origin))
    '[1], n=2'
    """
    text = answer.strip()
    if len(text) > _LONGEST:
        return None
    try:
        tree = parsed(text, "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    node = tree.body if isinstance(tree, ast.Expression) else None
    if not isinstance(node, ast.Call) or not _is_entry(node.func, program.entry_point):
        return None
    if not all(_is_plain(argument, program) for argument in node.args):
        return None
    if not all(keyword.arg is not None and _is_plain(keyword.value, program) for keyword in node.keywords):
        return None
    inside = text[text.index("(") + 1 : -1].strip()
    return inside.rstrip(",").rstrip()


def _is_entry(node: ast.expr, entry_point: str) -> bool:
    return unparsed(node) == entry_point


def _is_plain(node: ast.expr, program: Program) -> bool:
    """Whether the argument is a literal, or made of constructors; a lambda may stand where a function is taken."""
    if isinstance(node, ast.Lambda):
        return True
    try:
        value_of(node)
    except NotPlain:
        return False
    called = {unparsed(part.func).rpartition(".")[2] for part in nodes_of(node) if isinstance(part, ast.Call)}
    return called <= _STANDARD or called <= _STANDARD | _classes(program.code)


_STANDARD = frozenset(
    "set frozenset list dict tuple str int float bool bytes bytearray complex range slice Decimal Fraction date time "
    "datetime timedelta timezone deque OrderedDict Counter defaultdict".split()
)


@lru_cache(512)
def _classes(code: str) -> frozenset[str]:
    """The program's own constructors: its classes, and names such as `Point = namedtuple(...)`."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return frozenset()
    classes = {node.name for node in nodes_of(tree) if isinstance(node, ast.ClassDef)}
    made = [node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    return frozenset(classes | {target.id for node in made for target in node.targets if isinstance(target, ast.Name)})


def has_lambda(source: str) -> bool:
    """Whether a call with these arguments is handed a function of its own making.

    >>> has_lambda("lambda x: x, [1]"), has_lambda("'lambda x: x'")
    (True, False)
    """
    if "lambda" not in source:
        return False
    try:
        return any(isinstance(node, ast.Lambda) for node in ast.walk(ast.parse(f"f({source})", mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def gives_outcome(answer: str, outcome: Outcome) -> bool:
    """Whether an output answer is the outcome: a value's text, or `ValueError: message` for an exception.

    An answer is what is said and nothing beside it: a comment might say something else.
    """
    match outcome:
        case Returned(value=Plain(repr=text)):
            return same(answer.strip(), text) and not _has_comment(answer)
        case Raised(type=kind, message=message):
            return _names_exception(answer.strip(), kind, message)
    return False


def _has_comment(text: str) -> bool:
    """Whether there is a comment in it; a `#` in a string is none."""
    if "#" not in text:
        return False
    try:
        return any(token.type == tokenize.COMMENT for token in tokenize.generate_tokens(io.StringIO(text).readline))
    except (SyntaxError, tokenize.TokenError):
        return True


def _names_exception(answer: str, kind: str, message: str) -> bool:
    match = _RAISED.fullmatch(answer)
    if match is None or match.group("type").rpartition(".")[2] != kind.rpartition(".")[2]:
        return False
    if match.group("argument") is not None:
        return same(match.group("argument"), repr(message)) or match.group("argument") == message
    said = match.group("message")
    return (said or "").strip() == message.strip()


def same_outcome(one: Outcome, other: Outcome) -> bool:
    """Whether two executions came to the same: equal values, or the same exception."""
    match one, other:
        case Returned(value=Plain(repr=text)), Returned(value=Plain(repr=again)):
            return same(text, again)
        case Raised(type=kind, message=message), Raised(type=other_kind, message=other_message):
            return (kind, message) == (other_kind, other_message)
    return False


def same_answer(one: str, other: str) -> bool:
    """Whether a tagged answer and the answer field say the same."""
    one, other = one.strip(), other.strip()
    return one == other or same(one, other) or _unparsed(one) == _unparsed(other) is not None


def is_same_call(one: str, other: str, facts: Facts) -> bool:
    """Whether two calls of the entry point give its parameters the same arguments, by place or by name."""
    given = [_by_name(text, facts) for text in (one, other)]
    return given[0] is not None and given[0] == given[1]


def _by_name(text: str, facts: Facts) -> dict[str, str] | None:
    """The arguments of a call of the entry point, by parameter; None where the text is no such call."""
    try:
        node = parsed(text.strip(), "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    functions = facts.functions.get(facts.entry_point)
    match node:
        case ast.Expression(body=ast.Call(func=ast.Name(id=facts.entry_point), args=args, keywords=keywords)) if (
            functions
        ):
            names = [each.arg for each in (*functions[0].args.posonlyargs, *functions[0].args.args)]
            if len(args) > len(names) or any(each.arg is None for each in keywords):
                return None
            given = dict(zip(names, map(unparsed, args), strict=False))
            return given | {str(each.arg): unparsed(each.value) for each in keywords}
    return None


def asserts_answer(told: str, answer: str) -> bool:
    """Whether what is told is an assertion about the answer: `assert f(3) == 5`, of the call or of its value."""
    try:
        node = parsed(told.strip().removeprefix("assert "), "eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    match node:
        case ast.Expression(body=ast.Compare(left=ast.Call() as left, ops=[ast.Eq()], comparators=[right])):
            return any(same_answer(unparsed(side), answer) for side in (left, right))
    return False


def _unparsed(text: str) -> str | None:
    try:
        return ast.unparse(parsed(text, "eval"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
