"""Whether a statement or a call does what a verb says of it: `d['k'] = 3` removes nothing, `sorted(xs)` reverses nothing."""

import ast
from collections.abc import Iterator, Sequence

from tracecot.syntax import nodes_of, unparsed
from tracecot.verification.code.reading import BUILTIN_NAMES, Code
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import Facts
from tracecot.verification.rules.doing import METHODS, between, node_of
from tracecot.verification.rules.judging import Judged, refuted, shown_event

LEAVES = "leave"  # what a statement leaves is what it made when it is over
#: Verbs that any statement may be told by that gives a value to a name or to a place in an object.
_GIVING = frozenset({"store", "add", "insert", "update", "change"})


def done_otherwise(verb: str, seqs: Sequence[int], history: History) -> Judged | None:
    """What is amiss with a verb that is told of these changes; None where nothing is."""
    if verb == LEAVES:
        changed = next((other for seq in seqs if (other := _changed_again(seq, history)) is not None), None)
        return None if changed is None else refuted("mutate", shown_event(history.events[changed]), changed)
    other = next((seq for seq in seqs if verb not in _GIVING and not _is_left_by(verb, seq, history)), None)
    return None if other is None else refuted("mutate", f"{shown_event(history.events[other])} is no such deed", other)


def _changed_again(seq: int, history: History) -> int | None:
    """The last change by which the same statement goes on to make something else of the name: a swap has two."""
    event, execution = history.events[seq], history.execution[seq]
    if event.kind not in ("bind", "mutate") or history.statement[seq] < 0:
        return None
    known = between(history.by_name.get(event.name, []), seq + 1, history.last_of[execution] + 1)
    own = [each for each in known if history.execution[each] == execution and history.events[each].frame == event.frame]
    return own[-1] if own and history.events[own[-1]].value != event.value else None


def _is_left_by(verb: str, seq: int, history: History) -> bool:
    """Whether the statement that the event is of has something that does what the verb says."""
    match node_of(history, seq):
        case ast.For(iter=part) | ast.While(test=part) | ast.If(test=part):
            nodes = nodes_of(part)
        case ast.AST() as statement:
            nodes = nodes_of(statement)
        case None:
            nodes = []
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in METHODS[verb]:
                return True
            case ast.Delete() if verb == "remove":
                return True
            case ast.Yield() | ast.YieldFrom() if verb == "yield":
                return True
            case ast.BinOp(op=ast.Add()) | ast.AugAssign(op=ast.Add()) if verb in ("append", "add", "extend"):
                return True
            case ast.Subscript(slice=ast.Slice(), ctx=ast.Load()) if verb in ("reverse", "clear", "remove", "pop"):
                return True
    return False


