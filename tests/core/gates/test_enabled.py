from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, facts, into, mark, project, staging
from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.enabled import check
from tidegate.core.gates.facts import Emergency
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.marks import Mark, Problem

BROKEN = BrokenPolicy(
    source="acme/infra@main:tidegate.yaml",
    problems=(
        Problem(mark=mark(7), path="environments.staging.apply.allow[0]", text="snior", message="Unknown role."),
    ),
)
DEV = {
    "environment": "dev",
    "projects": (project(environment="dev", label="dev-environment"),),
    "change": into("develop"),
}


@pytest.mark.parametrize("action", ["plan", "merge", "apply"])
def test_a_change_into_its_own_environment_may_do_everything(action):
    assert check(action, facts(), POLICY, NOON).verdict == "pass"


def test_a_disabled_apply_names_file_and_line_and_the_promotion_that_comes_next():
    answer = check("apply", facts(**DEV), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == "`apply` is disabled for dev (tidegate.yaml:20): changes are only planned here."
    assert answer.rule == mark(20)
    assert "from `develop` into `staging`" in str(answer.remedy)
    assert "`atlantis apply staging`" in str(answer.remedy)


@pytest.mark.parametrize("action", ["plan", "merge"])
def test_a_plan_only_environment_is_planned_and_merged(action):
    assert check(action, facts(**DEV), POLICY, NOON).verdict == "pass"


@pytest.mark.parametrize("action", ["apply", "emergency"])
def test_where_changes_are_applied_after_their_merge_an_open_one_is_not(action):
    later = staging(deploy="after_merge")
    answer = check(action, facts(), later, NOON)
    assert (answer.verdict, str(answer.reason)) == ("block", "staging is applied after the merge.")
    assert str(answer.remedy) == "merge this pull request, then comment `atlantis apply staging` on it"
    assert check("plan", facts(), later, NOON).verdict == "pass"
    merged = facts(change=replace(facts().change, state="merged", landed="1a2b3c4d5e6f"))
    assert check("apply", merged, later, NOON).verdict == "pass"


def test_a_disabled_workflow_stage_names_its_file_and_line():
    where = Mark(file="atlantis.yaml", line=38)
    answer = check("apply", facts(projects=(project(disabled=True, disabled_at=where),)), NoPolicy(), NOON)
    assert answer.verdict == "block"
    assert "(atlantis.yaml:38)" in str(answer.reason)
    assert answer.rule == where


def test_another_environments_projects_are_only_planned_from_here():
    answer = check("apply", facts(change=into("develop")), POLICY, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == (
        "A pull request into `develop` (dev) only plans staging; staging is applied from `staging`."
    )
    assert "comment `atlantis promote staging`, which opens one from `develop` into `staging`" in str(answer.remedy)
    assert check("plan", facts(change=into("develop")), POLICY, NOON).verdict == "pass"


def test_a_project_outside_every_environment_is_planned_with_a_warning_and_not_applied():
    homeless = facts(environment=None)
    assert check("plan", homeless, POLICY, NOON).verdict == "warn"
    answer = check("apply", homeless, POLICY, NOON)
    assert answer.verdict == "block"
    assert "`staging-environment` belongs to no environment" in str(answer.reason)
    assert "`paths`" in str(answer.remedy)


def test_an_environment_the_policy_does_not_know_is_none():
    assert check("apply", facts(environment="elsewhere"), POLICY, NOON).verdict == "block"


def test_without_a_governance_file_nothing_belongs_anywhere_and_that_is_fine():
    assert check("apply", facts(environment=None), NoPolicy(), NOON).verdict == "pass"


@pytest.mark.parametrize("action", ["plan", "merge", "apply"])
def test_a_head_that_claims_another_environment_is_refused_in_its_words(action):
    claim = "`environments/prod` is prod's by tidegate.yaml:9, and staging's by atlantis.yaml:12."
    answer = check(action, facts(claim=claim), POLICY, NOON)
    assert (answer.verdict, str(answer.reason)) == ("block", claim)


def test_where_all_applies_are_stopped_only_plans_go_on():
    stopped = facts(applies_stopped="All applies are stopped by @kim-lead.")
    answer = check("apply", stopped, NoPolicy(), NOON)
    assert (answer.verdict, str(answer.reason)) == ("block", "All applies are stopped by @kim-lead.")
    assert check("merge", stopped, NoPolicy(), NOON).verdict == "block"
    assert check("plan", stopped, NoPolicy(), NOON).verdict == "pass"


def test_a_broken_file_blocks_applies_with_the_places_and_lets_plans_go_on():
    answer = check("apply", facts(), BROKEN, NOON)
    assert answer.verdict == "block"
    assert str(answer.reason) == "The governance file acme/infra@main:tidegate.yaml cannot be used: 1 problem."
    assert tuple(map(str, answer.details)) == ("tidegate.yaml:7:1: environments.staging.apply.allow[0]: Unknown role.",)
    assert check("merge", facts(), BROKEN, NOON).verdict == "block"
    assert check("plan", facts(), BROKEN, NOON).verdict == "pass"


def test_all_reasons_are_given_at_once():
    answer = check("apply", replace(facts(**DEV), claim="Two environments claim it."), POLICY, NOON)
    assert str(answer.reason) == "`apply` is disabled for dev (tidegate.yaml:20): changes are only planned here."
    assert "Two environments claim it." in answer.details


def test_the_last_environment_has_no_promotion():
    facts_prod = facts(change=into("main"))
    assert "no environment is promoted from here" in str(check("apply", facts_prod, POLICY, NOON).remedy)


EMERGENCY = Emergency(reason="site is down")


def test_an_emergency_is_possible_where_the_rules_say_so():
    assert check("emergency", facts(emergency=EMERGENCY), staging(emergency_override=True), NOON).verdict == "pass"


def test_elsewhere_nothing_goes_past_the_window():
    answer = check("emergency", facts(emergency=EMERGENCY), POLICY, NOON)
    assert (answer.verdict, str(answer.reason)) == (
        "block",
        "Nothing goes past the window of staging: `emergency_override` is not true there.",
    )
    assert "`atlantis apply staging`" in str(answer.remedy)


def test_a_refused_emergency_names_the_window_under_any_word_for_the_environment():
    named = replace(staging(aliases=("stage",)), marks={**POLICY.marks, "deployment_windows.stage": mark(70)})
    assert check("emergency", facts(emergency=EMERGENCY), named, NOON).rule == mark(70)


@pytest.mark.parametrize("emergency", [None, Emergency(reason="  ")])
def test_an_emergency_needs_a_reason(emergency):
    answer = check("emergency", facts(emergency=emergency), staging(emergency_override=True), NOON)
    assert (answer.verdict, str(answer.reason)) == ("block", "An emergency needs a reason.")
    assert str(answer.remedy) == 'comment `atlantis apply staging --emergency --reason "..."`'


def test_what_earlier_emergencies_owe_warns_and_does_not_hold_up():
    debt = Debt(id="d1", environment="staging", item="performance", deployment="b1", by="dave", opened_at=NOON)
    owing = facts(emergency=replace(EMERGENCY, open_debts=(debt,)))
    answer = check("emergency", owing, staging(emergency_override=True), NOON)
    assert (answer.verdict, str(answer.reason)) == ("warn", "Earlier emergencies still owe `performance`.")
    assert [str(line) for line in answer.details] == ["`performance` since 2026-11-24, by @dave"]


@pytest.mark.parametrize("action", ["emergency", "rollback", "auto_rollback", "state"])
def test_nothing_is_done_where_apply_is_disabled(action):
    assert check(action, facts(**DEV, emergency=EMERGENCY), POLICY, NOON).verdict == "block"


@pytest.mark.parametrize("action", ["rollback", "auto_rollback"])
def test_a_rollback_may_be_asked_for_on_a_change_into_another_branch(action):
    assert check(action, facts(change=into("develop")), POLICY, NOON).verdict == "pass"
