"""What a piece of code in a text is: a literal, a name, an expression, an assignment, a statement, or no Python."""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from weakref import WeakValueDictionary

from tracecot.syntax import nodes_of, parsed
from tracecot.values import NotPlain, canonical, plain_of, value_of
from tracecot.verification.code.tidy import is_tidy

LONGEST_CODE = 20_000  # characters of one code span that are parsed
#: What is kept: of short code much, of long code little, since a hostile text may send it in great numbers.
_CACHED, _LONG_CACHED = 16_384, 64
_SHORT = 400  # characters

#: name, literal, closed expression, open expression, assignment, statement, unparseable
Sort = Literal["N", "L", "C", "E", "A", "S", "U"]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Code:
    """A piece of code, understood as far as its own text goes; told apart by its node from the same words elsewhere."""

    text: str
    sort: Sort
    node: ast.expr | None = None  # of an expression
    norm: str = ""  # the expression as `ast.unparse` writes it; a literal's canonical text
    targets: tuple[
        "Code", ...
    ] = ()  # of an assignment, from left to right; of an equation `a = b = 3`, all but the last
    value: "Code | None" = None  # of an assignment
    augmented: str = ""  # the operator of `x += 1`: "+"

    @property
    def is_value(self) -> bool:
        """Whether it says a value by itself: a literal or a closed expression."""
        return self.sort in "LC"


def read_code(text: str) -> Code:
    """The piece of code, by its text.

    >>> read_code("seen['b'] = []").sort, read_code("word[0]").sort, read_code("'ant'.upper()").sort
    ('A', 'E', 'C')
    """
    return _short(text) if len(text) <= _SHORT else _long(text)


def _read(text: str) -> Code:
    text = text.strip()
    if len(text) > LONGEST_CODE or "\x00" in text:
        return Code(text, "U")
    try:
        if _ASSIGNS.search(text) is not None and (code := _assigning(text)) is not None:
            return code
        return _expression(text) or _statement(text) or _equation(text) or Code(text, "U")
    except (RecursionError, MemoryError, ValueError):  # the last: an int with more digits than Python writes
        return Code(text, "U")


#: What somebody still holds of what was read: read again it is the same code, however much was read in between.
_held: WeakValueDictionary[str, Code] = WeakValueDictionary()


def _read_once(text: str) -> Code:
    code = _held.get(text)
    return _held.setdefault(text, _read(text)) if code is None else code


_short, _long = lru_cache(_CACHED)(_read_once), lru_cache(_LONG_CACHED)(_read_once)


def _parsed(text: str, mode: str) -> ast.AST | None:
    try:
        return parsed(text, mode)
    except (SyntaxError, ValueError):  # invalid surrogates are a ValueError
        return None


def _evaluated(text: str) -> ast.AST | None:
    """The expression; `n := len(s)` and `yield from xs` are some in brackets, and people leave these out."""
    tree = _parsed(text, "eval")
    is_bare = tree is None and (":=" in text or text.startswith("yield "))
    return _parsed(f"({text})", "eval") if is_bare else tree


def _expression(text: str) -> Code | None:
    tree = _evaluated(text)
    if not isinstance(tree, ast.Expression):
        return None
    return expression_code(text, tree.body)


def expression_code(text: str, node: ast.expr) -> Code:
    """The expression as a piece of code."""
    if isinstance(node, ast.Name):
        return Code(text, "N", node, node.id)
    literal = _literal(text, node) if _may_be_literal(node) else None
    if literal is not None and not isinstance(node, ast.Call):
        return Code(text, "L", node, literal)
    norm = text if text == literal or is_tidy(text) else ast.unparse(node)
    if literal is not None:
        return Code(text, "L" if norm == literal else "C", node, norm)  # `range(2)` has the value `range(0, 2)`
    return Code(text, "C" if not free_names(node) else "E", node, norm)


