"""Made calls differ from their example, keep its types, and are the same in every run."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tracecot.sources.variation import arguments_of, spelled, variations

plain = st.recursive(
    st.booleans() | st.integers(-50, 50) | st.floats(-9, 9) | st.text(max_size=8) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def shape(value: Any) -> Any:
    """The types inside a value, as a set for what may grow and shrink."""
    if isinstance(value, dict):
        return "dict", frozenset(kind for one in value.values() for kind in [type(one)])
    if isinstance(value, list):
        return "list", frozenset(type(one) for one in value)
    return type(value)


@settings(max_examples=60, deadline=None)
@given(st.lists(plain, min_size=1, max_size=3))
def test_made_arguments_keep_their_types(values: list[Any]) -> None:
    source = spelled(tuple(("", value) for value in values))

    for made in variations(source, 1, 8):
        arguments = arguments_of(made)
        assert arguments is not None
        assert made != source
        for (_, new), old in zip(arguments, values, strict=True):
            assert type(new) is type(old)
            if isinstance(old, list | dict):
                assert shape(new)[1] <= shape(old)[1]


def test_the_same_seed_makes_the_same_calls() -> None:
    assert list(variations("'a b', n=3", 7, 9)) == list(variations("'a b', n=3", 7, 9))
    assert list(variations("'a b', n=3", 7, 9)) != list(variations("'a b', n=3", 8, 9))


def test_what_is_no_literal_is_left_alone() -> None:
    assert list(variations("len, [1]", 0, 5)) == []
    assert list(variations("*xs", 0, 5)) == []
