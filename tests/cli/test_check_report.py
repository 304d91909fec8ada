import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tidegate.cli.check_looks import Look
from tidegate.cli.check_report import as_sarif, document, report
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.costs.model import Component, ResourceCost, estimate_of
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.plans.model import PlanContent, ResourceChange
from tidegate.core.projects.model import Project

POLICY = Policy(
    revision="r",
    source="tidegate.yaml",
    environments={
        "dev": Environment(name="dev"),
        "prod": Environment(name="prod", max_increase=Decimal(500)),
    },
)
PRICED = ResourceCost(
    address="aws_instance.a",
    type="aws_instance",
    action="create",
    after=(Component(name="Usage", unit="hours", price=Decimal("0.1"), quantity=Decimal(730)),),
)
LOST = ResourceCost(address="google_x.y", type="google_x", action="create", unpriced="not ours")
LOOK = Look(
    project=Project(dir="a", name="a"),
    environment="dev",
    content=PlanContent(
        terraform_version="1.11.4",
        resources=(ResourceChange(address="aws_instance.a", type="aws_instance", action="create"),),
        outputs={},
    ),
    cost=estimate_of((PRICED,), engine="catalog", currency="USD", as_of="2026-07-20"),
    checks=(CheckResult(check="fmt", state="passed"),),
)
UNKNOWN = replace(LOOK, cost=estimate_of((LOST,), engine="catalog", currency="USD", as_of=""))
FOUND = replace(LOOK, checks=(result_of("builtin", (Finding(id="open_ingress", severity="HIGH", message="Open."),)),))


@pytest.mark.parametrize(
    ("look", "allow_unknown", "expected"),
    [(LOOK, False, 0), (UNKNOWN, False, 1), (UNKNOWN, True, 0), (FOUND, False, 1), (FOUND, True, 1)],
    ids=["fine", "unknown", "unknown and let through", "blocked", "blocked whatever is let through"],
)
def test_the_exit_code_says_whether_it_would_go_through(look, allow_unknown, expected):
    assert report([look], POLICY, (), allow_unknown=allow_unknown).exit_code == expected


def test_the_gates_of_each_environment_are_asked_about_its_own_projects():
    dear = replace(PRICED, after=(replace(PRICED.after[0], price=Decimal(1)),))
    costly = replace(LOOK, cost=estimate_of((dear,), engine="catalog", currency="USD", as_of=""))
    made = report([costly, replace(LOOK, environment="prod")], POLICY, (), allow_unknown=False)
    assert {name: asked[0].verdict for name, asked in made.gates.items()} == {"dev": "pass", "prod": "pass"}
    made = report([LOOK, replace(costly, environment="prod")], POLICY, (), allow_unknown=False)
    assert [answer.gate for answer in made.against] == ["cost_limit"]


def test_programs_get_amounts_as_decimal_texts_and_null_for_what_is_unknown():
    made = json.loads(json.dumps(document(report([LOOK, UNKNOWN], POLICY, ("A note.",), allow_unknown=False))))
    known, unknown = (project["cost"] for project in made["projects"])
    assert (known["past"], known["increase"], known["resources"][0]["future"]) == ("0", "73.0", "73.0")
    assert (unknown["increase"], unknown["resources"][0]["future"]) == (None, None)
    assert unknown["unknown_because"] == "`google_x.y` could not be priced: not ours"
    assert (made["exit_code"], made["notes"]) == (1, ["A note."])
    assert [gate["verdict"] for gate in made["gates"]] == ["pass", "pass", "pass"]


def test_editors_get_the_findings_of_all_projects_in_one_document():
    other = replace(FOUND, project=Project(dir="b", name="b"))
    made = as_sarif(report([FOUND, other], POLICY, (), allow_unknown=False))
    assert [run["automationDetails"]["id"] for run in made["runs"]] == ["a/builtin/", "b/builtin/"]
