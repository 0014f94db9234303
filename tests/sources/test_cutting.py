"""What is cut out of a package stands alone and holds nothing that gives answers away."""

import ast

import pytest

from tests.sources.packages_for_tests import files
from tracecot.sources.cutting import cut_out
from tracecot.sources.packages import Definition, Package
from tracecot.sources.unfit import Unfit


def cut(name: str, module: str = "shop.main", **modules: str) -> str:
    package = Package(files(**modules))
    root = package.resolve(module, name)
    assert isinstance(root, Definition)
    return cut_out(package, root).code


def test_docstrings_go_and_comments_stay() -> None:
    code = cut(
        "f", main='def f(x):\n    """Gives 3 for 2.\n\n    >>> f(2)\n    3\n    """\n    # one more\n    return x + 1\n'
    )

    assert code == "def f(x):\n    # one more\n    return x + 1\n"


def test_a_body_of_a_docstring_alone_becomes_pass() -> None:
    assert cut("E", main='class E(ValueError):\n    """An error."""\n') == "class E(ValueError):\n    pass\n"


def test_what_is_reached_in_other_modules_comes_first() -> None:
    code = cut(
        "f",
        main="from .low import g\n\ndef f(x):\n    return g(x)\n",
        low="LIMIT = 3\n\ndef g(x):\n    return x + LIMIT\n",
    )

    assert code == "LIMIT = 3\n\n\ndef g(x):\n    return x + LIMIT\n\n\ndef f(x):\n    return g(x)\n"


def test_names_that_collide_are_told_apart() -> None:
    code = cut(
        "f",
        main="from . import low\n\ndef g(x):\n    return x * 2\n\ndef f(x):\n    return g(x) + low.g(x)\n",
        low="def g(x):\n    return x + 1\n",
    )
    namespace: dict[str, object] = {}
    exec(code, namespace)

    assert namespace["f"](3) == 10  # type: ignore[operator]


def test_a_local_name_hides_the_packages_own() -> None:
    code = cut("f", main="def g():\n    return 1\n\ndef f(g):\n    return g\n")

    assert "def g()" not in code


def test_statements_that_fill_a_constant_come_along() -> None:
    code = cut(
        "f",
        main="TABLE = {}\n\ndef put(k, v):\n    TABLE[k] = v\n\n"
        "put('a', 1)\nTABLE['b'] = 2\n\ndef f(k):\n    return TABLE[k]\n",
    )
    namespace: dict[str, object] = {}
    exec(code, namespace)

    assert [namespace["f"](key) for key in "ab"] == [1, 2]  # type: ignore[operator]


def test_annotations_of_the_packages_own_types_go_and_plain_ones_stay() -> None:
    source = "from __future__ import annotations\nimport typing as t\nT = t.TypeVar('T')\n"

    assert cut("f", main=source + "def f(x: T, n: int = 1) -> T:\n    return x\n") == "def f(x, n=1):\n    return x\n"
    assert (
        cut("g", main=source + "def g(n: int = 1) -> int:\n    return n\n")
        == "def g(n: int = 1) -> int:\n    return n\n"
    )


def test_remarks_to_tools_go() -> None:
    assert cut("f", main="def f(x):\n    return x  # type: ignore[misc]\n") == "def f(x):\n    return x\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("    return open(x).read()", "uses_io"),
        ("    return os.listdir(x)", "uses_io"),
        ("    return random.random() + x", "uses_randomness"),
        ("    return time.time() + x", "uses_time"),
        ("    return datetime.date.today()", "uses_time"),
        ("    return socket.socket()", "uses_network"),
        ("    return numpy.array(x)", "third_party_import"),
        ("    return nowhere(x)", "unsupported"),
        ("    return id(x)", "nondeterministic"),
        ("    from .other import y\n    return y", "unsupported"),
        ("    x = x + 1\n" * 300 + "    return x", "too_long"),
    ],
)
def test_what_the_call_alone_does_not_decide_is_refused(body: str, reason: str) -> None:
    with pytest.raises(Unfit) as refused:
        cut("f", main=f"import os, random, time, datetime, socket, numpy\n\ndef f(x):\n{body}\n")

    assert refused.value.reason == reason


def test_an_unused_import_of_a_refused_module_does_no_harm() -> None:
    assert cut("f", main="import os\nimport numpy\n\ndef f(x):\n    return x\n") == "def f(x):\n    return x\n"


def test_every_cut_is_python() -> None:
    code = cut(
        "C",
        main="class C:\n    '''A class.'''\n"
        "    def m(self):\n        '''Gives 1.'''\n        return 1\n\n"
        "    @property\n    def p(self): return self.m()\n",
    )

    assert [type(one).__name__ for one in ast.parse(code).body] == ["ClassDef"]
    assert "Gives" not in code


def test_a_property_of_a_class_is_no_name_from_outside() -> None:
    source = "class C:\n    @property\n    def p(self):\n        return 1\n\n"
    source += "    @p.setter\n    def p(self, v):\n        pass\n"

    assert cut("C", main=source) == source
