"""The demo's story by clicking: everything a person needs is on the pages, at the width of a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from support.clicking import Phone, a_phone
from support.house import House, running_house
from support.sample import attached_files
from tidegate.sandbox.github.acme import REPO
from tidegate.sandbox.sample.seed import (
    FEATURE_BRANCH,
    TITLE,
    pull_request_body,
    redis_files,
    write_states,
)

pytestmark = [pytest.mark.browser, pytest.mark.terraform, pytest.mark.slow]

REDIS = "aws_elasticache_replication_group"
PLACE = re.compile(r"(tidegate|atlantis)\.yaml:\d+")


@pytest.fixture
def house(tmp_path: Path, reattach: str) -> Iterator[House]:
    states = tmp_path / "states"
    write_states(states)
    with running_house(tmp_path, files=attached_files(states, reattach)) as house:
        _add_branches(house)
        yield house


@pytest.fixture
def phone() -> Iterator[Phone]:
    with a_phone() as phone:
        yield phone
    assert phone.complaints == []


def test_a_change_is_deployed_by_clicking(house: House, phone: Phone):
    phone.page.goto(house.sandbox.url)
    _alice_opens_the_feature(phone)
    _apply_in_dev_is_refused(phone)
    _bob_merges_the_feature(phone)
    _bob_opens_the_promotion(phone)
    _bob_is_not_enough(phone)
    _carol_pushed_and_does_not_count(phone)
    _dave_counts(phone)
    _dave_confirms_what_is_to_be_confirmed(phone)
    _the_lead_accepts_and_waives(phone)
    _bob_applies(phone)
    _the_dashboard_tells_the_same(phone)
    _bob_merges_the_promotion(phone)


def _add_branches(house: House) -> None:
    start = house.persona("kim-lead").get(f"/repos/{REPO}/branches/main")["commit"]["sha"]
    for branch in ("staging", "develop"):
        ref = {"ref": f"refs/heads/{branch}", "sha": start}
        house.sandbox.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", ref)
    house.sandbox.commit(FEATURE_BRANCH, redis_files(), author="alice", message=TITLE)
    house.sandbox.seed(protections=[{"repo": REPO, "branch": "staging", "required_checks": ["atlantis/apply"]}])


def _alice_opens_the_feature(phone: Phone) -> None:
    phone.act_as("alice")
    phone.follow("New pull request")
    phone.page.get_by_label("Into").select_option("develop")
    phone.page.get_by_label("From").select_option(FEATURE_BRANCH)
    phone.page.get_by_label("Title").fill(TITLE)
    phone.page.get_by_label("Description").fill(pull_request_body())
    phone.press("Create pull request as alice")
    phone.see_green("atlantis/plan")
    expect(_bot(phone)).to_contain_text(REDIS)


def _apply_in_dev_is_refused(phone: Phone) -> None:
    answer = phone.ask("atlantis apply")
    expect(answer).to_contain_text("refused")
    expect(answer).to_contain_text(PLACE)


def _bob_merges_the_feature(phone: Phone) -> None:
    phone.act_as("bob")
    phone.review("Approve")
    expect(phone.page.get_by_text("bob: approved")).to_be_visible()
    for item in ("tags", "security_groups"):
        expect(phone.ask(f"atlantis check {item}")).to_contain_text("Recorded")
    phone.see_green("atlantis/merge")
    phone.page.get_by_label("Method").select_option("Squash")
    phone.press("Merge as bob")
    expect(phone.page.get_by_text("Merged", exact=True)).to_be_visible()


def _bob_opens_the_promotion(phone: Phone) -> None:
    phone.follow("Branches")
    phone.follow("Open pull request", phone.page.get_by_role("listitem").filter(has_text="develop"))
    phone.page.get_by_label("Into").select_option("staging")
    phone.page.get_by_label("Title").fill("Promote develop to staging")
    phone.press("Create pull request as bob")
    phone.see_green("atlantis/plan")
    expect(_bot(phone)).to_contain_text(REDIS)
    expect(phone.page.get_by_role("button", name="Merge as bob")).to_be_disabled()


def _bob_is_not_enough(phone: Phone) -> None:
    answer = phone.ask("atlantis apply staging")
    expect(answer).to_contain_text("refused")
    expect(answer).to_contain_text("approv")
    phone.review("Approve")
    expect(phone.page.get_by_role("alert")).to_contain_text("Can not approve your own pull request")
    assert "422" in phone.complaints.pop()  # A browser's words for a page that says no.


def _carol_pushed_and_does_not_count(phone: Phone) -> None:
    phone.act_as("carol")
    there = phone.page.url
    phone.follow("develop")
    phone.follow("📄 README.md")
    phone.follow("Edit")
    content = phone.page.get_by_label("Content")
    content.fill(content.input_value() + "\n캐시 클러스터 운영 메모\n")
    phone.press("Commit to develop as carol")
    expect(phone.page.get_by_text("캐시 클러스터 운영 메모")).to_be_visible()
    phone.follow("Pull requests")
    phone.follow("Promote develop to staging")
    assert phone.page.url == there
    phone.see_green("atlantis/plan")
    phone.review("Approve")
    phone.act_as("bob")
    answer = phone.ask("atlantis explain staging")
    expect(answer).to_contain_text("carol approved, not counted: pushed")
    expect(_gate(answer, "approvals")).to_contain_text("⛔")


def _dave_counts(phone: Phone) -> None:
    phone.act_as("dave")
    phone.review("Approve")
    expect(phone.page.get_by_text("dave: approved")).to_be_visible()


def _dave_confirms_what_is_to_be_confirmed(phone: Phone) -> None:
    for item in ("tags", "security_groups", "backup_plan", "test_plan"):
        answer = phone.ask(f"atlantis check {item} --evidence https://wiki.example/redis")
        expect(answer).to_contain_text("Recorded")


def _the_lead_accepts_and_waives(phone: Phone) -> None:
    phone.act_as("kim-lead")
    expect(phone.ask('atlantis waive promotion --reason "only a note"')).to_contain_text("Recorded")
    expect(phone.ask("atlantis approve staging")).to_contain_text("Recorded")


def _bob_applies(phone: Phone) -> None:
    phone.act_as("bob")
    expect(phone.ask("atlantis apply staging")).to_contain_text("Apply complete!")
    phone.see_green("atlantis/apply")


def _the_dashboard_tells_the_same(phone: Phone) -> None:
    there = phone.page.url.partition("#")[0]
    phone.follow("Details", phone.status("atlantis/apply"))
    expect(phone.page.get_by_role("heading", name="staging Applied")).to_be_visible()
    expect(phone.page.get_by_text("carol approved, not counted: pushed")).to_be_visible()
    expect(phone.page.get_by_text("dave approved, counted")).to_be_visible()
    change = phone.page.url
    phone.follow("Log of staging-environment")
    expect(phone.page.get_by_label("Log")).to_contain_text("Apply complete!")
    phone.follow(f"{REPO}#2")
    assert phone.page.url == change
    phone.follow("Pull request ↗")
    assert phone.page.url == there


def _bob_merges_the_promotion(phone: Phone) -> None:
    phone.press("Merge as bob")
    expect(phone.page.get_by_text("Merged", exact=True)).to_be_visible()


def _bot(phone: Phone) -> Locator:
    return phone.page.locator("article.bot").last


def _gate(answer: Locator, name: str) -> Locator:
    """The gate's line; those that pass are folded."""
    rows = answer.get_by_role("row", include_hidden=True)
    return rows.filter(has=answer.page.get_by_text(name, exact=True))
