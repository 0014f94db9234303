"""Reads the code in a model's answers: a typed signature, a solution that has it, a test that is one assertion."""

import ast

from tracecot.language_models import unfenced
from tracecot.sources.synthesis.answers import LONGEST_CODE


class Wrong(ValueError):
    """Code that isn't what was asked for: the reason as one word, then in full."""

    @property
    def reason(self) -> str:
        """One word."""
        return str(self.args[0])

    @property
    def detail(self) -> str:
        """In full."""
        return str(self.args[1])


def signature(text: str) -> tuple[str, str]:
    """The function's name and its head as Python writes it.

    >>> signature("def total(prices: list[int]) -> int")
    ('total', 'def total(prices: list[int]) -> int:')

    Raises:
        Wrong: it is no head of one function, or something in it has no type.
    """
    tree = parsed(text.strip().removesuffix("...").rstrip().removesuffix(":") + ": pass")
    match tree.body:
        case [ast.FunctionDef(name=name, args=args, body=[ast.Pass()], decorator_list=[], returns=ast.expr()) as head]:
            pass
        case _:
            raise Wrong("no_signature", "it is no head of one function with the type of its result")
    if args.vararg or args.kwarg:
        raise Wrong("no_signature", "it takes any number of arguments")
    if bare := [one.arg for one in _arguments(head) if one.annotation is None]:
        raise Wrong("untyped", f"{bare[0]} has no type")
    return name, ast.unparse(head).partition("\n")[0]


def solution(code: str, head: str) -> str:
    """The code, without the fence that it may stand in.

    Raises:
        Wrong: it isn't Python, or defines no function with these arguments.
    """
    plain = unfenced(code)
    wanted = parsed(f"{head} pass").body[0]
    assert isinstance(wanted, ast.FunctionDef)
    own = [one for one in parsed(plain).body if isinstance(one, ast.FunctionDef) and one.name == wanted.name]
    if not own:
        raise Wrong("another_signature", f"it defines no function {wanted.name}")
    names = [one.arg for one in _arguments(own[-1])]
    if names != [one.arg for one in _arguments(wanted)]:
        raise Wrong("another_signature", f"{wanted.name} takes ({', '.join(names)})")
    return plain


def single_assertion(code: str, entry_point: str) -> str:
    """The test, on its own line.

    Raises:
        Wrong: it isn't one assertion that calls the function.
    """
    plain = unfenced(code)
    match parsed(plain).body:
        case [ast.Assert(test=test)]:
            calls = (node.func for node in ast.walk(test) if isinstance(node, ast.Call))
            if any(isinstance(one, ast.Name) and one.id == entry_point for one in calls):
                return plain
            raise Wrong("another_function", f"it doesn't call {entry_point}")
    raise Wrong("not_one_assertion", "a test is one assert statement")


def parsed(code: str) -> ast.Module:
    """The tree.

    Raises:
        Wrong: it is too long, or isn't Python.
    """
    if len(code) > LONGEST_CODE:
        raise Wrong("too_long", f"{len(code)} characters; {LONGEST_CODE} at most")
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Wrong("not_python", str(error)[:200]) from error


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
