"""What is said in a function's telling is looked for in that function, before what it called without its being told."""

from tests.verification.made import complaints

#: Both functions ask `value is None`, and the outer one is asked in a pass.
ASKS_TOO = (
    "def inner(d, key):\n    value = d.get(key)\n    if value is None:\n        value = 0\n    return value\n\n"
    "def f(d, keys):\n    for key in keys:\n        value = inner(d, key)\n        if value is None:\n            return key\n"
    "    return d\n"
)


def test_a_condition_is_looked_for_in_the_function_that_is_told(execute):
    executed = execute(ASKS_TOO, "{}, ['a']")
    told = "`f` is called with `d = {}` and `keys = ['a']`. Pass 1: `key = 'a'`. "

    assert complaints(executed.verdict(told + "`value is None` is false, so line 11 is skipped.")) == []
    assert executed.verdict(told + "`inner(d, key)` is `0`, so `value is None` is true.").verdict == "refuted"


#: A loop of another function binds `key` in more passes than statements are looked at.
BINDS_TOO = (
    "def parts(text):\n    found = []\n    for key in text.split('.'):\n        if key:\n            found.append(key)\n"
    "    return found\n\n"
    "def f(text):\n    keys = [key.upper() for key in parts(text)]\n    return keys\n"
)


def test_the_values_of_a_name_may_be_those_of_a_later_comprehension(execute):
    executed = execute(BINDS_TOO, "'a.b..c.d.e'")
    told = "`f` is called with `text = 'a.b..c.d.e'`. `key` takes the values "

    assert complaints(executed.verdict(told + "`'a'`, `'b'`, `'c'`, `'d'` and `'e'`.")) == []
    assert executed.verdict(told + "`'a'`, `'b'`, `'c'`, `'e'` and `'d'`.").verdict == "refuted"


def test_they_are_looked_for_in_the_function_that_is_told_however_often_another_has_such_a_name(execute):
    code = (
        "def spelled(number):\n    for key in str(number):\n        number = key\n    return number\n\n"
        "def f(numbers):\n    keys = [key for key in map(spelled, [1, 2, 3, 4, 5, 6])]\n    return keys\n"
    )
    executed = execute(code, "[7, 8]")
    told = "`f` is called with `numbers = [7, 8]`. `key` takes the values `'1'`, `'2'`, `'3'`, `'4'`, `'5'` and "

    assert complaints(executed.verdict(told + "`'6'`.")) == []
    assert executed.verdict(told + "`'7'`.").verdict == "refuted"


RAISES = (
    "def g(text, n):\n    if n is None:\n        return text\n    return int(text)\n\n"
    "def f(text, n):\n    if n is None:\n        return text\n    return g(text, n)\n"
)


def test_a_function_that_an_exception_left_is_told_as_any_other(execute):
    verdict = execute(RAISES, "'x', 3").verdict(
        "`f` is called with `text = 'x'` and `n = 3`. `n is None` is false, so line 8 is skipped. `g` is called with "
        "`text = 'x'` and `n = 3`. `n` is `3`, so `n is None` is false and line 3 is skipped.",
        "ValueError: invalid literal for int() with base 10: 'x'",
    )

    assert complaints(verdict) == []


ASKS_IN_PASSES = (
    "def f(xs, low):\n    kept = [x for x in xs if low and x > 1]\n    kept.sort()\n    if low:\n        kept = kept[:1]\n"
    "    return kept\n"
)


def test_a_condition_behind_a_comprehension_that_asks_it_too_is_found(execute):
    told = "`f` is called with `xs = [1, 2, 3]` and `low = 4`. Line 2 sets `kept` to `[2, 3]`. "
    executed = execute(ASKS_IN_PASSES, "[1, 2, 3], 4")

    assert complaints(executed.verdict(told + "`low` is `4`, which is truthy. So line 5 runs next.")) == []
    assert executed.verdict(told + "`low` is `4`, which is truthy. So line 6 runs next.").verdict == "refuted"


GIVES_AGAIN = (
    "def f(xs):\n    total = 0\n    for x in xs:\n        half = x // 2\n        total += half\n    return total\n"
)


def test_a_value_that_the_next_statement_gives_again_is_given_there(execute):
    told = (
        "`f` is called with `xs = [4, 5]`. Line 2 sets `total` to `0`. Pass 1: `x = 4`. `half = 2`. `total = 2`. "
        "Pass 2: `x = 5`. `half = 2`, and that is the {} time that line 4 runs."
    )
    executed = execute(GIVES_AGAIN, "[4, 5]")

    assert complaints(executed.verdict(told.format("2nd"))) == []
    assert executed.verdict(told.format("1st")).verdict == "refuted"


NAMES_ITS_OWN = (
    "def f(rows):\n    seen = []\n    for row in rows:\n        seen = seen + row\n"
    "    return [seen.append(row) for row in rows]\n"
)


def test_a_comprehension_gives_no_name_of_the_function_a_value_again(execute):
    verdict = execute(NAMES_ITS_OWN, "[[1]]").verdict(
        "`f` is called with `rows = [[1]]`. Line 2 sets `seen` to `[]`. Pass 1: `row = [1]`. `seen = [1]`. "
        "After the loop on line 3, `row = [1]` and `seen = [1]`."
    )

    assert complaints(verdict) == []
