"""The program as a step starts it is in tests/terraform/test_shim.py."""

from __future__ import annotations

import io
import json

import pytest

from support.redis_plan import redis_plan
from tidegate.cost import standin


@pytest.fixture
def answer(monkeypatch, capsys, tmp_path):
    def ask(text, form="table", **environment):
        for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", [str(tmp_path / "costs.pyz"), form, "."])
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        assert standin.main() == 0
        return capsys.readouterr().out

    return ask


def test_a_plan_is_answered_with_its_estimate(answer):
    assert "+$538.74" in answer(json.dumps(redis_plan()))
    output = json.loads(answer(json.dumps(redis_plan()), "json"))
    assert output["totalMonthlyCost"] == "538.74"


def test_the_region_is_the_steps_where_the_plan_names_none(answer):
    plan = json.dumps(redis_plan() | {"configuration": {}})
    assert "+$538.74" not in answer(plan)
    assert "+$538.74" in answer(plan, AWS_REGION="ap-northeast-2")
    assert "+$538.74" in answer(plan, AWS_DEFAULT_REGION="ap-northeast-2")


@pytest.mark.parametrize(("text", "why"), [("", "There is no plan yet"), ("{", "could not be read"), ("{}", "no plan")])
def test_without_a_plan_it_says_why_and_names_no_figure(answer, text, why):
    assert answer(text).startswith("No estimate: ")
    assert why in answer(text)
    output = json.loads(answer(text, "json"))
    assert output["totalMonthlyCost"] is None
    assert why in output["projects"][0]["metadata"]["errors"][0]["message"]


def test_newer_prices_beside_it_are_taken(answer, tmp_path):
    newer = {"elasticache": {"redis": {"cache.r6g.large": 1}}}
    document = {"as_of": "2027-01-01", "regions": {"ap-northeast-2": newer}}
    (tmp_path / "aws-prices.json").write_text(json.dumps(document))
    assert "Prices of 2027-01-01" in (said := answer(json.dumps(redis_plan())))
    assert "+$2,190.00" in said
