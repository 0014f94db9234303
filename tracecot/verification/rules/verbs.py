"""Whether what a statement does is what a verb says of it: `d['k'] = 3` stores, and removes nothing."""

import ast
from collections.abc import Sequence

from tracecot.syntax import nodes_of
from tracecot.verification.history import History
from tracecot.verification.rules.doing import METHODS, node_of

#: Verbs that any statement may be told by that gives a value to a name or to a place in an object.
_GIVING = frozenset({"store", "add", "insert", "update", "change"})


def left_by_other(verb: str, seqs: Sequence[int], history: History) -> int | None:
    """A change that was no deed of the verb: `d['k'] = 3` removes and appends nothing."""
    return next((seq for seq in seqs if verb not in _GIVING and not _is_left_by(verb, seq, history)), None)


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
