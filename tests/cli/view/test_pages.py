"""Every page and every state of the view says something that helps, and runs nothing that a text brings along."""

import fcntl
import re

import pytest

from resources.reports.addresses import PAGES
from tests.cli.stocked import stock
from tests.cli.view.conftest import visiting
from tests.prepared import prepared


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["2 samples ship", "What each stage kept", "duplicate question", "no calls"]),
        ("/browse", ["<strong>5</strong> rationales", "dropped at splits: duplicate question", 'href="/row/samp_a1"']),
        ("/browse?verdict=refuted", ["<strong>1</strong> rationale", "dropped at verification: contradicted"]),
        ("/browse?fate=train&difficulty=hard", ["<strong>0</strong> rationales", "Nothing is like this"]),
        ("/browse?q=X+%2B+1", ["<strong>5</strong> rationales"]),
        ("/browse?page=99&task=input_prediction", ["<strong>1</strong> rationale", "narr_back"]),
        ("/dropped", ["Dropped at sources", "<strong>3</strong> rows", "no example"]),
        ("/dropped?stage=sources&reason=uses_io", ["<strong>1</strong> row", "open"]),
        ("/dropped?stage=traces", ["timeout", "2 s", 'href="/row/call_b1"']),
        ("/dropped?stage=narrations&page=7", ["over budget", "1600", 'href="/row/trace_a2"']),
        ("/dropped?stage=nonsense&reason=none", ["Dropped at sources", "Nothing was dropped here for this reason"]),
        ("/row/samp_a1", ["f of pack", "ships in train", "return x + 1", "x + 1 → 4", "licence", "MIT"]),
        ("/row/narr_bad", ["What doesn’t hold", "contradicted: `x + 1` is 4 here", "dropped at verification"]),
        ("/row/narr_dup", ["Why it doesn’t ship", "duplicate question: question asked before"]),
        ("/row/narr_back", ["Execution that the text is checked against", "f(4)"]),
        ("/row/prog_a1", ["f of pack", "What stands on it", "call_b1"]),
        ("/row/call_b1", ["timeout: 2 s"]),
        ("/row/trace_a1", ["x + 1 → 4", "narr_a1"]),
        ("/row/claim_narr_a1_1", ['data-claim="1"', "samp_a1"]),
    ],
)
def test_each_page_shows_what_it_is_about(visitor, address, words) -> None:
    answer = visitor.get(address)

    assert answer.status_code == 200
    assert [part for part in words if part not in unescaped(answer.text)] == []


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_the_pages_that_the_catalogue_links_have_something_to_show(visitor, page) -> None:
    answer = visitor.get(page)

    empty = page == PAGES["validation_split"]  # nobody asked for validation here
    assert (answer.status_code, "Nothing is like this" in answer.text) == (200, empty)
    assert "#" not in page or f'id="{page.partition("#")[2]}"' in answer.text


@pytest.mark.parametrize(
    ("table", "stage"),
    [("rejected_sources", "sources"), ("rejected_traces", "traces"), ("skipped_traces", "narrations")],
)
def test_the_catalogue_links_what_a_stage_dropped_to_that_stage(visitor, table, stage) -> None:
    answer = visitor.get(PAGES[table])

    assert f"Dropped at {stage}" in answer.text


def unescaped(text: str) -> str:
    return text.replace("&#39;", "'").replace("&#34;", '"').replace("\\u2192", "→")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("samp_a", "samp_a1"),
        ("claim_narr_a1_0", None),
        ("narr_du", "narr_dup"),
        ("prog_", "prog_a1"),
        ("call_b", "call_b1"),
    ],
)
def test_the_beginning_of_an_id_leads_to_its_row(visitor, asked, found) -> None:
    answer = visitor.get(f"/row/{asked}")

    assert (answer.status_code, answer.headers.get("location")) == ((307, f"/row/{found}") if found else (200, None))


def test_the_search_box_takes_an_id_or_words(visitor) -> None:
    by_id, by_words = visitor.get("/find?q=samp_a"), visitor.get("/find?q=returned value")

    assert by_id.headers["location"] == "/row/samp_a1"
    assert by_words.headers["location"] == "/browse?q=returned+value"


def test_an_id_that_is_none_or_many_is_explained(visitor) -> None:
    none, many = visitor.get("/row/samp_zz"), visitor.get("/row/narr_")

    assert (none.status_code, many.status_code) == (404, 300)
    assert "nothing in the warehouse has an id that begins with" in none.text
    assert 'href="/row/narr_dup"' in many.text


def test_a_page_that_is_not_there_says_so(visitor) -> None:
    answer = visitor.get("/nowhere")

    assert (answer.status_code, "No such page" in answer.text) == (404, True)


def test_a_warehouse_without_rows_says_what_fills_it(tmp_path) -> None:
    prepared(tmp_path)

    with visiting(tmp_path) as client:
        overview, browse = client.get("/"), client.get("/browse")

    assert "The warehouse is empty: <code>tracecot run</code> fills it" in overview.text
    assert "There are no rationales yet" in browse.text


