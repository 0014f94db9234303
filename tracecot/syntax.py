"""Python's syntax trees, quickly: nothing is said of the text's style, and what holds no name or value is left out."""

import ast
import re
import warnings
from functools import lru_cache

#: What the tokenizer may warn of: `"\d"` and `1if x`. To silence it takes as long as to parse.
_WARNED_OF = re.compile(r"\\|\d\.?[^\W\d]")
_SIGNS = frozenset({"ctx", "op", "ops"})


def parsed(text: str, mode: str) -> ast.AST:
    """The tree of the text, without warnings: these are the author's affair.

    Raises:
        SyntaxError: or `ValueError`, of invalid surrogates; or `MemoryError` or `RecursionError`.
    """
    if _WARNED_OF.search(text) is None:
        return ast.parse(text, mode=mode)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode=mode)


def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """The nodes in the order of `ast.walk`, without operators and contexts.

    >>> [type(node).__name__ for node in nodes_of(ast.parse("x + 1", mode="eval").body)]
    ['BinOp', 'Name', 'Constant']
    """
    found = [tree]
    for node in found:  # which grows on the way
        for name in node._fields:
            if name in _SIGNS:
                continue
            child = getattr(node, name, None)
            if isinstance(child, list):
                found += [each for each in child if isinstance(each, ast.AST)]
            elif isinstance(child, ast.AST):
                found.append(child)
    return found


def is_same_tree(one: ast.AST, other: ast.AST) -> bool:
    """Whether both are the same tree, wherever they stand.

    >>> is_same_tree(ast.parse("x+1"), ast.parse("(x + 1)"))
    True
    """
    return type(one) is type(other) and ast.dump(one) == ast.dump(other)


@lru_cache(1_024)
def summed(node: ast.AugAssign) -> str:
    """What an augmented assignment works out, as an expression: of `x += 1` it is `x + 1`."""
    return ast.unparse(ast.BinOp(node.target, node.op, node.value))


@lru_cache(8_192)
def unparsed(node: ast.AST) -> str:
    """What `ast.unparse` gives, for nodes of trees that are kept and asked again."""
    return ast.unparse(node)
