"""What an object of a program's own class holds is told, also where a base that is written in C holds it."""

import pytest

from tests.traces.made import traced

HELD = {
    ("collections.OrderedDict", "[('a', 1), ('b', 2)]"): "D(OrderedDict({'a': 1, 'b': 2}), n=7)",
    ("collections.deque", "[1, 2], 3"): "D(deque([1, 2], maxlen=3), n=7)",
    ("bytearray", "b'ab'"): "D(bytearray(b'ab'), n=7)",
    ("complex", "1, 2"): "D((1+2j), n=7)",
    ("array.array", "'i', [1, 2]"): "D(array('i', [1, 2]), n=7)",
    ("datetime.date", "2020, 1, 2"): "D(datetime.date(2020, 1, 2), n=7)",
    ("datetime.datetime", "2020, 1, 2, 3, fold=1"): "D(datetime.datetime(2020, 1, 2, 3, 0, fold=1), n=7)",
    ("datetime.time", "3, 4"): "D(datetime.time(3, 4), n=7)",
    ("datetime.timedelta", "days=1"): "D(datetime.timedelta(days=1), n=7)",
    ("decimal.Decimal", "'1.50'"): "D(Decimal('1.50'), n=7)",
    ("list", "[1]"): "D([1], n=7)",
    ("object", ""): "D(n=7)",
}


@pytest.mark.parametrize("held", HELD)
def test_what_a_subclass_holds_is_read_past_its_own_methods(held):
    base, arguments = held
    lies = "".join(
        f"    {name} = lambda self, *given: 1 / 0\n"
        for name in ("__iter__", "items", "__repr__", "__str__", "tolist", "copy", "as_tuple", "__eq__", "__len__")
    )
    code = f"import array, collections, datetime, decimal\nclass D({base}):\n{lies}    __hash__ = None\n"
    code += f"def f():\n    d = D({arguments})\n    d.n = 7\n    return d\n"

    trace = traced(code)

    assert trace.outcome.value.repr == HELD[held]


def test_the_order_of_an_ordered_dict_is_its_own():
    code = "from collections import OrderedDict\nclass LRU(OrderedDict):\n    pass\n"
    code += "def f():\n    d = LRU(a=1, b=2)\n    d.move_to_end('a')\n    return d\n"

    trace = traced(code)

    changes = [event.value.repr for event in trace.events if event.kind == "mutate"]
    assert changes[-1] == "LRU(OrderedDict({'b': 2, 'a': 1}))" == trace.outcome.value.repr


@pytest.mark.parametrize("base", ["functools.partial", "itertools.count", "types.SimpleNamespace", "io.StringIO"])
def test_what_only_c_knows_is_not_told_as_an_empty_object(base):
    code = f"import functools, io, itertools, types\nclass D({base}):\n    pass\n"
    given = {"functools.partial": "int", "io.StringIO": "'x'", "itertools.count": "3"}.get(base, "a=1")

    trace = traced(f"{code}def f():\n    return D({given})\n")

    assert trace.outcome.value.repr == "<D>"
