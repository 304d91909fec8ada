"""Looking around a repository."""

from support.forge import Forge
from support.pages import Browser


def test_files_can_be_reached_from_the_repository(forge: Forge, browser: Browser):
    home = f"/{forge.full_name}"
    assert "env" in browser.see(f"{home}/tree/feature")
    assert "redis.tf" in browser.see(f"{home}/tree/feature/env")
    assert "resource {}" in browser.see(f"{home}/blob/main/env/main.tf")
    assert "+redis" in browser.see(f"{home}/commit/{forge.tip('feature')}")
    assert browser.http.get(f"{home}/blob/main/nothing").status_code == 404
    assert browser.http.get(f"{home}/pull/99").status_code == 404


def test_branches_say_what_protects_them(forge: Forge, browser: Browser):
    forge.protect("main", required_checks=["atlantis/apply"], required_reviews=1)
    assert "protected: needs atlantis/apply, 1 approval" in browser.see(f"/{forge.full_name}/branches")


def test_an_empty_repository_has_pages_too(forge: Forge, browser: Browser):
    forge.sandbox.seed(repos=[{"owner": "acme", "name": f"{forge.name}-empty"}])
    home = f"/{forge.full_name}-empty"
    assert "Nothing here" in browser.see(home)
    assert "nothing was pushed" in browser.see(f"{home}/branches")
    assert browser.http.get(f"{home}/tree/main").status_code in (200, 404)


def test_titles_and_paths_cannot_become_markup(forge: Forge, browser: Browser):
    forge.open_pull(title="<script>alert(1)</script>")
    page = browser.http.get(f"/{forge.full_name}").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
