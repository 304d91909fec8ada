from dataclasses import replace
from decimal import Decimal

from tidegate.cli.check_looks import Look, answers, answers_about_the_known, unknowns
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.checks.rules import CheckRules
from tidegate.core.costs.model import Component, CostEstimate, ResourceCost, estimate_of
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.plans.model import PlanContent, ResourceChange
from tidegate.core.projects.model import Project

POLICY = Policy(
    revision="r",
    source="tidegate.yaml",
    environments={"prod": Environment(name="prod", max_increase=Decimal(500))},
    max_resources={"instances": 3},
    groups={"instances": ("aws_instance",)},
)
PROJECT = Project(dir="environments/prod", name="prod-environment")
HIGH = Finding(id="open_ingress", severity="HIGH", message="SSH is open to the world", address="aws_security_group.a")


def content(count=1):
    made = tuple(
        ResourceChange(address=f"aws_instance.a[{n}]", type="aws_instance", action="create") for n in range(count)
    )
    return PlanContent(terraform_version="1.11.4", resources=made, outputs={})


def cost(amount, unpriced=""):
    hours = Component(name="Instance usage", unit="hours", price=Decimal(amount), quantity=Decimal(1))
    priced = ResourceCost(address="aws_instance.a[0]", type="aws_instance", action="create", after=(hours,))
    missing = ResourceCost(address="google_x.y", type="google_x", action="create", unpriced=unpriced)
    return estimate_of((priced, *([missing] if unpriced else [])), engine="catalog", currency="USD", as_of="2026-07-20")


LOOK = Look(
    project=PROJECT,
    environment="prod",
    content=content(),
    cost=cost(100),
    checks=(CheckResult(check="fmt", state="passed"),),
)


def verdicts(look, ask=answers, policy=POLICY):
    return {answer.gate: answer.verdict for answer in ask([look], look.environment, policy)}


def test_the_gates_of_a_server_answer_about_what_was_found_here():
    assert verdicts(LOOK) == {"cost_limit": "pass", "resource_limit": "pass", "checks": "pass"}
    assert verdicts(replace(LOOK, cost=cost(501)))["cost_limit"] == "block"
    assert verdicts(replace(LOOK, content=content(4)))["resource_limit"] == "block"
    assert verdicts(replace(LOOK, checks=(result_of("builtin", (HIGH,)),)))["checks"] == "block"


def test_projects_of_one_environment_count_together():
    twice = answers([LOOK, replace(LOOK, project=Project(dir="b"), cost=cost(450))], "prod", POLICY)
    assert str(twice[0].reason) == "This change costs +$550.00 a month; prod allows $500.00 a month."


def test_what_was_there_before_does_not_block():
    old = replace(HIGH, is_new=False)
    assert verdicts(replace(LOOK, checks=(result_of("builtin", (old,)),)))["checks"] == "pass"


def test_without_a_plan_nothing_is_taken_for_granted_but_the_code_is_looked_at():
    look = replace(LOOK, content=None, cost=None, no_plan="no plan was asked for")
    assert verdicts(look) == {"cost_limit": "block", "resource_limit": "block", "checks": "pass"}
    assert list(unknowns(look)) == ["What `prod-environment` costs is not known: no plan was asked for."]


def test_what_is_not_priced_or_evaluated_is_unknown_and_blocks():
    failed = CheckResult(check="checkov", state="failed", reason="It crashed.")
    look = replace(LOOK, cost=cost(10, unpriced="not ours"), checks=(*LOOK.checks, failed))
    assert verdicts(look) == {"cost_limit": "block", "resource_limit": "pass", "checks": "pending"}
    assert list(unknowns(look)) == [
        "What `prod-environment` costs is not known: `google_x.y` could not be priced: not ours.",
        "`checkov` of `prod-environment` was not evaluated: It crashed.",
    ]


def test_whoever_lets_the_unknown_through_is_still_held_to_what_is_known():
    failed = CheckResult(check="checkov", state="failed", reason="It crashed.")
    look = replace(LOOK, cost=cost(10, unpriced="not priced"), checks=(*LOOK.checks, failed))
    passing = {"cost_limit": "pass", "resource_limit": "pass", "checks": "pass"}
    assert verdicts(look, answers_about_the_known) == passing
    assert verdicts(replace(look, content=None, cost=None, no_plan="x"), answers_about_the_known) == passing
    broken = CostEstimate(engine="catalog", currency="USD", as_of="", trouble="No prices.")
    assert verdicts(replace(look, cost=broken), answers_about_the_known) == passing
    dear = replace(look, cost=cost(501, unpriced="not priced"))
    assert verdicts(dear, answers_about_the_known)["cost_limit"] == "block"
    scanners = replace(POLICY, checks=CheckRules(scanners=("tfsec",)))
    assert verdicts(look, answers_about_the_known, scanners)["checks"] == "pass"
    assert verdicts(look, answers, scanners)["checks"] == "pending"


def test_outside_every_environment_no_limit_holds_but_findings_count():
    look = replace(LOOK, environment=None, cost=cost(10_000), content=content(40))
    assert verdicts(look) == {"cost_limit": "pass", "resource_limit": "pass", "checks": "pass"}
    assert verdicts(replace(look, checks=(result_of("builtin", (HIGH,)),)), policy=None)["checks"] == "block"
