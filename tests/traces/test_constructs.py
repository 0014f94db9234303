"""A program for each construct, and the events that it must give."""
# ruff: noqa: E501  (a program on a line of its own reads better than one in pieces)

import pytest

from tests.traces.made import told, traced

CASES = {
    "assignment": ("def f(a):\n    x = a + 1\n    return x\n", "2", [
        "call f(a)", "value a + 1 = 3", "bind x = 3", "return x = 3"]),
    "unpacking": ("def f(p):\n    a, (b, *c) = p\n    return a\n", "(1, (2, 3))", [
        "call f(p)", "bind a = 1", "bind b = 2", "bind c = [3]", "return a = 1"]),
    "augmented": ("def f(x):\n    x += 1\n    return x\n", "1", [
        "call f(x)", "value x + 1 = 2", "bind x = 2", "return x = 2"]),
    "augmented in place": ("def f(x):\n    y = x\n    x += [1]\n    return y\n", "[]", [
        "call f(x)", "bind y = []", "value [1] = [1]", "value x + [1] = [1]", "mutate x = [1]", "mutate y = [1]",
        "return y = [1]"]),
    "item": ("def f(d, k):\n    d[k] = 1\n    del d['a']\n    return d\n", "{'a': 0}, 'b'", [
        "call f(d, k)", "bind d['b'] = 1", "mutate d = {'a': 0, 'b': 1}", "delete d['a']", "mutate d = {'b': 1}",
        "return d = {'b': 1}"]),
    "alias": ("def f():\n    a = b = []\n    a.append(1)\n    return b\n", "", [
        "call f()", "value [] = []", "bind a = []", "bind b = []", "value a.append(1) = None", "mutate a = [1]",
        "mutate b = [1]", "return b = [1]"]),
    "element of an element": ("def f(g):\n    r = g[0]\n    r.append(1)\n    return g\n", "[[]]", [
        "call f(g)", "value g[0] = []", "bind r = []", "value r.append(1) = None", "mutate g = [[1]]", "mutate r = [1]",
        "return g = [[1]]"]),
    "branches": ("def f(x):\n    if x > 2 and x < 9:\n        return 'in'\n    elif not x:\n        return 'zero'\n", "5", [
        "call f(x)", "value x > 2 = True", "branch x > 2 = True and", "value x < 9 = True",
        "value x > 2 and x < 9 = True", "branch x > 2 and x < 9 = True if", "return 'in' = 'in'"]),
    "short circuit": ("def f(x):\n    return x or 1 / 0\n", "7", [
        "call f(x)", "branch x = True or", "value x or 1 / 0 = 7", "return x or 1 / 0 = 7"]),
    "chain": ("def f(x):\n    return 1 < x < 5\n", "0", [
        "call f(x)", "value 1 < x = False", "value 1 < x < 5 = False", "return 1 < x < 5 = False"]),
    "conditional": ("def f(x):\n    return 'a' if x else 'b'\n", "0", [
        "call f(x)", "branch x = False ifexp", "value 'a' if x else 'b' = 'b'", "return 'a' if x else 'b' = 'b'"]),
    "for": ("def f(xs):\n    for x in xs:\n        if x:\n            break\n    else:\n        x = 9\n    return x\n", "[0, 3]", [
        "call f(xs)", "iteration x = 0 for", "bind x = 0", "branch x = False if", "iteration x = 3 for", "bind x = 3",
        "branch x = True if", "loop_end for x in xs broken", "return x = 3"]),
    "while": ("def f(n):\n    while n:\n        n -= 1\n    else:\n        n = 'done'\n    return n\n", "1", [
        "call f(n)", "branch n = True while", "iteration n while", "value n - 1 = 0", "bind n = 0",
        "branch n = False while", "loop_end while n exhausted", "bind n = 'done'", "return n = 'done'"]),
    "comprehension": ("def f(xs):\n    return [x * 2 for x in xs if x]\n", "[0, 3]", [
        "call f(xs)", "iteration x = 0 comp", "bind x = 0", "branch x = False comp_if", "iteration x = 3 comp", "bind x = 3",
        "branch x = True comp_if", "value x * 2 = 6", "loop_end for x in xs exhausted",
        "value [x * 2 for x in xs if x] = [6]", "return [x * 2 for x in xs if x] = [6]"]),
    "helper": ("def g(y):\n    return y\ndef f(x):\n    return g(x) + 1\n", "1", [
        "call f(x)", "call g(y)", "return y = 1", "value g(x) = 1", "value g(x) + 1 = 2", "return g(x) + 1 = 2"]),
    "lambda": ("def f(xs):\n    return max(xs, key=lambda x: -x)\n", "[1, 2]", [
        "call f(xs)", "value lambda x: -x = <function <lambda>>", "call <lambda>(x)", "value -x = -1", "return -x = -1",
        "call <lambda>(x)", "value -x = -2", "return -x = -2", "value max(xs, key=lambda x: -x) = 1",
        "return max(xs, key=lambda x: -x) = 1"]),
    "generator": ("def g():\n    yield 1\ndef f():\n    return list(g())\n", "", [
        "call f()", "value g() = <generator>", "call g()", "yield 1 = 1", "resume yield 1", "return  = None",
        "value list(g()) = [1]", "return list(g()) = [1]"]),
    "attribute": (
        "class C:\n    def __init__(self, n):\n        self.n = n\ndef f():\n    c = C(1)\n    c.n += 1\n    return c.n\n", "", [
            "call f()", "call __init__(self, n)", "bind self.n = 1", "mutate self = C(n=1)", "return  = None",
            "value C(1) = C(n=1)", "bind c = C(n=1)", "value c.n + 1 = 2", "bind c.n = 2", "mutate c = C(n=2)",
            "value c.n = 2", "return c.n = 2"]),
    "exception": ("def f(d):\n    try:\n        return d['k']\n    except KeyError as e:\n        return 0\n    finally:\n        d['k'] = 1\n", "{}", [
        "call f(d)", "raise KeyError = \"'k'\"", "catch KeyError = \"'k'\"", "bind e = KeyError('k')", "bind d['k'] = 1",
        "mutate d = {'k': 1}", "return 0 = 0"]),
    "with": (
        "class C:\n    def __enter__(self):\n        return 5\n    def __exit__(self, *a):\n        return None\n"
        "def f():\n    with C() as c:\n        return c\n", "", [
            "call f()", "value C() = C()", "call __enter__(self)", "return 5 = 5", "enter C() = 5", "bind c = 5",
            "call __exit__(self, *a)", "return None = None", "exit C()", "return c = 5"]),
    "match": ("def f(p):\n    match p:\n        case 0:\n            return 'zero'\n        case [a, b] if a:\n            return b\n", "[1, 2]", [
        "call f(p)", "branch 0 = False case", "bind a = 1", "bind b = 2", "branch [a, b] if a = True case", "return b = 2"]),
    "f-string": ("def f(x):\n    return f'{x + 1!r:>3}'\n", "1", [
        "call f(x)", "value x + 1 = 2", "value f'{x + 1!r:>3}' = '  2'", "return f'{x + 1!r:>3}' = '  2'"]),
    "print": ("def f():\n    print('a', 1)\n", "", [
        "call f()", "print print('a', 1) = 'a 1\\n'", "value print('a', 1) = None", "return  = None"]),
    "walrus": ("def f(xs):\n    return (n := len(xs)) * n\n", "[1]", [
        "call f(xs)", "value len(xs) = 1", "bind n = 1", "value (n := len(xs)) * n = 1", "return (n := len(xs)) * n = 1"]),
    "assert": ("def f(x):\n    assert x, 'no'\n", "1", ["call f(x)", "branch x = True assert", "return  = None"]),
    "closure": ("def f():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n    up()\n    return n\n", "", [
        "call f()", "bind n = 0", "bind up = <function up>", "call up()", "value n + 1 = 1", "bind n = 1", "return  = None",
        "value up() = None", "return n = 1"]),
    "delete": ("def f(x):\n    del x\n", "1", ["call f(x)", "delete x", "return  = None"]),
    "swap": ("def f(a):\n    a[0], a[1] = a[1], a[0]\n", "[1, 2]", [
        "call f(a)", "value a[1] = 2", "value a[0] = 1", "value a[1], a[0] = (2, 1)", "bind a[0] = 2", "mutate a = [2, 2]",
        "bind a[1] = 1", "mutate a = [2, 1]", "return  = None"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_construct_gives_its_events(name):
    code, arguments, expected = CASES[name]

    text = [
        line.replace('f"', "f'").replace('"', "'") if name == "f-string" else line for line in told(code, arguments)
    ]

    assert text == expected


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("(b * 2) - b", "x - ((b * 2) - b)"), ("(b - 1)", "x - (b - 1)"), ("b - (1)", "x - (b - (1))"), ("b", "x - b"),
        ("-b", "x - (-b)"), ("[b][0]", "x - [b][0]"),
    ],
)  # fmt: skip
def test_the_text_of_an_augmented_assignment_is_an_expression_of_the_same_value(value, shown):
    events = traced(f"def f(x, b):\n    x -= {value}\n    return x\n", "9, 2").events

    made = [event.text for event in events if event.kind == "value"][-1]
    assert made == shown
    assert str(eval(made, {"x": 9, "b": 2})) == events[-1].value.repr


@pytest.mark.parametrize(
    ("value", "shown"),
    [("(1, 2)", "x + (1, 2)"), ("(1,), 2", "x + ((1,), 2)"), ("1, 2", "x + (1, 2)"), ("()", "x + ()")],
)
def test_a_tuple_that_is_added_is_in_brackets_once(value, shown):
    events = traced(f"def f(x):\n    x += {value}\n    return x\n", "(0,)").events

    assert [event.text for event in events if event.kind == "value"][-1] == shown


def test_a_call_tells_its_receiver_and_arguments_as_they_were_before():
    events = traced("def f(xs):\n    xs.insert(0, 5)\n", "[1]").events

    (call,) = [event for event in events if event.kind == "value"]
    assert [(name, value.repr) for name, value in call.args] == [("self", "[1]"), ("0", "0"), ("1", "5")]
    assert call.name == "insert"


def test_reads_lead_from_the_result_to_the_argument():
    events = traced("def g(y):\n    return y * 2\ndef f(x):\n    a = g(x)\n    return a\n", "3").events

    assert [(event.kind, event.reads) for event in events] == [
        ("call", ()), ("call", (0,)), ("value", (1,)), ("return", (2,)), ("value", (0, 3)), ("bind", (4,)), ("return", (5,)),
    ]  # fmt: skip


def test_events_stand_under_branches_passes_and_calls():
    code = "def f(xs):\n    for x in xs:\n        if x:\n            y = x\n    return y\n"

    events = traced(code, "[1]").events

    under = {(event.kind, event.text): event.under for event in events}
    assert under == {
        ("call", "f(xs)"): None, ("iteration", "x"): 0, ("bind", "x"): 1, ("branch", "x"): 1, ("bind", "y"): 3,
        ("loop_end", "for x in xs"): 0, ("return", "y"): 0,
    }  # fmt: skip


def test_each_execution_of_a_loop_has_a_number_of_its_own():
    code = "def f(g):\n    for r in g:\n        for x in r:\n            pass\n"

    events = traced(code, "[[1, 2], [3]]").events

    begun = [(event.loop, event.pass_) for event in events if event.kind == "iteration"]
    assert begun == [(1, 1), (2, 1), (2, 2), (1, 2), (3, 1)]
    assert [(e.loop, e.pass_, e.why) for e in events if e.kind == "loop_end"] == [
        (2, 2, "exhausted"), (3, 1, "exhausted"), (1, 2, "exhausted"),
    ]  # fmt: skip


def test_columns_count_characters_and_lines_are_those_of_the_program():
    events = traced("def f(é):\n    ü = 'ä' + é\n    return ü\n", "'ö'").events

    places = [(event.line, event.col, event.end_col, event.text) for event in events]
    assert places == [(1, 4, 8, "f(é)"), (2, 8, 15, "'ä' + é"), (2, 4, 5, "ü"), (3, 4, 12, "ü")]


def test_a_bare_raise_is_a_new_event_at_its_own_place():
    code = "def f(x):\n    try:\n        1 / x\n    except ZeroDivisionError:\n        raise\n"

    trace = traced(code, "0")

    assert [(e.line, e.text) for e in trace.events if e.kind == "raise"] == [(3, "1 / x"), (5, "raise")]
    assert trace.outcome.line == 3


def test_a_value_too_large_is_unaskable_and_never_cut():
    trace = traced("def f():\n    return 'x' * 5000\n")

    assert (trace.outcome.value.type, trace.outcome.value.length) == ("str", 5000)
    assert len(trace.outcome.value.digest) == 64
