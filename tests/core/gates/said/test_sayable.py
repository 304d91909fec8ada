from __future__ import annotations

from dataclasses import replace

import pytest

from support.decisions import POLICY
from tidegate.core.gates.policy import ChecklistItem, Policy
from tidegate.core.gates.said.sayable import items, refusal

LISTS = {"dev": ("cost",), "staging": ("backup_plan", "test_plan"), "prod": ("staging_tests",)}
WITH_LISTS = replace(
    POLICY,
    environments={
        name: replace(each, checklist=tuple(ChecklistItem(id=item, text=item) for item in LISTS[name]))
        for name, each in POLICY.environments.items()
    },
    waivers={"cost_limit": ("cto",), "promotion": ("devops-lead", "cto")},
)


def refused(said: str, subject: str = "", text: str = "why", policy: Policy = WITH_LISTS, env="staging", **more) -> str:
    return str(refusal(said, subject, text, policy, [policy.environments[env]], **more))


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        ("approve", ""),
        ("revoke", ""),
        ("reject", ""),
        ("justify", ""),
        ("waive", "cost_limit"),
        ("waive", "promotion"),
        ("check", "backup_plan"),
        ("review", "business"),
    ],
)
def test_what_a_rule_can_ask_for_can_be_said(said, subject) -> None:
    assert refused(said, subject) == ""


@pytest.mark.parametrize("said", ["reject", "waive", "justify"])
def test_what_overrides_or_objects_needs_a_reason(said) -> None:
    assert refused(said, "cost_limit", " ") == f"Say why: `{said}` needs a reason."


@pytest.mark.parametrize("gate", ["permission", "approvals", "fresh", "locked", "window"])
def test_a_rule_no_role_may_waive_is_refused_with_those_that_can_be(gate) -> None:
    assert refused("waive", gate) == (
        f"Nobody may waive `{gate}`. "
        "What can be waived, and by whom: `cost_limit` (cto) and `promotion` (devops-lead or cto)."
    )


def test_where_nothing_can_be_waived_that_is_said() -> None:
    assert refused("waive", "cost_limit", policy=POLICY) == "Nobody may waive `cost_limit`. Nothing can be waived here."


def test_an_unknown_rule_gets_the_closest_one_suggested() -> None:
    assert refused("waive", "cost_limt") == "There is no rule `cost_limt`. Did you mean `cost_limit`?"
    assert refused("waive", "`x`").startswith("There is no rule `'x'`. What can be waived")


@pytest.mark.parametrize(
    ("env", "known"),
    [
        ("dev", ("cost", "backup_plan", "test_plan")),
        ("staging", ("backup_plan", "test_plan", "cost", "staging_tests")),
        ("prod", ("staging_tests", "cost", "backup_plan", "test_plan")),
    ],
)
def test_items_of_an_environment_and_of_its_neighbours_on_the_road_can_be_checked(env, known) -> None:
    assert items(WITH_LISTS, [WITH_LISTS.environments[env]]) == known


def test_an_unknown_item_gets_the_closest_one_and_the_whole_list() -> None:
    assert refused("check", "backup_pln", env="dev") == (
        "There is no item `backup_pln`. Did you mean `backup_plan`? There are `cost`, `backup_plan` and `test_plan`."
    )
    assert refused("check", "zzz", env="dev") == (
        "There is no item `zzz`; there are `cost`, `backup_plan` and `test_plan`."
    )
    assert refused("check", "x", policy=POLICY) == "There is no checklist here, so `x` cannot be checked."


def test_what_an_emergency_owes_can_be_checked_although_no_list_has_it() -> None:
    assert refused("check", "window", owed=("window",)) == ""
    assert refused("check", "window") != ""


def test_a_review_of_another_kind_is_refused() -> None:
    assert refused("review", "legal") == (
        "There is no review `legal`; there are `technical`, `business` and `operational`."
    )


def test_environments_that_promote_in_a_circle_end_the_search() -> None:
    environments = WITH_LISTS.environments
    circle = replace(
        WITH_LISTS, environments={**environments, "dev": replace(environments["dev"], promotes_from="prod")}
    )
    assert set(items(circle, [circle.environments["prod"]])) == {"cost", "backup_plan", "test_plan", "staging_tests"}


def test_the_promotion_of_a_hotfix_can_be_waived_where_no_role_is_named() -> None:
    assert refused("waive", "promotion", policy=POLICY) == ""
