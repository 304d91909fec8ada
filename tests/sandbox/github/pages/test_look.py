"""Pages as a person sees them, in a real browser on a phone."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import sync_playwright

from support.forge import Forge
from support.missing import report_missing

LONG = "a_very_long_line_of_terraform_that_never_breaks = " * 6
COMMENT = f"Ran Plan\n\n<details open><summary>계획</summary>\n\n```diff\n+ {LONG}\n```\n</details>\n\n`{LONG}`\n\n| {LONG} | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_phone(forge: Forge):
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        report_missing("chromium: the forge's pages were not looked at in a browser")
        return
    forge.commit("feature", {f"env/{'long-name-' * 9}.tf": LONG})
    number = forge.open_pull(title=f"feat(infra): {LONG}", body=COMMENT)
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": COMMENT})
    forge.status(forge.tip("feature"), "failure", "atlantis/plan: " + "x" * 80, description="가" * 140)
    home = f"/{forge.full_name}"
    pages = ["", "/branches", "/compare", "/tree/feature/env", "/edit/feature/README.md", "/blob/main/env/main.tf"]
    pages += [f"/pull/{number}", f"/pull/{number}/commits", f"/pull/{number}/files", f"/commit/{forge.tip('feature')}"]

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        widths = {}
        for path in pages:
            page.goto(forge.sandbox.url + home + path)
            widths[path] = page.evaluate("document.documentElement.scrollWidth")
        browser.close()

    assert {path: width for path, width in widths.items() if width > 390} == {}
