from __future__ import annotations

import json
from decimal import Decimal

import pytest

from support.infracost import DATA, player, recorded
from tidegate.core.known import Unknown
from tidegate.cost.infracost import Infracost
from tidegate.ports.cost import CostQuestion

PLAN = json.loads((DATA / "plan.json").read_text())


@pytest.fixture
def asked(tmp_path):
    """Asks an Infracost that plays an output; answers with the estimate and the player."""

    async def ask(out=None, *, question=None, **played):
        there = player(tmp_path / "bin", recorded("good") if out is None else out, **played)
        engine = Infracost(there.programs(), {"INFRACOST_API_KEY": "ico-key"})
        return await engine.estimate(question or CostQuestion(plan=PLAN)), there

    return ask


async def test_a_plan_is_priced_before_and_after(asked):
    estimate, _ = await asked()
    assert (estimate.engine, estimate.currency, estimate.as_of) == ("infracost 0.10.41", "USD", "2026-11-28")
    assert (estimate.past, estimate.future) == (Decimal("53.2896"), Decimal("559.544"))
    assert estimate.trouble == ""


async def test_it_is_asked_quietly_about_the_plan_file_and_with_the_callers_key(asked):
    _, there = await asked()
    assert there.calls == ["--version", "breakdown --path plan.json --format json"]
    assert there.environment["INFRACOST_API_KEY"] == "ico-key"
    assert there.environment["INFRACOST_SKIP_UPDATE_CHECK"] == "true"
    assert there.environment["INFRACOST_ENABLE_CLOUD"] == "false"
    assert there.environment["INFRACOST_CURRENCY"] == "USD"


async def test_it_gets_the_whole_plan_in_a_file_only_we_can_read_and_nothing_of_it_stays(asked):
    estimate, there = await asked()
    assert json.loads((there.folder / "plan-it-was-given.json").read_text()) == PLAN
    assert [line.split()[0] for line in there.files.splitlines()[1:]] == ["-rw-------"]
    assert list((there.folder / "scratch").iterdir()) == []
    assert "hunter2" not in str(estimate)


async def test_expected_usage_is_handed_on(asked):
    _, there = await asked(question=CostQuestion(plan=PLAN, usage="version: 0.1\n"))
    assert there.calls[-1] == "breakdown --path plan.json --usage-file usage.yml --format json"


def providing(expression):
    """The plan with this as its AWS provider's region; without any provider block for None."""
    provider = {"name": "aws", "expressions": {} if expression is None else {"region": expression}}
    return {**PLAN, "configuration": {"provider_config": {"aws": provider}} if expression != "none" else {}}


@pytest.mark.parametrize(
    ("region", "overridden"),
    [
        ({"constant_value": "ap-northeast-2"}, None),
        ({"references": ["var.region"]}, None),
        ({"references": ["local.region"]}, "eu-west-1"),
        (None, "eu-west-1"),
        ("none", "eu-west-1"),
    ],
)
async def test_the_callers_region_counts_where_infracost_finds_none(asked, region, overridden):
    _, there = await asked(question=CostQuestion(plan=providing(region), region="eu-west-1"))
    assert there.environment.get("INFRACOST_AWS_OVERRIDE_REGION") == overridden


async def test_no_region_is_taken_for_granted(asked):
    estimate, there = await asked(question=CostQuestion(plan=providing(None)))
    assert str(estimate.trouble).startswith("Nothing says which AWS region this is for")
    assert there.calls == ["--version"]
    assert list((there.folder / "scratch").iterdir()) == []


@pytest.mark.parametrize("version", ["v2.0.0", "2.16.1", "v1.0.0"])
async def test_a_version_that_reads_no_plan_is_refused_with_what_to_install(asked, version):
    estimate, there = await asked(version=version)
    assert "from version 2 on it reads no plan JSON. Install the 0.10 line" in str(estimate.trouble)
    assert version.removeprefix("v") in str(estimate.trouble)
    assert there.calls == ["--version"]


async def test_without_infracost_there_is_no_estimate(tmp_path):
    (tmp_path / "scratch").mkdir()
    programs = player(tmp_path, "").programs()
    (tmp_path / "infracost").unlink()
    estimate = await Infracost(programs, {}).estimate(CostQuestion(plan=PLAN))
    assert str(estimate.trouble).startswith("infracost is not on PATH here.")
    assert isinstance(estimate.increase, Unknown)


async def test_a_price_file_is_not_ignored(asked):
    estimate, _ = await asked(question=CostQuestion(plan=PLAN, overlay="{}"))
    assert "takes no price file" in str(estimate.trouble)


@pytest.mark.parametrize(
    ("played", "trouble"),
    [
        ({"code": 1, "err": "Error: No INFRACOST_API_KEY\n"}, "exit code 1: Error: No INFRACOST_API_KEY."),
        ({"code": 1, "err": "Error: ico-key is not valid\n"}, "exit code 1: Error: (hidden) is not valid."),
        ({"version": "of nothing"}, "`infracost --version` names no version."),
        ({"out": "Infracost is sorry"}, "Infracost printed something that is not JSON."),
        ({"out": recorded("errors")}, "Infracost could not price the plan: Invalid API Key."),
    ],
)
async def test_whatever_goes_wrong_is_said_and_is_no_price(asked, played, trouble):
    estimate, there = await asked(**played)
    assert str(estimate.trouble).endswith(trouble)
    assert isinstance(estimate.increase, Unknown)
    assert list((there.folder / "scratch").iterdir()) == []


async def test_it_gets_only_so_much_time(tmp_path):
    there = player(tmp_path / "bin", "")
    (there.folder / "infracost").write_text("#!/bin/sh\nexec sleep 60\n")
    estimate = await Infracost(there.programs(), {}, seconds=0.1).estimate(CostQuestion(plan=PLAN))
    assert "took longer than 0.1 s" in str(estimate.trouble)
