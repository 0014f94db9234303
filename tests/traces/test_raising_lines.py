"""An exception begins on the line that Python names, where the recorder's hooks stand in the program's way too."""

import pytest

from tests.traces.test_differential import differences
from tests.traces.watching import warm_up

ODD = "class Odd:\n    def __bool__(self):\n        return 7\n\n\ndef f(n):\n    odd, y = Odd(), 1\n"
RAISING = {
    "for": "for x in n:\n        y = x",
    "for on several lines": "for x in max(\n        n,\n        2,\n    ):\n        y = x",
    "for inside for": "for z in range(2):\n        for x in n:\n            y = x",
    "comprehension": "y = [x for x in n]",
    "generator": "y = sorted(x for x in n)",
    "lambda": "y = (lambda q: [w for w in q])(n)",
    "if": "if odd:\n        y = 2",
    "if on several lines": "if (n\n            and odd):\n        y = 2",
    "while": "while odd:\n        y = 2",
    "assert": "assert odd",
    "and": "y = odd and 2",
    "conditional": "y = 1 if odd else 2",
    "filter": "y = [1 for x in [1] if odd]",
}


@pytest.fixture(scope="module", autouse=True)
def warm():
    warm_up()


@pytest.mark.parametrize("name", RAISING)
def test_it_is_the_line_that_python_names(name):
    assert differences(f"{ODD}    {RAISING[name]}\n    return y\n", "f", "5") == []
