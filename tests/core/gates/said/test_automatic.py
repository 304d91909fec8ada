from dataclasses import replace
from decimal import Decimal

import pytest

from support.decisions import NOON, POLICY, STAGING, facts, plan, project, staging, statement
from tidegate.core.checks.model import CheckResult, Finding
from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.gates.policy import Link
from tidegate.core.gates.rules import governed
from tidegate.core.gates.said.automatic import TABLE, Asked
from tidegate.core.gates.said.checklist_items import AUTOMATIC
from tidegate.core.known import NOT_ASKED, Unknown

LOST = Unknown(unknown_because="no result yet")
OPEN_SSH = Finding(id="open_ingress", severity="HIGH", message="Open.", address="module.a.aws_security_group.web")
OLD_ONE = replace(OPEN_SSH, is_new=False)
MILD = replace(OPEN_SSH, severity="MEDIUM")


def passed(*names):
    return tuple(CheckResult(check=name, state="passed") for name in names)


def look(name, policy=POLICY, home=STAGING, **changed):
    given = facts(**changed)
    rules = governed(given, policy)
    return TABLE[name](Asked(action="apply", facts=given, rules=rules, home=home, now=NOON))


def with_checks(*checks):
    return {"projects": (project(plan=plan(checks=checks)),)}


def test_every_name_a_file_may_use_has_its_check():
    assert set(TABLE) == AUTOMATIC


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        (passed("fmt", "validate"), "ticked"),
        (passed("fmt"), "claim"),
        ((*passed("fmt"), CheckResult(check="validate", state="skipped")), "claim"),
        ((*passed("fmt"), CheckResult(check="validate", state="failed", reason="No terraform.")), "refused"),
        ((*passed("validate"), CheckResult(check="fmt", state="found", findings=(OPEN_SSH,))), "refused"),
        ((*passed("validate"), CheckResult(check="fmt", state="found", findings=(MILD,))), "review"),
        ((*passed("validate"), CheckResult(check="fmt", state="found", findings=(OLD_ONE,))), "ticked"),
    ],
)
def test_syntax_is_what_fmt_and_validate_say_about_the_change(checks, state):
    assert look("syntax", **with_checks(*checks)).state == state


@pytest.mark.parametrize("name", ["naming", "tags"])
def test_naming_and_tags_are_their_checks(name):
    assert look(name, **with_checks(*passed(name))).state == "ticked"
    assert look(name, **with_checks(CheckResult(check=name, state="skipped"))).state == "claim"


@pytest.mark.parametrize("name", ["syntax", "naming", "tags", "security_groups"])
@pytest.mark.parametrize("projects", [(project(plan=plan(checks=LOST)),), (project(plan=LOST),), (project(plan=None),)])
def test_checks_nobody_has_evaluated_tick_nothing(name, projects):
    assert look(name, projects=projects).state == "refused"


@pytest.mark.parametrize("name", ["syntax", "naming", "tags", "security_groups", "cost"])
def test_of_no_project_there_is_nothing_to_look_at(name):
    assert look(name, projects=()).state == "ticked"


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        (passed("builtin"), "ticked"),
        ((CheckResult(check="builtin", state="found", findings=(OPEN_SSH,)),), "review"),
        (
            (CheckResult(check="builtin", state="found", findings=(replace(OPEN_SSH, address="aws_s3_bucket.a"),)),),
            "ticked",
        ),
        ((*passed("builtin"), CheckResult(check="checkov", state="failed", reason="Crashed.")), "refused"),
        (passed("fmt"), "refused"),
    ],
)
def test_findings_about_security_groups_want_a_reviewer(checks, state):
    assert look("security_groups", **with_checks(*checks)).state == state


def test_a_known_cost_is_the_evidence_of_its_analysis():
    assert str(look("cost").says) == "+$12.34 a month"
    assert look("cost", projects=(project(plan=plan(cost=NOT_ASKED)),)).state == "refused"
    assert look("cost", projects=(project(plan=plan(cost=Decimal(0))),)).state == "ticked"


def test_monitoring_is_an_alarm_of_the_plan_or_a_configured_page():
    assert look("monitoring").state == "claim"
    alarmed = (project(plan=plan(made={"aws_cloudwatch_metric_alarm": 1, "aws_instance": 1})),)
    assert str(look("monitoring", projects=alarmed).says) == "the plan makes `aws_cloudwatch_metric_alarm`"
    links = (Link(name="Grafana", url="https://grafana.example"),)
    assert str(look("monitoring", staging(monitoring=links)).says) == "watched on Grafana"
    assert look("monitoring", home=replace(STAGING, monitoring=links)).state == "ticked"


def test_the_rollback_procedure_is_the_way_back_of_the_plan():
    assert look("rollback").state == "ticked"
    assert look("rollback", projects=(project(plan=plan(going_back=LOST)),)).state == "refused"


def test_tests_of_the_environment_before_are_what_its_deployments_prove():
    assert look("staging_tests").state == "ticked"
    unproven = Promotion(source="dev", unproven=(Unproven(what="aws_x.y", because="nobody deployed it"),))
    assert look("staging_tests", promotion=unproven).state == "refused"
    policy = replace(POLICY, waivers={"promotion": ("devops",)})
    said = (statement("dave", "waive", "promotion", "hotfix of the night"),)
    assert "hotfix of the night" in str(look("staging_tests", policy, promotion=unproven, statements=said).says)
