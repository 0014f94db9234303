"""What can't be served is told with its kind, the value and the way out."""

import pytest

from tracecot.errors import BadInput
from tracecot_cli.rows.requests import read_rationale, read_request, task_named

CODE = "def f(x):\n    return x + 1"
TWO = "def f(x):\n    return g(x)\ndef g(x):\n    return x"
CLASS = "\nclass C:\n    def get(self):\n        return 1"

REFUSED = [
    ([1], "not_json", "a record is a JSON object; found [1]"),
    ({"input": "1"}, "missing_field", "no 'code'"),
    ({"code": CODE}, "missing_field", "no 'input'; it has 'code'"),
    ({"code": 3, "input": "1"}, "missing_field", "'code' must be a text; found 3"),
    ({"code": CODE, "input": "1", "id": [1]}, "missing_field", "'id' must be a text or a whole number"),
    ({"code": CODE, "input": "1", "id": True}, "missing_field", "found True"),
    ({"code": "def f(x", "input": "1"}, "not_python", "line 1"),
    ({"code": "x = '\0'", "input": "1"}, "not_python", "doesn't parse"),
    ({"code": "(" * 10_000, "input": "1"}, "not_python", "doesn't parse"),
    ({"code": "x = 1", "input": "1"}, "no_entry_point", "it has no function"),
    ({"code": TWO, "input": "1"}, "no_entry_point", "it has f, g"),
    ({"code": CODE, "input": "1", "entry_point": "h"}, "no_entry_point", "no function 'h'; it has f"),
    ({"code": CLASS, "input": ""}, "no_entry_point", "it has no function, but the classes C"),
    ({"code": CODE + CLASS, "input": "", "entry_point": "D"}, "no_entry_point", "it has f and the classes C"),
    ({"code": CLASS, "input": "", "entry_point": "C.g"}, "no_entry_point", "no method 'g'; it has get"),
    ({"code": CLASS, "input": "", "entry_point": "C", "then": "get()"}, "missing_field", "must be a list of calls"),
    ({"code": CLASS, "input": "", "entry_point": "C", "then": [1]}, "missing_field", "found [1]"),
    ({"code": CLASS, "input": "", "entry_point": "C", "then": ["get"]}, "bad_input", "no call of a method"),
    ({"code": CODE, "input": "1 +"}, "bad_input", "'1 +' can't stand between the brackets"),
    ({"code": CODE, "input": "1) + f(2"}, "bad_input", "no arguments of one call of f"),
    ({"code": CODE, "input": "1)("}, "bad_input", "no arguments of one call of f"),
    ({"code": CODE, "input": "\ud800"}, "bad_input", "can't stand"),
    ({"id": 1, "line_number": 2, "error": {"kind": "cut_short", "message": "2 s"}}, "cut_short", "2 s"),
    ({"id": 1, "error": {"kind": "another program's", "message": "2 s"}}, "missing_field", "no 'code'"),
    ({"error": {"kind": "cut_short", "message": "2 s"}, "code": CODE}, "missing_field", "no 'input'"),
]


@pytest.mark.parametrize(("record", "kind", "words"), REFUSED)
def test_a_record_that_can_not_be_served_is_told_with_its_kind(record, kind, words) -> None:
    with pytest.raises(BadInput) as caught:
        read_request(record)

    assert (caught.value.kind, words in str(caught.value)) == (kind, True), str(caught.value)


def test_a_task_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(BadInput, match=r"output_prediction, input_prediction, state, .*, output, input"):
        task_named("poetry")


@pytest.mark.parametrize("missing", ["task", "rationale", "answer"])
def test_a_rationale_needs_its_fields(missing) -> None:
    record = {"code": CODE, "input": "1", "task": "output", "rationale": "It is 2.", "answer": "2"}
    del record[missing]

    with pytest.raises(BadInput, match=missing):
        read_rationale(record)


@pytest.mark.parametrize(
    ("task", "target", "words"),
    [
        ("state", None, "'target' of state says line, visit, name; this one lacks line, visit, name"),
        ("value_type", {"line": 2, "visit": 1}, "this one lacks expression"),
        ("poetry", None, "value_type, exception, explanation, output, input"),
    ],
)
def test_a_rationale_says_which_question_it_answers(task, target, words) -> None:
    record = {"code": CODE, "input": "1", "task": task, "target": target, "rationale": "It is 2.", "answer": "2"}

    with pytest.raises(BadInput, match=words):
        read_rationale(record)


def test_an_exception_is_asked_for_without_a_target() -> None:
    record = {"code": CODE, "input": "1", "task": "exception", "rationale": "It is 2.", "answer": "none"}

    assert read_rationale(record).task == "exception"


def test_the_entry_point_is_the_only_function() -> None:
    assert read_request({"code": CODE, "input": "1"}).program.entry_point == "f"


def test_the_entry_point_is_the_one_that_the_tests_call() -> None:
    request = read_request({"code": TWO, "input": "1", "tests": "assert g(1) == 1"})

    assert request.program.entry_point == "g"


def test_a_lambda_with_a_name_is_a_function() -> None:
    assert read_request({"code": "f = lambda x: x", "input": "1"}).program.entry_point == "f"


def test_an_input_may_be_empty_and_may_hold_a_comment() -> None:
    assert read_request({"code": "def f(): return 1", "input": ""}).input == ""
    assert read_request({"code": CODE, "input": "1  # one"}).input == "1  # one"


def test_a_record_without_an_id_goes_by_its_call() -> None:
    request = read_request({"code": CODE, "input": "1"})

    assert request.fields["id"] == request.call.id


def test_further_calls_make_an_entry() -> None:
    request = read_request({"code": CLASS, "entry_point": "C", "input": "", "then": ["get()"], "id": 1})

    assert (request.is_ours, request.program.entry_point, request.input) == (True, "run_c", "")
    assert request.fields["code"].endswith("    c = C()\n    return c.get()\n")