#: Signs of operations stand beside names of functions: `[:]` a slice, `[::-1]` a turned one, `if` a comprehension's
#: condition, `(,)` a tuple, `*2` a product with 2.
_CUTS = "split rsplit splitlines partition rpartition wrap islice batched findall [:] / %"
_JOINS = "join chain from_iterable sum reduce + | f"
_STRIPS = "strip lstrip rstrip removeprefix removesuffix [:] /"
_REMOVES = f"{_STRIPS} replace sub translate pop popitem popleft remove discard difference filter filterfalse dropwhile set dedent - if"
_SUMS = "sum fsum accumulate reduce + |"
#: What a producing verb is told of, where it says more than that something comes out: of nothing else that is known.
_DONE_BY = {
    "orders": "sorted sort nsmallest nlargest most_common", "sorts": "sorted sort nsmallest nlargest most_common",
    "reverses": "reversed reverse [::-1]", "cuts": _CUTS, "splits": _CUTS, "chops": _CUTS, "joins": _JOINS, "glues": _JOINS,
    "concatenates": _JOINS, "combines": f"{_JOINS} zip union update merge (,) and", "merges": f"{_JOINS} zip union update merge (,)",
    "sums": _SUMS, "adds": f"{_SUMS} add append extend insert update", "multiplies": "prod reduce mul pow * **",
    "divides": "divmod truediv floordiv / %", "subtracts": "difference sub -", "strips": _STRIPS, "trims": _STRIPS, "peels": _STRIPS,
    "removes": _REMOVES, "drops": _REMOVES, "filters": "filter filterfalse compress intersection difference if & -",
    "keeps": f"{_REMOVES} compress takewhile intersection frozenset dict fromkeys get setdefault max min nsmallest nlargest islice & % []",
    "replaces": "replace sub translate + if ifelse [:]", "repeats": "repeat cycle *",
    "pairs": "zip zip_longest enumerate items pairwise product combinations dict (,)", "zips": "zip zip_longest (,)",
    "lowers": "lower casefold min -", "lowercases": "lower casefold", "uppercases": "upper", "capitalizes": "capitalize title upper",
    "titles": "title", "rounds": "round floor ceil trunc int /", "doubles": "*2 +", "halves": "/2", "squares": "pow ** *",
    "pads": "zfill ljust rjust center format + * f", "groups": "groupby for", "rotates": "rotate + [:]",
    "counts": "count len Counter sum range enumerate bit_count comb perm most_common +",
}  # fmt: skip
_OF_TYPES = frozenset(
    name for kind in (str, bytes, list, tuple, dict, set, int, float) for name in dir(kind) if not name.startswith("_")
)
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "/", ast.Mod: "%", ast.Pow: "**", ast.BitOr: "|",
    ast.BitAnd: "&", ast.LShift: "*", ast.RShift: "/", ast.BitXor: "-",
}  # fmt: skip
_OF_NODES: tuple[tuple[type[ast.AST], str], ...] = (
    (ast.Tuple, "(,)"), (ast.IfExp, "ifelse"), (ast.BoolOp, "and"), (ast.JoinedStr, "f"), (ast.Subscript, "[]"),
    (ast.comprehension, "for"),
)  # fmt: skip
_TAKE_FUNCTIONS = frozenset({"map", "filter", "reduce", "starmap", "accumulate"})


def does_otherwise(verb: str, subject: Code, facts: Facts) -> str:
    """What is said to do what it doesn't: `sorted(xs)` reverses nothing; "" where it may."""
    able, node = _DONE_BY.get(verb), subject.node
    if able is None or node is None:
        return ""
    nodes = nodes_of(node)
    ways = {way for each in nodes for way in _ways(each)}
    is_own = bool(ways & (facts.functions.keys() | facts.classes))
    if is_own or not ways or not all(map(_is_known, nodes)) or ways & {*able.split()}:
        return ""
    return unparsed(node.func) if isinstance(node, ast.Call) else unparsed(node)


def _ways(node: ast.AST) -> Iterator[str]:
    """By what the expression may do something: names of functions, and signs of operations."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) | ast.Attribute(attr=name):
            yield name
        case ast.Name(id=name) if name in BUILTIN_NAMES:
            yield name
        case ast.BinOp(op=sign, left=left, right=right) if type(sign) in _SIGNS:
            two = 1 if isinstance(sign, ast.LShift | ast.RShift) else 2
            is_by_two = any(isinstance(each, ast.Constant) and each.value == two for each in (left, right))
            yield from (_SIGNS[type(sign)], f"{_SIGNS[type(sign)]}2") if is_by_two else (_SIGNS[type(sign)],)
        case ast.Slice(step=step):
            yield "[::-1]" if step is not None and unparsed(step) == "-1" else "[:]"
        case ast.comprehension(ifs=[_, *_]):
            yield "if"
    yield from (way for kind, way in _OF_NODES if isinstance(node, kind))


def _is_known(node: ast.AST) -> bool:
    """Whether it is known what a call does: a builtin or a method of a builtin type, that is handed no function by a name."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=given), *_]) if name in _TAKE_FUNCTIONS:
            return given in BUILTIN_NAMES
        case ast.Call(func=ast.Name(id=name)):
            return name in BUILTIN_NAMES
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _OF_TYPES
        case ast.Call():
            return False
    return True
