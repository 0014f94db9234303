"""`tracecot verify` on anybody's rationales: what it executes, what it shows, and what no record can do to it."""

import json
import re
from html.parser import HTMLParser

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tests.program_texts import CLIP
from tests.verification.made import BACKWARD, FORWARD, GIVEN, PROPOSED, WORDS
from tracecot_cli.api import verify
from tracecot_cli.main import app
from tracecot_cli.showing.verdict_table import VerdictTable

ANSWER = "['ANT', 'ASP', 'BEE', 'BAT']"
HONEST = {
    "id": "honest", "code": WORDS, "entry_point": "f", "input": GIVEN, "task": "output", "rationale": FORWARD,
    "answer": ANSWER,
}  # fmt: skip
LIE = {**HONEST, "id": "lie", "rationale": FORWARD.replace("`2 < 2` is false", "`2 < 2` is true")}
ODD = {**HONEST, "id": "odd", "rationale": f"The `frobnication` is odd. {FORWARD}"}
INPUT = {**HONEST, "id": "input", "task": "input", "rationale": BACKWARD, "answer": f"f({PROPOSED})"}
HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e\ud800\x00</code></p>"


def told(folder, *records, options=()):
    """The rows, the standard error and the status of the command on these lines."""
    source, out = folder / "rationales.jsonl", folder / "verdicts.jsonl"
    lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in records]
    source.write_bytes(b"\n".join(lines))
    result = CliRunner().invoke(app, ["verify", str(source), "--out", str(out), *options], env={"COLUMNS": "120"})
    assert "Traceback" not in result.output
    return [json.loads(line) for line in out.read_text().splitlines()], result


def page_of(folder, *records):
    told(folder, *records, options=["--html", str(folder / "page.html")])
    return (folder / "page.html").read_text(encoding="utf-8")


CALLS = ["f(1, 2, 3)", "f(5, 2, 3)", "f(2, 1, 9)", "f(4, 1, 9)", "f(9, 1, 4)"]
EXPLAINED = {
    "id": "explained", "code": CLIP, "entry_point": "f", "input": "1, 2, 3", "task": "explanation",
    "rationale": "`f(5, 2, 3)` returns `3`. On all 5 recorded calls the result is at most `high`.",
    "answer": "On all 5 recorded calls the result is at least `low`", "target": {"calls": CALLS},
}  # fmt: skip


def test_an_explanation_is_judged_on_all_the_calls_that_its_target_names() -> None:
    lie = {**EXPLAINED, "rationale": EXPLAINED["rationale"].replace("at most `high`", "at most `n`")}
    wrong = {**EXPLAINED, "answer": "On all 5 recorded calls the result equals `n`"}

    verdicts = [row["verdict"] for row in verify([EXPLAINED, lie, wrong])]

    assert verdicts == ["verified", "refuted", "refuted"]


@pytest.mark.parametrize("calls", [[], ["g(1)"], ["f(1, 2, 3"], [f"f({n}, 0, 1)" for n in range(41)], "f(1)", [1]])
def test_an_explanation_without_calls_that_can_be_executed_is_an_error(calls) -> None:
    (row,) = verify([{**EXPLAINED, "target": {"calls": calls}}])

    assert row["verdict"] == "error"


def test_alternatives_that_a_text_names_are_executed() -> None:
    lie = {**INPUT, "rationale": BACKWARD.replace("returns `['ANT', 'BEE']`", "returns `['ANT']`")}

    honest, wrong = verify([INPUT, lie])

    assert honest["verdict"] == "verified", honest["findings"]
    assert wrong["verdict"] == "refuted"
    assert [each["actual"] for each in wrong["findings"]] == ["it gives `['ANT', 'BEE']`"]


def test_an_alternative_that_can_not_be_executed_bears_nothing_out_and_the_rest_is_judged() -> None:
    loop = "def f(n):\n    while n < 0:\n        pass\n    x = n + 1\n    return x"
    text = "`n < 0` is false. Line 4 sets `x` to `3`. With `n = -1`, `f(-1)` returns `0`."

    (row,) = verify([{**HONEST, "code": loop, "input": "2", "rationale": text, "answer": "3"}])

    assert row["verdict"] != "verified"
    assert all("f(-1)" in one["text"] or "n = -1" in one["text"] for one in row["findings"]), row["findings"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"code": "def f(:"}, "not_python"),
        ({"entry_point": "g"}, "no_entry_point"),
        ({"code": "def f(*x):\n    while True: pass"}, "cut_short"),
        ({"code": "def f(*x):\n    return id(object()), hash('a')"}, "nondeterministic"),
        ({"input": "["}, "bad_input"),
        ({"rationale": None}, "missing_field"),
        ({"answer": 3}, "missing_field"),
        ({"code": "def f(x):\n    return '\ud800'\x00"}, "not_python"),
    ],
)
def test_what_can_not_be_judged_is_an_error_row_and_the_others_go_on(tmp_path, change, kind) -> None:
    rows, result = told(tmp_path, HONEST, {**HONEST, **change}, LIE)

    assert [row["verdict"] for row in rows] == ["verified", "error", "refuted"]
    assert rows[1]["error"]["kind"] == kind
    assert result.exit_code == 1


def test_lines_that_are_no_records_are_error_rows(tmp_path) -> None:
    lines = [b'{"id": "\xff\xfe"}', b"\x00\x00", b"[" * 100_000, b"9" * 10_000, b'"text"', b'{"id": NaN}']

    rows, _ = told(tmp_path, HONEST, *lines, HONEST)

    assert [row["verdict"] for row in rows] == ["verified", *["error"] * len(lines), "verified"]
    assert [row["line_number"] for row in rows[1:-1]] == list(range(2, 2 + len(lines)))


