"""What the pages do in a real browser: steps, lights, values, keys; and that nothing foreign runs."""

import shutil
import threading
import time

import pytest
import uvicorn

from resources.lineage.chain import chain_of
from resources.warehouse.reading_copy import ReadingCopy
from tests.cli.view.recorded import recorded
from tracecot_cli.view.application import application
from tracecot_cli.view.audit_page import write
from tracecot_cli.view.listing import PREPARATION

playwright = pytest.importorskip("playwright.sync_api", reason="there is no playwright: pip install '.[browser]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no chromium: apt install chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
EVIL = "</script><script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """A warehouse with one rationale, and its id."""
    return recorded(tmp_path_factory.mktemp("browsed"))


@pytest.fixture(scope="module")
def warehouse(stock):
    return stock[0]


@pytest.fixture(scope="module")
def id(stock):
    return stock[1]


@pytest.fixture(scope="module")
def address(warehouse):
    """Where a server of the pages listens."""
    copies = ReadingCopy(warehouse.folder, PREPARATION)
    server = uvicorn.Server(uvicorn.Config(application(copies), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    copies.close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser):
    """A page that fails its test when it says anything on its console."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    made, said = context.new_page(), []
    made.on("console", lambda message: said.append(message.text))
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert said == []


def state_of(page) -> dict[str, object]:
    """What is lit and what the values are."""
    return {
        "line": page.locator(".line.lit").text_content().strip(),
        "claims": page.locator("#told a.claim.lit").all_text_contents(),
        "values": {
            row.locator("th").text_content(): row.locator("td").text_content()
            for row in page.locator("#values tbody tr").all()
        },
        "changed": page.locator("#values tr.changed th").all_text_contents(),
    }


def test_arrows_step_through_the_events_with_line_text_and_values(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    first = state_of(page)
    page.keyboard.press("ArrowRight")
    second = state_of(page)
    page.keyboard.press("ArrowLeft")

    assert first["line"] == "def total(numbers):"
    assert first["values"] == {"numbers": "[1, 2, 3]"}
    assert second["line"] == "kept = 0"
    assert second["values"] == {"numbers": "[1, 2, 3]", "kept": "0"}
    assert second["changed"] == ["kept"]
    assert second["claims"] == ["sets `kept` to `0`"]
    assert state_of(page) == first


def test_a_statement_leads_to_the_event_that_shows_it(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    page.locator("#told a.claim", has_text="kept = 2").first.hover()
    hovered = state_of(page)
    page.locator("#told a.claim", has_text="sets `kept`").click()
    clicked = state_of(page)

    assert (hovered["line"], hovered["values"]["kept"], hovered["values"]["number"]) == ("kept += number", "2", "2")
    assert (clicked["line"], clicked["values"]) == ("kept = 0", {"numbers": "[1, 2, 3]", "kept": "0"})


def test_keys_go_from_statement_to_statement(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    claims = page.locator("#told a.claim")
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowUp")

    assert (first, second) == (claims.nth(0).text_content(), claims.nth(1).text_content())
    assert page.evaluate("document.activeElement.textContent") == first
    assert page.locator("#told a.claim[aria-current]").count() >= 1


def test_a_click_on_a_line_or_on_a_claims_event_goes_there(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    page.locator(".line", has_text="return kept").click()
    returned = state_of(page)
    page.locator(".claims a[data-event]", has_text="line 2").first.click()

    assert returned["values"]["kept"] == "5"
    assert state_of(page)["line"] == "kept = 0"
    assert page.locator("tr.lit").count() >= 1


def test_the_slider_and_the_live_region_follow(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    page.locator("[data-step='1']").click()

    assert page.locator("#slider").input_value() == "1"
    assert page.locator("#slider").get_attribute("aria-valuetext").startswith("event 1 of ")
    assert page.locator("#now[role=status]").text_content().startswith("Event 1 of ")
    assert page.locator(".line[aria-current=step]").count() == 1


def test_a_claims_own_address_opens_the_page_at_it(page, address, warehouse) -> None:
    (claim,) = warehouse.records("select claim_id from claims where text like '%kept = 2%' limit 1", [])
    page.goto(f"{address}/row/{claim['claim_id']}")

    assert state_of(page)["line"] == "kept += number"


def test_the_line_at_hand_is_always_in_sight(page, address, id) -> None:
    page.set_viewport_size({"width": 1300, "height": 220})  # the program has to scroll
    page.goto(f"{address}/row/{id}")
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        line, box = page.locator(".line.lit").bounding_box(), page.locator(".program pre").bounding_box()

        assert box["y"] - 1 <= line["y"]
        assert line["y"] + line["height"] <= box["y"] + box["height"] + 1


def test_a_replay_is_one_click(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    page.get_by_role("button", name="Replay").click()

    assert page.locator(".proofs").text_content().count("✓") == 4
    assert "Everything holds." in page.locator(".proofs").text_content()


def test_what_is_chosen_is_found_and_leads_to_its_page(page, address) -> None:
    page.goto(f"{address}/browse")
    page.get_by_label("Task").select_option("output_prediction")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="total").click()

    assert page.get_by_role("heading", level=1).text_content() == "total of pack"


def test_the_skip_link_comes_first_and_leads_to_the_content(page, address, id) -> None:
    page.goto(f"{address}/row/{id}")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert focused == "Skip to the content"
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [400, 1300])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_its_window_and_text_stands_out(browser, address, width, scheme, id) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in ("/", "/browse", f"/row/{id}", "/row/narr_zz"):
        page.goto(address + path)

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        ink, ground = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert (sum(map(int, ink[4:-1].split(","))) < sum(map(int, ground[4:-1].split(",")))) == (scheme == "light")
    context.close()


def test_a_script_in_a_text_is_shown_and_not_run(browser, tmp_path, warehouse, id) -> None:
    warehouse.snapshot(tmp_path / "tracecot.duckdb")
    evil = type(warehouse)(tmp_path)
    evil.execute(
        [
            ("update narrations set rationale = ?, question = ?", [EVIL, EVIL]),
            ("update programs set qualname = ?", [EVIL]),
            ("update trace_events set value_repr = ?", [EVIL]),
        ]
    )
    write(tmp_path / "why.html", chain_of(id, evil.records), evil, tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "why.html").as_uri())

    assert page.title() != "owned"
    assert "document.title = 'owned'" in page.locator("#told").text_content()
    assert page.locator("main img").count() == 0
    assert page.locator("#stepper").is_visible()
    page.close()