def test_without_a_warehouse_the_page_says_how_to_make_one(tmp_path) -> None:
    with visiting(tmp_path) as client:
        answer = client.get("/row/samp_a1")

    assert answer.status_code == 404
    assert "`tracecot run` makes it" in answer.text


@pytest.mark.parametrize("held", ["run.lock", "traces.lock", "dagster/living.lock"])
def test_a_run_in_progress_is_told_and_blocks_nothing(tmp_path, held) -> None:
    stock(tmp_path)
    (tmp_path / held).parent.mkdir(exist_ok=True)

    with visiting(tmp_path) as client, (tmp_path / held).open("w") as lock:
        before = client.get("/").text
        fcntl.flock(lock, fcntl.LOCK_EX)
        during = client.get("/").text

    assert "A run is in progress" not in before
    assert "A run is in progress" in during


def test_while_somebody_writes_the_page_waits_for_its_turn(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("resources.warehouse.reading_copy.PATIENCE", 0.2)
    warehouse = stock(tmp_path)

    with visiting(tmp_path) as client:
        with warehouse.held():
            during = client.get("/")
        after = client.get("/")

    assert (during.status_code, during.headers["refresh"], after.status_code) == (503, "5", 200)
    assert "A run is writing" in during.text


def test_a_retired_sample_says_since_when_and_why(tmp_path) -> None:
    warehouse = stock(tmp_path)
    warehouse.execute([("update samples set retired_at = timestamp '2026-03-04' where sample_id = 'samp_a1'", [])])

    with visiting(tmp_path) as client:
        answer, listed = client.get("/row/samp_a1"), client.get("/browse?fate=retired")

    assert "Retired on 2026-03-04 because what it stands on is gone." in answer.text
    assert "samp_a1" in listed.text


def test_what_a_text_brings_along_is_shown_and_not_run(tmp_path) -> None:
    evil = "</script><script>document.title = 'owned'</script><img src=x onerror=alert(1)>\u202e\x1b[2J"
    warehouse = stock(tmp_path)
    warehouse.execute(
        [
            ("update narrations set rationale = ?, question = ? where narration_id = 'narr_a1'", [evil, evil]),
            ("update programs set code = ?, qualname = ?, path = ?", [f"x = '''{evil}'''", evil, evil]),
            ("update trace_events set value_repr = ?, text = ?", [evil, evil]),
            ("update claims set text = ?, actual = ?", [evil, evil]),
        ]
    )

    with visiting(tmp_path) as client:
        pages = [client.get(f"/row/{name}") for name in ("samp_a1", "narr_bad", "prog_a1", "trace_a1")]
        pages += [client.get("/browse"), client.get("/browse", params={"q": evil, "corpus": evil})]

    for page in pages:
        assert page.status_code == 200
        assert "&lt;script&gt;" in page.text or "\\u003cscript\\u003e" in page.text
        assert re.findall(r"<script(?! src=\"/static/view.js\" defer| type=\"application/json\")", page.text) == []
        assert not re.search(r"<img|\u202e|\x1b", page.text)


def test_every_answer_forbids_what_it_does_not_need(visitor) -> None:
    for address in ("/", "/row/samp_a1", "/nowhere", "/static/view.js"):
        headers = visitor.get(address).headers

        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_another_name_that_leads_here_is_turned_away(visitor) -> None:
    assert visitor.get("/", headers={"host": "evil.example"}).status_code == 400
    assert visitor.get("/", headers={"host": "localhost:4000"}).status_code == 200


def test_a_replay_without_the_token_of_a_page_is_refused(visitor) -> None:
    without = visitor.post("/replay/samp_a1")
    wrong = visitor.post("/replay/samp_a1", data={"token": "guess"})

    assert (without.status_code, wrong.status_code) == (403, 403)
    assert visitor.get("/replay/samp_a1").status_code == 405


def test_landmarks_and_labels_are_there_for_those_who_do_not_see(visitor) -> None:
    for address in ("/", "/browse", "/dropped", "/row/samp_a1"):
        text = visitor.get(address).text

        assert '<html lang="en">' in text
        assert '<a class="skip" href="#main">' in text
        assert text.count("<main ") == text.count("<h1>") == 1
        labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', text))
        alone = [field for field in re.findall(r'<input id="([^"]+)"', text) if field not in labelled]
        assert alone == []
        assert re.findall(r"<th(?! scope=)[ >]", text) == []


def test_the_pages_about_tables_and_marts_are_served_where_they_were_written(state, visitor) -> None:
    from resources.checks import data_docs
    from resources.marts import dbt

    assert visitor.get("/data-docs/calls.html").status_code == 404
    assert "tracecot docs" in visitor.get("/dbt-docs/index.html").text
    folder = data_docs.folder_of(state)
    folder.mkdir()
    (folder / "calls.html").write_text("what was found")
    (folder / "secret.json").write_text("{}")
    assert visitor.get("/data-docs/calls.html").text == "what was found"
    assert visitor.get("/data-docs/secret.json").status_code == 404
    assert visitor.get("/data-docs/..%2Ftracecot.duckdb").status_code == 404
    assert dbt.DOCS not in visitor.get("/data-docs/index.html").text
