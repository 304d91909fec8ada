"""What the box above the merge button says."""

from support.forge import Forge
from support.github_app import as_app
from support.pages import Browser


def test_a_conflict_is_explained(forge: Forge, browser: Browser):
    number = forge.open_pull()
    forge.commit("feature", {"README.md": "# One\n"})
    forge.commit("main", {"README.md": "# Other\n"})
    seen = browser.see(f"/{forge.full_name}/pull/{number}")
    assert "It conflicts with main: resolve the conflicts on feature first." in seen


def test_an_administrator_is_told_that_they_pass_the_rules(forge: Forge, browser: Browser):
    forge.protect("main", required_reviews=1)
    number = forge.open_pull()
    browser.act_as("kim-lead")
    seen = browser.see(f"/{forge.full_name}/pull/{number}")
    assert "kim-lead administers the repository and may merge anyway" in seen


def test_statuses_show_their_words_and_where_to_read_more(forge: Forge, browser: Browser):
    number = forge.open_pull()
    forge.status(forge.tip("feature"), "pending", "atlantis/plan", description="계획 중", target_url="http://t.test/1")
    page = browser.http.get(f"/{forge.full_name}/pull/{number}").text
    assert "계획 중" in page
    assert 'href="http://t.test/1"' in page


def test_check_runs_show_their_summary(forge: Forge, browser: Browser):
    number = forge.open_pull()
    output = {"title": "1 of 9 gates stands in the way", "summary": "- **approvals**: get a review"}
    body = {"name": "tidegate", "head_sha": forge.tip("feature"), "conclusion": "failure", "output": output}
    as_app(forge, f"app-{forge.name}")("POST", "/check-runs", body)
    page = browser.http.get(f"/{forge.full_name}/pull/{number}").text
    assert "1 of 9 gates stands in the way" in page
    assert "<strong>approvals</strong>" in page