@pytest.mark.parametrize(
    "field", ["id", "code", "entry_point", "input", "rationale", "answer", "output", "task", "then"]
)
def test_hostile_text_in_any_field_is_a_row_a_table_and_a_page(tmp_path, field) -> None:
    rows, result = told(
        tmp_path, {**HONEST, field: [HOSTILE] if field == "then" else HOSTILE}, HONEST,
        options=["--html", str(tmp_path / "page.html")],
    )  # fmt: skip

    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert [row["verdict"] for row in rows][1:] == ["verified"]
    assert "\x1b[2J" not in result.stderr
    assert "\u202e" not in result.stderr + page
    assert page.count("<script") == 1


def test_a_mistake_of_ours_with_one_text_is_an_error_row(tmp_path, monkeypatch) -> None:
    def fail(said, *more):
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("tracecot_cli.rows.verifying.verify", fail)

    rows, _ = told(tmp_path, HONEST)

    assert (rows[0]["verdict"], rows[0]["error"]["kind"]) == ("error", "unsupported")
    assert "ZeroDivisionError" in rows[0]["error"]["message"]


def test_the_table_counts_verdicts_kinds_and_reasons_and_marks_the_worst(tmp_path) -> None:
    _, result = told(tmp_path, HONEST, LIE, ODD, b"{")

    assert re.search(r"verified .* 1 .* 25.0 %", result.stderr)
    assert re.search(r"refuted .* contradicted .* 1 ", result.stderr)
    assert re.search(r"error .* not_json .* 1 ", result.stderr)
    assert "2 < 2` is true«" in result.stderr
    assert "\n  → " in result.stderr


def test_the_worst_come_from_every_reason_and_many_records() -> None:
    table = VerdictTable()
    text = "a false word. " * 100
    found = {"start": 2, "end": 7, "text": "false", "kind": "value", "actual": "it isn't"}
    for record in range(50):
        findings = [{**found, "reason": reason} for reason in ["not_understood", *["contradicted"] * 20]]
        row = {"id": record, "verdict": "refuted", "claims": 9, "grounded": 1, "findings": findings}
        table.add(row, text)

    shown = list(table.worst)

    assert [one.reason for one in shown] == ["contradicted"] * 3 + ["not_understood"] * 2
    assert [one.record for one in shown] == ["0", "1", "2", "0", "1"]
    assert {(one.before, one.text) for one in shown} == {("a ", "false")}
    table.show(Console(quiet=True))


class Page(HTMLParser):
    """The tags that are open, and what is marked how."""

    VOID = ("meta", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.marked: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marked.append((given["class"], ""))
        if tag == "a":
            self.links.append(given["href"])
        assert not {"src", "onclick", "onload"} & given.keys()
        if "id" in given:
            assert given["id"] not in self.ids
            self.ids.add(given["id"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "mark":
            self.marked[-1] = (self.marked[-1][0], data)


def fares(page, words) -> set[str]:
    """How the marked stretches with these words fare."""
    found = {how for how, text in page.marked if words in text}
    assert found, words
    return found


def test_the_page_marks_each_sentence_and_says_what_it_stands_on(tmp_path) -> None:
    text = page_of(tmp_path, HONEST, LIE, ODD, b"{")
    page = Page()
    page.feed(text)

    assert page.open == []
    assert {"r1", "r2", "r3", "r4", "r2-l7"} <= page.ids
    assert {link.removeprefix("#") for link in page.links} <= page.ids
    assert fares(page, "seen['b'] = []") == {"grounded"}
    assert fares(page, "2 < 2` is true") == {"refuted"}
    assert fares(page, "frobnication") <= {"refuted", "unreadable"}
    assert "pass 3 of the loop on line 3" in text
    assert "http" not in text.replace("http-equiv", "")


def test_the_page_tells_the_same_text(tmp_path) -> None:
    """Cutting it at sentences and claims loses and doubles nothing."""
    text = page_of(tmp_path, LIE)

    said = re.findall(r'<p class="said">(.*?)</p>', text, re.DOTALL)
    plain = re.sub(r"<[^>]*>", "", "".join(said)).replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">")
    assert plain.split() == LIE["rationale"].split()


def test_a_page_over_the_records_or_the_verdicts_is_wrong_usage(tmp_path) -> None:
    (tmp_path / "rationales.jsonl").write_text("{}")
    for page in ("-", str(tmp_path / "rationales.jsonl"), str(tmp_path / "verdicts.jsonl")):
        command = ["verify", str(tmp_path / "rationales.jsonl"), "--out", str(tmp_path / "verdicts.jsonl")]

        result = CliRunner().invoke(app, [*command, "--html", page])

        assert result.exit_code == 2, page
    assert (tmp_path / "rationales.jsonl").read_text() == "{}"


def test_a_file_of_a_long_text_and_many_claims_is_judged_in_bounds(tmp_path) -> None:
    long = {**HONEST, "id": "long", "rationale": FORWARD + "\nIt goes on. `seen` is `{}`!" * 40_000}
    many = {**HONEST, "id": "many", "rationale": "`limit` is `2`. " * 10_000}

    rows, _ = told(tmp_path, long, many, HONEST, options=["--html", str(tmp_path / "page.html")])

    assert [row["verdict"] == "verified" for row in rows] == [False, False, True]
    assert (tmp_path / "page.html").stat().st_size < 3_000_000
