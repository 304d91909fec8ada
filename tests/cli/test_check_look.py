import json
from pathlib import Path

from support.paths import ROOT
from tidegate.cli.check_look import Rules, estimate, looked_at, programs_here
from tidegate.cli.check_looks import Look
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.checks.rules import CheckRules
from tidegate.core.costs.rules import CostRules
from tidegate.core.gates.policy import Policy
from tidegate.core.projects.model import Project
from tidegate.ports.checks import Subject

PLAN = json.loads((ROOT / "tests/cost/data/plans/shop.json").read_text())
PROJECT = Project(dir=".", name="shop")


class Telltale:
    """A check that says what it should not."""

    async def examine(self, subject):
        words = "the password is correct-horse-battery" if subject.plan else "there is no plan"
        return (result_of("builtin", (Finding(id="x", severity="LOW", message=words),)),)


def rules(texts=None, **cost):
    async def text(path):
        return (texts or {}).get(path)

    policy = Policy(revision="r", source="tidegate.yaml", cost=CostRules(**cost))
    return Rules(policy=policy, source="tidegate.yaml", text=text)


def subject(folder: Path, plan):
    return Subject(
        root=folder,
        base=None,
        project=PROJECT,
        plan=plan,
        environment=None,
        rules=CheckRules(),
        programs=programs_here(folder),
    )


async def looked(folder, plan):
    return await looked_at(subject(folder, plan), Look(project=PROJECT, environment=None), rules(), Telltale())


async def test_a_plan_is_read_priced_and_examined_without_its_secrets(tmp_path):
    look = await looked(tmp_path, PLAN)
    assert look.content.counts.adds == 2
    assert str(look.cost.increase) == "39.5160"
    assert look.checks[0].findings[0].message == "the password is (sensitive value)"
    assert "correct-horse-battery" not in repr(look)


async def test_without_a_plan_the_code_is_examined_alone(tmp_path):
    look = await looked(tmp_path, None)
    assert (look.content, look.cost) == (None, None)
    assert isinstance(look.checks[0], CheckResult)
    assert look.checks[0].findings[0].message == "there is no plan"


async def test_what_keeps_an_engine_from_pricing_is_said(tmp_path):
    programs = programs_here(tmp_path)
    missing = await estimate(PLAN, rules(overlay="prices.json"), programs)
    assert str(missing.trouble) == "tidegate.yaml names `prices.json`, which is not there."
    wrong = await estimate(PLAN, rules({"prices.json": "]"}, overlay="prices.json"), programs)
    assert str(wrong.trouble).startswith("prices.json:1:1: ")
    won = await estimate(PLAN, rules(currency="KRW"), programs)
    assert str(won.trouble).startswith("The catalog's prices are in USD")


async def test_infracost_is_asked_where_the_rules_name_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TIDEGATE_DATA_DIR", str(tmp_path))
    made = await estimate(PLAN, rules(engine="infracost"), programs_here(tmp_path))
    assert str(made.trouble).startswith("infracost is not on PATH here")


async def test_a_region_of_the_environment_is_taken_where_the_plan_names_none(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    plan = json.loads(json.dumps(PLAN))
    plan["configuration"]["provider_config"]["aws"]["expressions"].pop("region")
    made = await estimate(plan, rules(), programs_here(tmp_path))
    assert "us-east-1" in {each.region for each in made.resources}
