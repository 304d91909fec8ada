"""Pages as a person sees them, in a real browser at a desk and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from support.missing import report_missing
from support.values import NOON, STAGING
from support.web import KOREAN, LONG_ADDRESS, Served, add_plan, fill, serving, write_log
from tidegate.store import plans

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/changes/acme/infra/7",
    "/changes/acme/infra/9",
    "/environments",
    "/locks",
    "/logs/order-7.0",
    "/nowhere",
]
LONG = "진행 " * 40 + "x" * 900


async def _prepare(house):
    await fill(house)
    await add_plan(house, content=None, id="order-7.0", batch="order-7", number=3, state="running")
    write_log(house, "order-7.0", f"first line {LONG}\n")


async def _end(house):
    async with house.database.begin() as tx:
        await plans.fail(tx, "order-7.0", error="exit code 1", output="", at=NOON)


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        report_missing("chromium: the dashboard was not looked at in a browser")
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path) -> Iterator[Served]:
    with serving(tmp_path, _prepare, unsafe_runner=True) as served:
        yield served


@pytest.fixture(params=[1280, 390])
def page(request, chromium) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": request.param, "height": 844})
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("console", lambda said: opened.complaints.append(said.text) if "Content Security" in said.text else None)
    yield opened
    opened.close()
    assert opened.complaints == []


def test_no_page_scrolls_sideways(site, page):
    wide = {}
    for path in PATHS:
        page.goto(site.url + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert wide == {}


def test_korean_and_emoji_are_there_in_real_glyphs(site, page):
    page.goto(site.url)
    expect(page.get_by_text(KOREAN)).to_be_visible()
    widths = """(texts) => {
        const context = document.createElement("canvas").getContext("2d");
        context.font = `20px ${getComputedStyle(document.body).fontFamily}`;
        const drawn = (text) => { context.clearRect(0, 0, 40, 40); context.fillText(text, 0, 24);
            return context.canvas.toDataURL(); };
        return texts.map(drawn);
    }"""
    korean, other, emoji, none = page.evaluate(widths, ["클", "추", "🚀", "\U000effff"])
    assert len({korean, other, emoji, none}) == 4, "a character without a glyph is drawn as the same box as any other"


def test_a_change_can_be_read_with_the_keyboard(site, page):
    page.goto(site.url + "/changes/acme/infra/7")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    created = page.get_by_role("article", name="Plan of staging-environment").locator(
        "summary", has_text="aws_security_group"
    )
    created.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("redis-<b>staging</b>").first).to_be_visible()


def test_long_addresses_are_shown_whole(site, page):
    page.goto(site.url + "/changes/acme/infra/7")
    address = page.get_by_text(LONG_ADDRESS).first
    expect(address).to_be_visible()
    box = address.bounding_box()
    assert box["x"] + box["width"] <= page.viewport_size["width"]


def test_a_live_log_grows_and_the_page_says_when_it_has_ended(site, page):
    page.goto(site.url + "/changes/acme/infra/3")
    log = page.get_by_label("Live log of the plan")
    expect(log).to_contain_text("first line")
    write_log(site.house, "order-7.0", "두 번째 줄 🚧\n")
    expect(log).to_contain_text("두 번째 줄 🚧")
    assert log.text_content().count("first line") == 1
    site.do(_end(site.house))
    expect(page.get_by_role("article").get_by_text("Plan failed")).to_be_visible(timeout=15_000)
    expect(log).to_have_count(0)


def test_many_live_logs_leave_the_browser_room_to_load_pages(site, page):
    async def prepare(house):
        for n in range(8):
            project = replace(STAGING, dir=f"many/{n}", name=f"many-{n}")
            running = {"id": f"order-4.{n}", "batch": "order-4", "position": n, "project": project}
            await add_plan(house, content=None, number=9, state="running", **running)

    async def end(house):
        async with house.database.begin() as tx:
            await plans.fail(tx, "order-4.0", error="exit code 1", output="", at=NOON)

    site.do(prepare(site.house))
    for n in range(8):
        write_log(site.house, f"order-4.{n}", f"line of {n}\n")
    page.goto(site.url + "/changes/acme/infra/9")
    read = page.locator("pre.log").filter(has_text="line of")
    shown = page.locator("details[open] > pre.log")
    expect(read).to_have_text(["line of 0\n", "line of 1\n", "line of 2\n"])
    page.locator("#live-order-4\\.5 > summary").click()
    expect(page.locator("#log-order-4\\.5")).to_have_text("line of 5\n")
    expect(shown).to_have_text(["line of 1\n", "line of 2\n", "line of 5\n"])
    site.do(end(site.house))
    page.locator("#live-order-4\\.1 > summary").click()
    expect(page.locator("#log-order-4\\.3")).to_have_text("line of 3\n", timeout=15_000)
    expect(shown).to_have_count(3)
    page.get_by_role("link", name="Locks").click(timeout=5_000)
    expect(page).to_have_url(site.url + "/locks")


def test_a_log_page_goes_on_from_what_it_shows_and_loads_again_at_the_end(site, page):
    page.goto(site.url + "/logs/order-7.0")
    log = page.locator("pre.log")
    write_log(site.house, "order-7.0", "second line\n")
    expect(log).to_contain_text("second line")
    assert log.text_content().count("first line") == 1
    site.do(_end(site.house))
    expect(page.get_by_text("Plan failed")).to_be_visible(timeout=15_000)


def test_what_a_reader_opened_stays_open_when_the_page_looks_again(site, page):
    page.goto(site.url + "/changes/acme/infra/7")
    opened = page.locator("details", has_text="aws_security_group.redis").first
    opened.locator("summary").click()
    with page.expect_response(lambda answer: answer.url.endswith("/infra/7") and answer.status == 200, timeout=15_000):
        pass
    expect(opened.locator("table")).to_be_visible()


def test_without_scripts_everything_can_be_read(site, chromium):
    page = chromium.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(site.url + "/changes/acme/infra/7")
    expect(page.get_by_text("0 of 1 approval").first).to_be_visible()
    expect(page.get_by_text("engine_version").first).to_be_visible()
    page.goto(site.url + "/logs/order-7.0")
    expect(page.get_by_text("first line")).to_be_visible()
    page.close()