#: Expressions that spell no value, whatever they are made of.
_NO_LITERAL = (
    ast.Subscript, ast.Compare, ast.BoolOp, ast.IfExp, ast.Lambda, ast.JoinedStr, ast.NamedExpr,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


def _may_be_literal(node: ast.expr) -> bool:
    """Whether it may spell a value; a sum does where its last part is imaginary."""
    if isinstance(node, ast.BinOp):
        right = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
        return isinstance(right, ast.Name) or (isinstance(right, ast.Constant) and type(right.value) is complex)
    return not isinstance(node, _NO_LITERAL)


_OWN_CLASS = re.compile(r"(?<![\w'\".])([a-z_]\w*)\s*[.(]")
_PLAIN_MAKERS = frozenset({"collections", "datetime", "dict_items", "dict_keys", "dict_values", "mappingproxy"})


def _literal(text: str, node: ast.expr) -> str | None:
    """The canonical text, if it is a literal or made of constructors: these have names such as `Point`."""
    try:
        return canonical(plain_of(node))
    except NotPlain:
        pass
    outside = _EMPTY_SET.sub("", _STRING.sub("''", text))
    if any(name not in _PLAIN_MAKERS for name in _OWN_CLASS.findall(outside)):
        return None
    try:
        return canonical(value_of(node))
    except NotPlain:
        return None


_EMPTY_SET = re.compile(r"\b(?:frozen)?set\(\)")  # a value that is written as a call
_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


#: The sign of an assignment, or of an argument by name.
_ASSIGNS = re.compile(r"(?<![=<>!:])=(?!=)")


def _assigning(text: str) -> Code | None:
    """An assignment."""
    tree = _parsed(text, "exec")
    match tree.body if isinstance(tree, ast.Module) else None:
        case [ast.Assign(targets=targets, value=value)]:
            return _assignment(text, targets, value)
        case [ast.AnnAssign(target=target, value=ast.expr() as value)]:
            return _assignment(text, [target], value)
        case [ast.AugAssign(target=target, op=op, value=value)]:
            sides = _part(text, target), _part(text, value)
            return Code(text, "A", targets=sides[:1], value=sides[1], augmented=type(op).__name__)
    return None


def _statement(text: str) -> Code | None:
    """Any other statement: `return x`, `for x in xs:`, `else:`."""
    for source in (text, f"{text} pass" if text.endswith(":") else f"{text}: pass"):
        tree = _parsed(source, "exec")
        if isinstance(tree, ast.Module) and tree.body:
            return Code(text, "S")
    return Code(text, "S") if _KEYWORD.match(text) else None


def _assignment(text: str, targets: list[ast.expr], value: ast.expr) -> Code:
    if isinstance(value, ast.Compare) and isinstance(value.left, ast.Constant):
        return Code(text, "U")  # `a[3] = 12 < 23` says two things
    return Code(text, "A", targets=tuple([_part(text, target) for target in targets]), value=_part(text, value))


def _part(text: str, node: ast.expr) -> Code:
    """A side of an assignment, written as `ast.unparse` writes it."""
    if text.isascii() and node.lineno == node.end_lineno == 1:  # else its place is counted in bytes
        part = text[node.col_offset : node.end_col_offset]
        if is_tidy(part) or part == _plain_text(node):
            return expression_code(part, node)
    return expression_code(ast.unparse(node), node)


def _plain_text(node: ast.expr) -> str | None:
    """The canonical text of plain data."""
    if not isinstance(node, ast.Constant | ast.List | ast.Tuple | ast.Dict | ast.Set | ast.UnaryOp):
        return None
    try:
        text = canonical(plain_of(node))
    except NotPlain:
        return None
    return None if "j)" in text else text  # `(1+2j)` is written 1 + 2j


_KEYWORD = re.compile(r"(?:else|elif|except|finally|try|case|return|break|continue|pass|with|for|while|if|def|class)\b")
_EQUALS = re.compile(r"(?<![=<>!:+\-*/%&|^@])=(?!=)")


def _equation(text: str) -> Code | None:
    """`len(s) + 1 = 3 + 1 = 4`: no Python, but anybody reads it."""
    parts: list[str] = []
    start = 0
    for match in _EQUALS.finditer(text):
        if _parsed(text[start : match.start()].strip(), "eval") is not None:
            parts.append(text[start : match.start()].strip())
            start = match.end()
    if not parts:
        return None
    read = [_expression(part) for part in (*parts, text[start:].strip())]
    if any(part is None for part in read):
        return None
    *targets, value = [part for part in read if part is not None]
    if any(isinstance(part.node, ast.Compare) for part in targets):
        return None  # `lo = 4 < hi = 5`
    return Code(text, "A", targets=tuple(targets), value=value)


#: Names that a closed expression may use.
BUILTIN_NAMES = frozenset(
    "abs all any ascii bin bool bytes bytearray callable chr complex dict divmod enumerate filter float format frozenset "
    "hash hex id int isinstance issubclass iter len list map max min next oct ord pow print range repr reversed round "
    "set slice sorted str sum tuple type zip Counter deque OrderedDict defaultdict Decimal Fraction".split()
)


_BINDING = (ast.Lambda, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


def free_names(node: ast.expr) -> frozenset[str]:
    """The names that the expression takes from around it, builtins apart."""
    return frozenset(_free(node) - BUILTIN_NAMES)


def _free(node: ast.AST) -> set[str]:
    nodes = nodes_of(node)
    if not any(isinstance(each, _BINDING) for each in nodes):
        return {each.id for each in nodes if isinstance(each, ast.Name)}
    match node:
        case ast.Name(id=name):
            return {name}
        case ast.Lambda(args=arguments, body=body):
            return _free(body) - {each.arg for each in ast.walk(arguments) if isinstance(each, ast.arg)}
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            # The first iterable is evaluated outside, so it may use a name that the comprehension binds.
            first = node.generators[0]
            bound = {
                each.id for clause in node.generators for each in ast.walk(clause.target) if isinstance(each, ast.Name)
            }
            inside: set[str] = set()
            for child in ast.walk(node):
                if child is not first.iter and child is not node and isinstance(child, ast.Name):
                    inside.add(child.id)
            return _free(first.iter) | (inside - bound)
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        found |= _free(child)
    return found


def normal(text: str) -> str:
    """The expression's text as `ast.unparse` writes it, or the text where it is none."""
    return _short_normal(text) if len(text) <= _SHORT else _normal(text)


def _normal(text: str) -> str:
    if is_tidy(text):
        return text
    tree = _evaluated(text.strip()) if len(text) <= LONGEST_CODE else None
    try:
        return ast.unparse(tree.body) if isinstance(tree, ast.Expression) else text.strip()
    except ValueError:  # an int with more digits than Python writes
        return text.strip()


_short_normal = lru_cache(_CACHED)(_normal)
