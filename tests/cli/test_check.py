import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from support.paths import ROOT
from tidegate.cli.app import build_app

PLANS = ROOT / "tests/cost/data/plans"
RULES = str(ROOT / "examples/convention/tidegate.yaml")
NO_LIMITS = """version: 1
environments:
  prod: {branch: main, paths: ["**"]}
"""


def check(*words, **more):
    return CliRunner().invoke(build_app(lambda: None), ["check", *words], **more)


def plan(name):
    return str(PLANS / f"{name}.json")


def gates(done):
    return {each["gate"]: each["verdict"] for each in json.loads(done.output)["gates"]}


def test_a_plan_is_priced_and_put_before_the_gates_of_its_environment():
    done = check("--plan", plan("mixed"), "--env", "production", "--governance", RULES)
    assert done.exit_code == 1
    assert "  Cost unknown: what could be priced is +$538.74 a month ($0.00 → $538.74; catalog" in done.output
    assert "        not priced  helm_release.metrics: resources of `helm` are not priced\n" in done.output
    assert "Gates of prod:\n  ✗ cost_limit: What this change costs is not known" in done.output
    assert done.output.endswith("This would not go through.\n")


def test_what_is_unknown_can_be_let_through_and_what_is_known_counts_all_the_same():
    done = check("--plan", plan("mixed"), "--env", "prod", "--governance", RULES, "--allow-unknown", "--json")
    assert gates(done)["cost_limit"] == "block"  # $538.74 is known, and over the convention's $500.
    assert done.exit_code == 1


def test_a_plan_that_may_pass_ends_with_0(tmp_path):
    rules = tmp_path / "tidegate.yaml"
    rules.write_text(NO_LIMITS)
    words = ("--plan", plan("azure"), "--env", "prod", "--governance", str(rules))
    assert check(*words).exit_code == 1  # Nobody knows what it costs.
    done = check(*words, "--allow-unknown")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nothing blocks.")


def test_a_plan_comes_through_a_pipe_with_a_wrappers_lines_around_it():
    wrapped = f"[command]/opt/terraform show -json p\n{Path(plan('shop')).read_text()}\n::debug::exitcode: 0\n"
    done = check("--plan", "-", "--json", input=wrapped)
    (project,) = json.loads(done.output)["projects"]
    assert project["plan"] == {"adds": 2, "changes": 4, "destroys": 1, "is_empty": False}
    assert (project["cost"]["past"], project["cost"]["future"]) == ("168.6920", "208.2080")


def test_findings_are_written_as_sarif(tmp_path):
    check("--plan", plan("shop"), "--sarif", str(tmp_path / "found.sarif"))
    runs = json.loads((tmp_path / "found.sarif").read_text())["runs"]
    assert "open_ingress" in [each["ruleId"] for run in runs for each in run["results"]]


def test_scanners_of_code_are_not_asked_and_that_is_said(tmp_path):
    rules = tmp_path / "tidegate.yaml"
    rules.write_text(NO_LIMITS + "checks: {security: {scanners: [builtin, checkov]}}\n")
    done = check("--plan", plan("azure"), "--env", "prod", "--governance", str(rules), "--json")
    assert "Not asked, for they look at code and not at plans: checkov." in json.loads(done.output)["notes"]
    assert gates(done)["checks"] == "pass"


def test_a_price_file_that_is_not_there_makes_the_cost_unknown(tmp_path):
    rules = tmp_path / "tidegate.yaml"
    rules.write_text(NO_LIMITS + "cost: {overlay: prices.json}\n")
    done = check("--plan", plan("shop"), "--env", "prod", "--governance", str(rules), "--json")
    (project,) = json.loads(done.output)["projects"]
    assert project["cost"]["increase"] is None
    assert "names `prices.json`, which is not there" in project["cost"]["unknown_because"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--plan", "nowhere.json"), "nowhere.json:1:1: The file cannot be read: No such file or directory."),
        (("--plan", RULES), "tidegate.yaml:1:1: This is no JSON."),
        (("--plan", plan("shop"), "--env", "pro", "--governance", RULES), "There are: dev, staging, prod."),
        (("--plan", plan("shop"), "--governance", plan("shop")), "shop.json:"),
        (("--plan", plan("shop"), "--governance", "nowhere.yaml"), "The governance file cannot be read"),
    ],
)
def test_what_cannot_be_looked_at_ends_with_2(words, expected):
    done = check(*words)
    assert done.exit_code == 2
    assert expected in done.output


def test_an_environment_needs_a_governance_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = check("--plan", plan("shop"), "--env", "prod")
    assert (done.exit_code, done.output.strip()) == (
        2,
        "tidegate.yaml:1:1: There is no governance file here, so nothing is called prod. Give --governance.",
    )
