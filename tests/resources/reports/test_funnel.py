"""What a card counts comes in one order, in every process."""

from resources.reports.funnel import covered


def test_what_is_used_equally_often_comes_by_name():
    codes = ["def f(x):\n    return zip(sorted(abs(max(min(x)))))", "def g(x):\n    return max(x)"]

    found = covered(lambda query, parameters: [{"code": code} for code in codes])

    assert list(found["builtins"].items()) == [("max", 2), ("abs", 1), ("min", 1), ("sorted", 1), ("zip", 1)]
    assert list(found["constructs"]) == ["Call", "FunctionDef", "Return"]
