"""Pages as a person sees them, in a real browser at a desk and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from support.forge import Forge
from support.missing import report_missing

LONG = "a_very_long_line_of_terraform_that_never_breaks = " * 6
COMMENT = f"Ran Plan\n\n<details open><summary>계획</summary>\n\n```diff\n+ {LONG}\n```\n</details>\n\n`{LONG}`\n\n| {LONG} | b |\n| --- | --- |\n| 1 | 2 |"


GATES = """| | Gate | Why | Rule |
| --- | --- | --- | --- |
| ⛔ | **enabled** | Pull request must be approved by at least one person other than the author before it is applied, said at some length. | `main:atlantis.yaml:50` |

<details><summary>7 other gates</summary>

text
</details>"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        report_missing("chromium: the forge's pages were not looked at in a browser")
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, chromium: Chromium) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": request.param, "height": 844})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield opened
    opened.close()
    assert complaints == []


def test_no_page_scrolls_sideways(forge: Forge, page: Page):
    forge.commit("feature", {f"env/{'long-name-' * 9}.tf": LONG})
    number = forge.open_pull(title=f"feat(infra): {LONG}", body=COMMENT)
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": COMMENT})
    forge.status(forge.tip("feature"), "failure", "atlantis/plan: " + "x" * 80, description="가" * 140)
    home = f"/{forge.full_name}"
    pages = ["", "/branches", "/compare", "/tree/feature/env", "/edit/feature/README.md", "/blob/main/env/main.tf"]
    pages += [f"/pull/{number}", f"/pull/{number}/commits", f"/pull/{number}/files", f"/commit/{forge.tip('feature')}"]

    widths = {}
    for path in pages:
        page.goto(forge.sandbox.url + home + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > page.viewport_size["width"]} == {}


def test_words_of_a_table_are_whole(forge: Forge, page: Page):
    page.goto(address(forge, forge.open_pull(body=GATES)))
    lines = """(cell) => {
        const all = document.createRange();
        all.selectNodeContents(cell);
        return new Set([...all.getClientRects()].map((one) => Math.round(one.bottom))).size;
    }"""
    for words in ("enabled", "main:atlantis.yaml:50"):
        assert page.get_by_text(words, exact=True).evaluate(lines) == 1, words
    assert page.get_by_text("said at some length").bounding_box()["width"] > 250


def test_what_is_new_appears_by_itself_and_what_the_reader_did_stays(forge: Forge, page: Page):
    number = forge.open_pull()
    said = forge.must("tidegate-bot", "POST", f"/issues/{number}/comments", {"body": f"Running\n\n{GATES}"})
    page.goto(address(forge, number))
    page.get_by_text("7 other gates").click()
    page.get_by_label("Comment as").fill("atlantis apply, half typ")

    forge.must("tidegate-bot", "PATCH", f"/issues/comments/{said['id']}", {"body": f"Ran Plan\n\n{GATES}"})
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "second words"})
    forge.status(forge.tip("feature"), "success", description="1/1 applied")

    expect(page.get_by_text("second words")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Ran Plan")).to_be_visible()
    expect(page.get_by_text("1/1 applied")).to_be_visible()
    expect(page.get_by_text("Running")).to_have_count(0)
    expect(page.locator("details", has_text="7 other gates")).to_have_attribute("open", "")
    expect(page.get_by_label("Comment as")).to_have_value("atlantis apply, half typ")
    expect(page.get_by_label("Comment as")).to_be_focused()


def test_a_link_leads_to_what_came_above_what_the_reader_sees(forge: Forge, page: Page):
    number = forge.open_pull(body="words\n\n" * 50)
    page.goto(address(forge, number) + "#end")
    page.set_viewport_size({**page.viewport_size, "height": 400})
    page.get_by_role("button", name="Close pull request").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="New in the conversation")).to_be_hidden()
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "second words"})
    page.get_by_role("link", name="New in the conversation").click(timeout=15_000)
    expect(page.get_by_text("second words")).to_be_in_viewport()
    expect(page.get_by_role("link", name="New in the conversation")).to_be_hidden()


def test_without_scripts_refreshing_is_a_button(forge: Forge, chromium: Chromium):
    page = chromium.new_page(java_script_enabled=False)
    page.goto(address(forge, forge.open_pull()))
    expect(page.get_by_role("link", name="Refresh")).to_be_visible()
    page.close()


def address(forge: Forge, number: int) -> str:
    return f"{forge.sandbox.url}/{forge.full_name}/pull/{number}"
