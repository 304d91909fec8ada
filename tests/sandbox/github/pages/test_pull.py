"""A pull request from beginning to end, by clicking."""

from support.forge import Forge
from support.pages import Browser, text_of


def test_the_story_of_a_pull_request_can_be_clicked_through(forge: Forge, browser: Browser):
    forge.protect("main", required_checks=["atlantis/apply"])
    home = f"/{forge.full_name}"
    opened = browser.send(f"{home}/compare", base="main", head="feature", title="Redis 추가", body="- [ ] 검토")
    pull = opened.url.path
    assert "☐ 검토" in text_of(opened)
    assert "Redis 추가" in browser.see(home)

    browser.send(f"{pull}/comment", body="atlantis plan")
    seen = browser.see(pull)
    assert "alice commented" in seen
    assert "Merging is blocked" in seen
    assert 'Required status check "atlantis/apply" is expected.' in seen

    forge.status(forge.tip("feature"), "success", description="1/1 applied")
    browser.act_as("bob")
    browser.send(f"{pull}/review", event="APPROVE", body="좋아요 👍")
    seen = browser.see(pull)
    assert "bob: approved" in seen
    assert "1/1 applied" in seen
    assert "Ready to merge" in seen

    merged = text_of(browser.send(f"{pull}/merge", method="squash", sha=forge.tip("feature")))
    assert "Merged" in merged
    assert "bob merged this into main" in merged
    assert "env/redis.tf" in browser.see(f"{pull}/files")
    assert "A change" in browser.see(f"{pull}/commits")


def test_what_the_forge_refuses_is_said_on_the_page(forge: Forge, browser: Browser):
    number = forge.open_pull("alice")
    refused = browser.send(f"/{forge.full_name}/pull/{number}/review", event="APPROVE")

    assert refused.status_code == 422
    assert "The forge refused: Can not approve your own pull request" in text_of(refused)


def test_the_button_is_off_with_the_reason_for_somebody_who_only_reads(forge: Forge, browser: Browser):
    number = forge.open_pull()
    browser.act_as("park-cto")
    page = browser.http.get(f"/{forge.full_name}/pull/{number}").text
    assert '<button class="primary" disabled>Merge as park-cto' in page
    assert "Must have write access" in page


def test_a_pull_request_closes_and_opens_again(forge: Forge, browser: Browser):
    pull = f"/{forge.full_name}/pull/{forge.open_pull()}"
    assert "Reopen" in text_of(browser.send(f"{pull}/state", state="closed"))
    assert "Close pull request" in text_of(browser.send(f"{pull}/state", state="open"))


def test_a_draft_is_made_ready(forge: Forge, browser: Browser):
    pull = f"/{forge.full_name}/pull/{forge.open_pull(draft=True)}"
    assert "Ready for review" in browser.see(pull)
    assert "Ready to merge" in text_of(browser.send(f"{pull}/ready"))


def test_opening_nothing_says_so_and_keeps_the_words(forge: Forge, browser: Browser):
    refused = browser.send(f"/{forge.full_name}/compare", base="feature", head="main", title="Mine", body="kept")
    assert "No commits between feature and main" in text_of(refused)
    assert "kept" in refused.text


def test_labels_are_put_on_and_taken_off(forge: Forge, browser: Browser):
    pull = f"/{forge.full_name}/pull/{forge.open_pull()}"
    browser.send(f"{pull}/label", name="no-plan")
    browser.send(f"{pull}/label", name=" ")
    assert "no-plan Remove" in browser.see(pull)
    browser.send(f"{pull}/unlabel", name="no-plan")
    assert "Remove" not in browser.see(pull)
    assert [each.payload["action"] for each in forge.told("pull_request", 3)] == ["opened", "labeled", "unlabeled"]


def test_a_pull_request_becomes_a_draft(forge: Forge, browser: Browser):
    pull = f"/{forge.full_name}/pull/{forge.open_pull()}"
    assert "Ready for review" in text_of(browser.send(f"{pull}/draft"))


def test_a_pull_request_from_a_fork_names_its_owner_and_shows_its_pushes(forge: Forge, browser: Browser):
    hers = forge.must("alice", "POST", "/forks")["full_name"]
    made = {"repo": hers, "branch": "topic", "author": "alice", "message": "Topic", "files": {"t.tf": "x\n"}}
    forge.sandbox.seed(commits=[made])
    pull = f"/{forge.full_name}/pull/{forge.open_pull(head='alice:topic')}"
    forge.sandbox.seed(commits=[{**made, "message": "Second thoughts", "files": {"t.tf": "y\n"}}])
    seen = browser.see(pull)
    assert "alice:topic" in seen
    assert "Second thoughts" in seen
