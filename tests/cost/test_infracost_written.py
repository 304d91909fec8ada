from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from support.costs import TROUBLE, USED, estimate, fixed, resource, unpriced
from tidegate.core.costs.model import ResourceCost
from tidegate.cost.infracost_json import read
from tidegate.cost.infracost_written import document

MADE = datetime(2026, 11, 28, 3, 4, 5, tzinfo=UTC)
BUCKET = ResourceCost(address="aws_s3_bucket.b", type="aws_s3_bucket", action="create", after=(USED,))


def written(*resources):
    return document(estimate(*resources), path=".", made=MADE)


def test_totals_are_texts_of_plain_decimals():
    output = written(resource("aws_instance.web", "7.30", "1000"), resource("aws_eip.a", "3.65", None, action="delete"))
    assert output["version"] == "0.2"
    assert (output["pastTotalMonthlyCost"], output["totalMonthlyCost"]) == ("10.95", "1000")
    assert output["diffTotalMonthlyCost"] == "989.05"
    assert output["pastTotalHourlyCost"] == "0.015"
    assert output["timeGenerated"] == "2026-11-28T03:04:05Z"
    json.dumps(output)


def test_each_side_lists_what_is_there_and_the_difference_what_moves():
    web = replace(resource("aws_instance.web", "8", "16"), after=(fixed("16"), fixed("1", "Disk")))
    web = replace(web, before=(fixed("8"), fixed("1", "Disk")))
    same = resource("aws_db_instance.main", "5", "5", action="no-op")
    project = written(web, resource("aws_eip.a", "3.65", None, action="delete"), same)["projects"][0]
    names = {
        key: [each["name"] for each in project[key]["resources"]] for key in ("pastBreakdown", "breakdown", "diff")
    }
    assert names == {
        "pastBreakdown": ["aws_instance.web", "aws_eip.a", "aws_db_instance.main"],
        "breakdown": ["aws_instance.web", "aws_db_instance.main"],
        "diff": ["aws_instance.web", "aws_eip.a"],
    }
    moved = project["diff"]["resources"][0]
    assert moved["monthlyCost"] == "8"
    assert [(part["name"], part["monthlyCost"]) for part in moved["costComponents"]] == [
        ("Node usage", "16"),
        ("Node usage", "-8"),
    ]


def test_what_depends_on_usage_is_null():
    bucket = written(BUCKET)["projects"][0]["breakdown"]["resources"][0]
    assert (bucket["monthlyCost"], bucket["costComponents"][0]["monthlyCost"]) == (None, None)
    assert bucket["costComponents"][0]["usageBased"] is True


def test_what_has_no_price_is_a_warning_and_counted_by_type_not_zero():
    project = written(unpriced("aws_qldb_ledger.this"), resource("aws_instance.web", "8", "16"))["projects"][0]
    assert project["metadata"]["warnings"][0]["message"] == "aws_qldb_ledger.this has no price: no price"
    assert project["summary"]["unsupportedResourceCounts"] == {"aws_qldb_ledger": 1}
    assert [each["name"] for each in project["breakdown"]["resources"]] == ["aws_instance.web"]


def test_without_an_estimate_totals_are_null_and_the_project_has_an_error():
    output = document(TROUBLE, path="infra", made=MADE)
    assert (output["totalMonthlyCost"], output["diffTotalMonthlyCost"]) == (None, None)
    assert output["projects"][0]["name"] == "infra"
    assert output["projects"][0]["metadata"]["errors"][0]["message"] == "The overlay cannot be read."


def test_our_own_reader_of_infracost_finds_the_same_figures():
    entry = {"mode": "managed", "provider_name": "registry.terraform.io/hashicorp/aws"}
    plan = {
        "resource_changes": [
            {**entry, "address": "aws_instance.web", "type": "aws_instance", "change": {"actions": ["update"]}},
            {**entry, "address": "aws_s3_bucket.b", "type": "aws_s3_bucket", "change": {"actions": ["create"]}},
        ]
    }
    output = json.dumps(written(resource("aws_instance.web", "8", "16"), BUCKET))
    found = read(output, plan, engine="infracost 0.10.0", currency="USD")
    assert (found.trouble, found.past, found.future) == ("", Decimal(8), Decimal(16))
    assert [each.action for each in found.resources] == ["update", "create"]
