# ruff: noqa: E501  (a program on a line of its own reads better than one in pieces)
import json

import pytest

from tests.traces.made import traced
from tracecot.errors import BadInput
from tracecot.execution import Limits
from tracecot.paths import bucket, path_signature
from tracecot.traces.reading import trace_from_record, trace_to_record
from tracecot.traces.wire import Garbage, events_of, is_crowded, outcome_of, refuse_large

CODE = (
    "def f(xs, k=None):\n    for x in xs:\n        if x > 1:\n            print(x)\n        xs[0] = 'a' * 5000\n"
    "        break\n    return {x: 1 / x}\n"
)


def test_a_trace_survives_the_way_through_json():
    trace = traced(CODE, "[2]")

    record = json.loads(json.dumps(trace_to_record(trace, "row_1")))

    assert trace_from_record(record) == trace
    assert record["id"] == "row_1"


def test_keys_that_do_not_apply_are_left_out():
    record = trace_to_record(traced(CODE, "[2]"), "row_1")

    first = record["events"][0]
    assert "value" not in first
    assert "loop" not in first
    assert first["args"]["xs"] == {"type": "list", "repr": "[2]"}
    assert any("pass" in event for event in record["events"])


def test_events_of_unknown_kinds_are_skipped():
    record = trace_to_record(traced(CODE, "[2]"), "row_1")
    record["events"].append({"kind": "somersault"})

    assert len(trace_from_record(record).events) == len(record["events"]) - 1


@pytest.mark.parametrize("broken", ["outcome", "events", "python"])
def test_a_record_with_something_missing_is_refused_by_name(broken):
    record = trace_to_record(traced(CODE, "[2]"), "row_1")
    del record[broken]

    with pytest.raises(BadInput, match=broken):
        trace_from_record(record)


SITES = [(1, 0, 1, 5, "x + 1")]
ROW = [1, 1, 1, 0, None, None, "", ["int", "3"], None, "", [], None]
FORGED = {
    "a kind that is none": (0, 99), "a frame that is none": (1, 7), "a place that is none": (3, 5), "a place before the first": (3, -1),
    "a value that is none": (7, ["int", 3]), "a text as number": (2, "1"), "reading ahead": (10, [4]), "standing under what comes": (11, 2),
}  # fmt: skip


def test_a_row_of_the_right_form_is_an_event():
    (event,) = events_of({"functions": ["f"], "events": [ROW]}, SITES)

    assert (event.kind, event.text, event.value.repr) == ("value", "x + 1", "3")


@pytest.mark.parametrize("name", FORGED)
def test_forged_rows_are_garbage(name):
    column, value = FORGED[name]
    row = [*ROW]
    row[column] = value

    with pytest.raises(Garbage):
        events_of({"functions": ["f"], "events": [row]}, SITES)


SMALL = Limits(stdout_characters=9, events=2, value_characters=9)
ENDED = {"end": ["returned", ["int", "3"]], "stdout": ""}
LONG = "x" * 1_000


@pytest.mark.parametrize(
    "told",
    [{"stdout": "x" * 10}, {"events": [ROW] * 3}, {"end": ["returned", ["int", "1" * 10]]}, {"end": ["raised", "E", "x" * 10, 1]},
     {"end": ["raised", LONG, "", 1]}, {"end": ["returned", [LONG, "1"]]}],
)  # fmt: skip
def test_a_message_with_more_than_the_limits_allow_is_garbage(told):
    refuse_large(ENDED, SMALL)

    with pytest.raises(Garbage):
        refuse_large(ENDED | told, SMALL)


@pytest.mark.parametrize("column", [(7, ["int", "1" * 10]), (7, [LONG, "1"]), (8, [[LONG, ["int", "1"]]])])
def test_an_event_with_a_longer_value_or_name_than_its_child_writes_is_garbage(column):
    row = [*ROW]
    row[column[0]] = column[1]

    with pytest.raises(Garbage):
        events_of({"functions": ["f"], "events": [row]}, SITES, SMALL)


def test_an_answer_with_more_parts_than_its_child_writes_is_not_read():
    many = SMALL.answer_parts + 9

    assert is_crowded(b"[]," * many, SMALL)
    assert is_crowded(b'"",' * many, SMALL)
    assert is_crowded(b'"\\\\",' * many + b'"\\', SMALL)
    assert not is_crowded(b'["' + b"[,{" * many + b'\\"' + b",[" * many + b'"]', SMALL)


@pytest.mark.parametrize(
    "end", [None, [], ["returned"], ["cut", "because", ""], ["raised", 1, "", 2], ["returned", ["int"]]]
)
def test_forged_ends_are_garbage(end):
    with pytest.raises((Garbage, ValueError)):
        outcome_of(end)


def test_the_same_way_has_the_same_signature_and_another_way_another():
    way = {arguments: path_signature(traced(CODE, arguments)) for arguments in ("[2]", "[3]", "[1]", "[0]")}

    assert way["[2]"] == way["[3]"]
    assert len({way["[2]"], way["[1]"], way["[0]"]}) == 3


def test_long_loops_differ_by_powers_of_two_only():
    assert [bucket(n) for n in (0, 1, 2, 3, 4, 7, 8, 9)] == [0, 1, 2, 3, 4, 4, 8, 8]


@pytest.mark.parametrize("seqs", [[0], [-1, 2], ["0", 1], "01", [True, 1], [0, 1, 2]])
def test_a_sketch_must_number_its_events(seqs):
    row = [0, 1, 1, [1, 0, 1, 1, "f()"], None, None, "f", None, None, "", [], None]

    with pytest.raises(Garbage):
        events_of({"functions": ["f"], "events": [row, row], "seqs": seqs}, [])
