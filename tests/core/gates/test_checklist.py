from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, STAGING, facts, into, mark, plan, project, push, staging, statement
from tidegate.core.checks.model import CheckResult, Finding
from tidegate.core.gates.checklist import check, items_of
from tidegate.core.gates.policy import ChecklistItem
from tidegate.core.gates.rules import governed
from tidegate.core.gates.said.checklist_items import BUILT_IN
from tidegate.core.known import Unknown

BACKUP = replace(BUILT_IN["backup_plan"], not_author=True)
OWN = ChecklistItem(id="runbook", text="Runbook written", by=("devops",), not_author=True)
LINK = "https://wiki.example/backup"
TICK = statement("bob", "check", "backup_plan", evidence=LINK)


def listing(*items, **changed):
    return replace(staging(checklist=items, **changed), marks={"environments.staging.checklist": mark(40)})


def answer(*items, policy=None, **changed):
    return check("apply", facts(**changed), policy or listing(*items), NOON)


def test_an_environment_without_a_list_asks_for_nothing():
    assert answer(policy=POLICY).verdict == "pass"


def test_a_list_that_is_confirmed_shows_its_evidence():
    found = answer(BACKUP, BUILT_IN["cost"], statements=(TICK,))
    assert (found.verdict, str(found.reason)) == ("pass", "Every item of the checklist is confirmed (2).")
    assert [str(line) for line in found.details] == [
        f"☑ Backup and recovery planned: @bob, {LINK}",
        "☑ Cost impact analysed: +$12.34 a month",
    ]


def test_what_is_open_says_who_can_tick_it_and_how():
    found = answer(BACKUP, OWN, BUILT_IN["performance"])
    assert (found.verdict, found.rule) == ("block", mark(40))
    assert found.lacks == ("backup_plan", "runbook", "performance")
    assert str(found.reason) == "3 of 3 items of the checklist are open."
    assert str(found.remedy) == (
        "ask somebody in senior or devops to comment"
        " `atlantis check backup_plan --evidence URL` and `atlantis check performance`"
        " and ask somebody in devops to comment `atlantis check runbook`"
    )


@pytest.mark.parametrize(
    ("said", "changed", "why"),
    [
        (replace(TICK, evidence=""), {}, "it has no link as evidence"),
        (replace(TICK, person="alice"), {}, "holds none of"),
        (TICK, {"head_pushes": (push("alice"), push("bob"))}, "pushed"),
        (TICK, {"head_pushes": (push(None),)}, "nobody can say who made this change"),
        (TICK, {"projects": (project(plan=plan(digest="digest-2")),)}, "has changed since"),
        (TICK, {"standings": {}}, "could not look up"),
    ],
)
def test_a_tick_that_does_not_count_says_why(said, changed, why):
    found = answer(BACKUP, statements=(said,), **changed)
    assert found.lacks == ("backup_plan",)
    assert why in str(found.details[0])


def test_an_older_tick_that_counts_stands_beside_a_newer_one_that_does_not():
    assert answer(BACKUP, statements=(TICK, replace(TICK, person="alice", id="later"))).verdict == "pass"


def test_a_sticky_item_survives_another_plan():
    other = {"projects": (project(plan=plan(digest="digest-2")),), "statements": (TICK,)}
    assert answer(replace(BACKUP, sticky=True), **other).verdict == "pass"


def test_an_item_is_ticked_by_the_roles_it_names():
    assert answer(OWN, statements=(statement("bob", "check", "runbook"),)).verdict == "block"
    assert answer(OWN, statements=(statement("dave", "check", "runbook"),)).verdict == "pass"


def test_the_description_is_enough_where_the_authors_word_is():
    own_word = ChecklistItem(id="local", text="로컬 terraform validate 완료")
    ticked = {"template_ticks": ("로컬  Terraform validate 완료.",)}
    assert answer(own_word, **ticked).verdict == "pass"
    found = answer(replace(own_word, not_author=True), **ticked)
    assert str(found.details[0]).endswith("ticked in the description only, which is the author's word")


@pytest.mark.parametrize("text", ["backup_plan", "Backup and recovery planned", "백업/복구 계획 수립"])
def test_an_item_has_several_names_in_a_description(text):
    bare = replace(BUILT_IN["backup_plan"], evidence=False)
    assert answer(bare, template_ticks=(text,)).verdict == "pass"


def test_an_item_that_wants_a_link_is_not_ticked_in_a_description():
    assert answer(BUILT_IN["backup_plan"], template_ticks=("backup_plan",)).verdict == "block"


def test_lists_of_environments_before_are_asked_too_and_not_on_the_authors_word():
    dev = replace(POLICY.environments["dev"], checklist=(BUILT_IN["cost"], BUILT_IN["performance"]))
    policy = replace(
        POLICY, environments={**POLICY.environments, "dev": dev, "staging": replace(STAGING, checklist=(OWN,))}
    )
    items = items_of(governed(facts(), policy))
    assert [(item.id, item.not_author, home.name) for item, home in items] == [
        ("cost", True, "dev"),
        ("performance", True, "dev"),
        ("runbook", True, "staging"),
    ]
    assert answer(policy=policy, template_ticks=("performance",)).lacks == ("performance", "runbook")


def test_where_nothing_is_applied_developers_tick_their_own_work():
    dev = replace(POLICY.environments["dev"], checklist=(BUILT_IN["performance"],))
    policy = replace(POLICY, environments={**POLICY.environments, "dev": dev})
    merging = facts(environment="dev", change=into("develop"), statements=(statement("alice", "check", "performance"),))
    assert check("merge", merging, policy, NOON).verdict == "pass"


def test_an_item_its_check_refuses_is_not_ticked_by_anybody():
    found = answer(
        BUILT_IN["cost"],
        projects=(project(plan=plan(cost=Unknown(unknown_because="no price"))),),
        statements=(statement("dave", "check", "cost"),),
        template_ticks=("cost",),
    )
    assert found.lacks == ("cost",)
    assert str(found.remedy) == "see to what the checks of `cost` say, then comment `atlantis plan`"


def test_findings_about_security_groups_take_a_reviewers_tick():
    finding = Finding(id="x", severity="LOW", message="Wide.", address="aws_security_group.web")
    found = CheckResult(check="builtin", state="found", findings=(finding,))
    given = {"projects": (project(plan=plan(checks=(found,))),), "template_ticks": ("security_groups",)}
    item = BUILT_IN["security_groups"]
    assert answer(item, **given).verdict == "block"
    assert answer(item, **given, statements=(statement("bob", "check", "security_groups"),)).verdict == "pass"


def test_not_knowing_what_people_said_ticks_nothing():
    assert answer(OWN, statements=Unknown(unknown_because="the database is away")).verdict == "block"
