"""Whether a statement or a call does what a verb says of it: `d['k'] = 3` removes nothing, `sorted(xs)` reverses nothing."""

import ast
from collections.abc import Sequence

from tracecot.syntax import nodes_of, unparsed
from tracecot.verification.code import BUILTIN_NAMES, Code
from tracecot.verification.history import History
from tracecot.verification.judging import Judged, refuted, shown_event
from tracecot.verification.programs import Facts
from tracecot.verification.rules.doing import METHODS, between, node_of

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
            case ast.Subscript(slice=ast.Slice()) if verb in ("reverse", "clear", "remove", "pop"):
                return True
    return False


_CUTS = "split rsplit splitlines partition rpartition wrap islice batched findall"
_JOINS = "join chain from_iterable sum reduce"
_STRIPS = "strip lstrip rstrip removeprefix removesuffix"
_REMOVES = f"{_STRIPS} replace sub translate pop popitem popleft remove discard difference filter filterfalse dropwhile set dedent"
#: What a producing verb is told of, where it says more than that something comes out: of no other known function.
_DONE_BY = {
    "orders": "sorted sort nsmallest nlargest most_common", "sorts": "sorted sort nsmallest nlargest most_common",
    "reverses": "reversed reverse", "cuts": _CUTS, "splits": _CUTS, "chops": _CUTS, "joins": _JOINS, "glues": _JOINS,
    "concatenates": _JOINS, "combines": f"{_JOINS} zip union update merge", "merges": f"{_JOINS} zip union update merge",
    "sums": "sum fsum accumulate reduce", "adds": "sum fsum accumulate reduce add append extend insert update",
    "multiplies": "prod reduce mul pow", "divides": "divmod truediv floordiv", "subtracts": "difference sub",
    "strips": _STRIPS, "trims": _STRIPS, "peels": _STRIPS, "removes": _REMOVES, "drops": _REMOVES,
    "keeps": f"{_REMOVES} compress takewhile intersection frozenset dict fromkeys get setdefault max min nsmallest nlargest islice",
    "filters": "filter filterfalse compress", "replaces": "replace sub translate", "repeats": "repeat cycle",
    "pairs": "zip zip_longest enumerate items pairwise product combinations dict", "zips": "zip zip_longest",
    "lowers": "lower casefold", "lowercases": "lower casefold", "uppercases": "upper", "capitalizes": "capitalize title",
    "titles": "title", "rounds": "round floor ceil trunc int", "doubles": "", "halves": "", "squares": "pow",
    "pads": "zfill ljust rjust center format", "groups": "groupby", "rotates": "rotate",
    "counts": "count len Counter sum range enumerate bit_count comb perm most_common",
}  # fmt: skip
_OF_TYPES = frozenset(
    name for kind in (str, bytes, list, tuple, dict, set, int, float) for name in dir(kind) if not name.startswith("_")
)
#: What may do by itself what no name of a function tells.
_WORKS = (ast.BinOp, ast.Subscript, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.IfExp)


def does_otherwise(verb: str, subject: Code, facts: Facts) -> str:
    """The function that is said to do what it doesn't: `sorted(xs)` reverses nothing; "" where it may."""
    node, able = subject.node, _DONE_BY.get(verb)
    if able is None or not isinstance(node, ast.Call):
        return ""
    nodes = nodes_of(node)
    names = {
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in nodes
        if isinstance(each, ast.Attribute | ast.Name)
    }
    called = [each.func for each in nodes if isinstance(each, ast.Call)]
    known = all(
        (isinstance(each, ast.Name) and each.id in BUILTIN_NAMES)
        or (isinstance(each, ast.Attribute) and each.attr in _OF_TYPES)
        for each in called
    )
    is_own = bool(names & (facts.functions.keys() | facts.classes))
    if not known or is_own or any(isinstance(each, _WORKS) for each in nodes) or names & {*able.split()}:
        return ""
    return unparsed(node.func)
