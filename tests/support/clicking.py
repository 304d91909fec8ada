"""The sandbox's pages as a person with a phone uses them: press, comment, switch persona. A page complains by itself."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from support.missing import report_missing

PATIENCE = 30_000  # Milliseconds; a plan on a busy machine takes some seconds.
_USUAL = 5_000  # Playwright's own patience, which other tests count on.
# Looks again whenever the page grows, so that what arrives later is measured too.
_WIDTH = """addEventListener("DOMContentLoaded", () => new ResizeObserver(() => {
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) console.error(`scrolls sideways: ${wide} > ${innerWidth}`);
}).observe(document.documentElement));"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One page at 390 by 844.

    Attributes:
        complaints: The address and the words of each console error, uncaught exception and sideways scroll.
    """

    page: Page
    complaints: list[str]

    def press(self, button: str | re.Pattern[str]) -> None:
        """Press a button that sends a form, and see the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str, within: Locator | None = None) -> None:
        """Follow the link of exactly these words."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("link", name=link, exact=True).click()

    def act_as(self, login: str) -> None:
        self.page.get_by_label("Acting as").select_option(login)
        self.press("Switch")

    def ask(self, command: str) -> Locator:
        """Comment a command; gives the bot's first answer below it, there or not yet."""
        self.page.get_by_label("Comment as").fill(command)
        self.press("Comment")
        asked = self.page.locator("article:not(.bot)", has_text=command).last
        return self.page.locator(f"#{asked.get_attribute('id')} ~ article.bot").first

    def review(self, button: str) -> None:
        """Press a button of the review form, unfolded if it is folded."""
        form = self.page.locator("details", has_text="Review as")
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        self.press(button)

    def status(self, context: str) -> Locator:
        """A status in the merge box, whatever its state."""
        name = self.page.get_by_text(context, exact=True)
        return self.page.get_by_role("region", name="Merge").get_by_role("listitem").filter(has=name)

    def see_green(self, context: str) -> None:
        expect(self.status(context).get_by_title("success")).to_be_visible()


@contextmanager
def a_phone() -> Iterator[Phone]:
    """A phone; skips the test, and says so, where there is no Chromium."""
    found = shutil.which("chromium")
    if found is None:
        report_missing("chromium: the story was not played by clicking")
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(_WIDTH)
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: said.type == "error" and complaints.append(f"{page.url}: {said.text}"))
        expect.set_options(timeout=PATIENCE)
        try:
            yield Phone(page=page, complaints=complaints)
        finally:
            expect.set_options(timeout=_USUAL)
            browser.close()
