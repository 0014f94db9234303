"""The words to which a program and its execution give a meaning of their own."""

import ast
from collections import Counter
from functools import lru_cache

from tracecot.verification.code.reading import BUILTIN_NAMES
from tracecot.verification.executions.history import History
from tracecot.verification.executions.programs import EXCEPTIONS, Facts, facts_of
from tracecot.verification.text.lines import Words
from tracecot.verification.text.nth_lines import first_lines


def words_of(history: History) -> Words:
    """The words of an execution: they are the same object for those of a program that raise the same."""
    raised = frozenset(history.events[seq].name for seq in history.kinds.get("raise", ()))
    return _words(history.facts.code, history.facts.entry_point, raised)


@lru_cache(256)
def _words(code: str, entry_point: str, raised: frozenset[str]) -> Words:
    facts = facts_of(code, entry_point)
    return Words(
        _exceptions(facts, raised),
        facts.bound & BUILTIN_NAMES,
        facts.bound - BUILTIN_NAMES,
        _last_line(facts),
        max(first_lines(facts), default=0),
        _attributes(facts),
    )


def _exceptions(facts: Facts, raised: frozenset[str]) -> frozenset[str]:
    """The exception types that were raised, and the program's own, by the usual look of their names."""
    own = frozenset(name for name in facts.classes if name.endswith(("Error", "Exception", "Warning")))
    return (own | raised).difference(EXCEPTIONS)


def _last_line(facts: Facts) -> int:
    """The line of the statement that the entry point ends with; 0 where it has lines of its own."""
    functions = facts.functions.get(facts.entry_point)
    last = functions[0].body[-1] if functions else None
    return 0 if last is None or hasattr(last, "body") or last.end_lineno != last.lineno else last.lineno


def _attributes(facts: Facts) -> dict[str, str]:
    """The attributes that one owner alone has and that are no names of the program's, with the owner."""
    if not facts.classes:
        return {}
    stored = {
        (node.attr, ast.unparse(node))
        for node in facts.nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    }
    owners = Counter(name for name, _ in stored)
    # An argument of `__init__` often has the name of what it is kept as: nobody knows which of them is meant.
    return {name: text for name, text in stored if owners[name] == 1 and name not in facts.bound}
