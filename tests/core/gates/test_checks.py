from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, facts, mark, plan, project
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.checks.rules import CheckRules
from tidegate.core.gates.checks import check
from tidegate.core.known import NOT_ASKED, Unknown

PASSED = CheckResult(check="fmt", state="passed")
CRASHED = CheckResult(check="checkov", state="failed", reason="It took longer than 60 seconds.")
ABSENT = CheckResult(check="trivy", state="skipped", reason="It is not installed.")


def finding(severity="HIGH", **changed):
    one = Finding(
        id="open_ingress",
        severity=severity,
        message="SSH is open to the world.",
        address="aws_security_group.redis",
        file="environments/staging/redis.tf",
        line=12,
    )
    return replace(one, **changed)


def asking(**changed):
    marks = {**POLICY.marks, "checks.security.block_from": mark(70)}
    return replace(POLICY, checks=CheckRules(**changed), marks=marks)


def answer(*results, policy=None):
    return check("apply", facts(projects=(project(plan=plan(checks=results)),)), policy or asking(), NOON)


@pytest.mark.parametrize(
    ("severity", "block_from", "verdict"),
    [
        ("WARN", "LOW", "warn"),
        ("LOW", "LOW", "block"),
        ("MEDIUM", "HIGH", "warn"),
        ("HIGH", "HIGH", "block"),
        ("CRITICAL", "HIGH", "block"),
        ("HIGH", "CRITICAL", "warn"),
    ],
)
def test_new_findings_block_from_the_severity_the_team_says(severity, block_from, verdict):
    found = answer(result_of("builtin", (finding(severity),)), policy=asking(block_from=block_from))
    assert found.verdict == verdict


def test_what_was_there_before_never_blocks():
    assert answer(PASSED, result_of("builtin", (finding("CRITICAL", is_new=False),))).verdict == "pass"


def test_what_blocks_is_named_with_its_place_and_the_rule():
    found = answer(result_of("builtin", (finding(),)))
    assert str(found.reason) == "The change brings 1 new finding of severity HIGH or above (tidegate.yaml:70)."
    assert tuple(map(str, found.details)) == (
        "HIGH `open_ingress` at `aws_security_group.redis` (environments/staging/redis.tf:12): SSH is open to the world.",
    )
    assert str(found.remedy) == "correct what is found and push"


def test_of_many_findings_the_severest_are_named_and_the_others_counted():
    many = tuple(finding("CRITICAL" if n == 6 else "HIGH", id=f"rule-{n}") for n in range(7))
    found = answer(result_of("builtin", many))
    assert found.details[0].startswith("CRITICAL `rule-6`")
    assert str(found.details[-1]) == "and 2 more"


def test_a_check_that_broke_is_not_evaluated_and_stands_in_the_way():
    found = answer(PASSED, CRASHED)
    assert (found.verdict, str(found.reason)) == (
        "pending",
        "`checkov` of `staging-environment` was not evaluated: It took longer than 60 seconds.",
    )
    assert "atlantis plan" in str(found.remedy)


def test_a_finding_outweighs_a_broken_check_and_both_are_told():
    found = answer(CRASHED, result_of("builtin", (finding(),)))
    assert found.verdict == "block"
    assert "`checkov` of `staging-environment` was not evaluated" in str(found.details[-1])


def test_a_tool_nobody_named_may_be_absent_and_one_that_is_named_may_not():
    assert answer(PASSED, ABSENT).verdict == "pass"
    found = answer(PASSED, ABSENT, policy=asking(scanners=("trivy",)))
    assert (found.verdict, str(found.reason)) == (
        "pending",
        "`trivy` of `staging-environment` was not evaluated: the rules name it and it did not run.",
    )


@pytest.mark.parametrize(
    ("plan_of_it", "because"),
    [
        (None, "there is no plan"),
        (Unknown(unknown_because="it is still running"), "it is still running"),
        (plan(checks=NOT_ASKED), "nobody asked for it"),
        (plan(checks=()), "none has run"),
    ],
)
def test_checks_nobody_has_run_have_not_passed(plan_of_it, because):
    found = check("apply", facts(projects=(project(plan=plan_of_it),)), asking(), NOON)
    assert (found.verdict, str(found.reason)) == (
        "pending",
        f"The checks of `staging-environment` were not evaluated: {because}.",
    )


def test_findings_of_every_project_count():
    here = project(plan=plan(checks=(PASSED,)))
    there = project(label="other", plan=plan(checks=(result_of("builtin", (finding(),)),)))
    assert check("merge", facts(projects=(here, there)), asking(), NOON).verdict == "block"
    assert check("merge", facts(projects=()), asking(), NOON).verdict == "pass"


LOOSE = ("registry.terraform.io/acme/redis/aws", ".terraform.lock.hcl")
IN_PROD = {"environment": "prod", "projects": (project(environment="prod", label="prod", plan=plan(loose=LOOSE)),)}


def test_in_the_last_environment_what_nothing_pins_blocks():
    found = check("apply", facts(**IN_PROD), POLICY, NOON)
    assert (found.verdict, str(found.reason)) == (
        "block",
        "`registry.terraform.io/acme/redis/aws` of `prod` may be another at the next init: nothing fixes its version.",
    )
    assert ".terraform.lock.hcl" in str(found.details[0])
    assert "pin the module's version" in str(found.remedy)


def test_before_the_last_environment_it_does_not():
    assert check("apply", facts(projects=(project(plan=plan(loose=LOOSE)),)), POLICY, NOON).verdict == "pass"


def test_an_environment_that_stands_alone_is_the_last_one():
    alone = replace(POLICY.environments["prod"], promotes_from=None)
    policy = replace(POLICY, environments={"prod": alone})
    assert check("apply", facts(**IN_PROD), policy, NOON).verdict == "block"
