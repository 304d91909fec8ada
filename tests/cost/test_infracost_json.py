from __future__ import annotations

import copy
import json
from decimal import Decimal

import pytest

from support.infracost import DATA, recorded
from tidegate.core.known import Unknown
from tidegate.cost.infracost_json import read

PLAN = json.loads((DATA / "plan.json").read_text())
GOOD = json.loads(recorded("good"))


def estimate(output, plan=PLAN):
    text = output if isinstance(output, str) else json.dumps(output)
    return read(text, plan, engine="infracost 0.10.41", currency="USD")


def resources(output, plan=PLAN):
    return {each.address: each for each in estimate(output, plan).resources}


def changed(path, value):
    """The good output with one value changed, or left out where the value is None."""
    output = copy.deepcopy(GOOD)
    *way, last = path
    place = output
    for key in way:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return output


def test_each_resource_has_its_action_and_both_sides():
    found = resources(GOOD)
    web, redis, nat = (
        found[name]
        for name in ("aws_instance.web", "module.redis.aws_elasticache_replication_group.this", "aws_nat_gateway.old")
    )
    assert (web.action, web.past, web.future) == ("update", Decimal("10.2196"), Decimal("20.804"))
    assert (redis.action, redis.before, redis.future) == ("create", None, Decimal("538.740"))
    assert (nat.action, nat.past, nat.after) == ("delete", Decimal("43.070"), None)


def test_parts_of_subresources_say_where_they_belong():
    names = [part.name for part in resources(GOOD)["aws_instance.web"].after]
    assert names == [
        "Instance usage (Linux/UNIX, on-demand, t3.small)",
        "root_block_device: Storage (general purpose SSD, gp3)",
    ]


def test_what_depends_on_usage_is_not_counted_and_not_zero():
    bucket = resources(GOOD)["aws_s3_bucket.logs"]
    assert bucket.is_usage_based
    assert [part.monthly for part in bucket.after] == [None]


def test_free_resources_are_left_out_and_unknown_types_are_unpriced():
    found = resources(GOOD)
    assert not {"aws_iam_role.app", "random_id.suffix", "terraform_data.note"} & set(found)
    assert str(found["aws_keyspaces_keyspace.events"].unpriced) == "Infracost does not know `aws_keyspaces_keyspace`"
    assert isinstance(estimate(GOOD).increase, Unknown)


def test_a_type_counted_as_free_needs_no_list_of_addresses():
    output = changed(("projects", 0, "breakdown", "freeResources"), None)
    assert "aws_iam_role.app" not in resources(output)


def test_a_resource_the_output_does_not_mention_is_unpriced():
    output = changed(("projects", 0, "summary"), None)
    output["projects"][0]["breakdown"]["freeResources"] = []
    assert str(resources(output)["aws_iam_role.app"].unpriced) == "Infracost's output does not mention it"


def test_a_deposed_object_is_a_resource_of_its_own():
    entry = {**PLAN["resource_changes"][2], "address": "aws_instance.web", "type": "aws_instance", "deposed": "1f"}
    found = resources(GOOD, {**PLAN, "resource_changes": [*PLAN["resource_changes"], entry]})
    assert found["aws_instance.web (deposed object 1f)"].action == "delete"
    assert found["aws_instance.web"].action == "update"


def test_a_missing_price_makes_the_resource_unpriced_not_cheaper():
    web = resources(recorded("price-not-found"))["aws_instance.web"]
    assert str(web.unpriced) == "Infracost has no price for `Instance usage (Linux/UNIX, on-demand, t3.small)`"
    assert (web.before, web.after, web.difference) == (None, None, None)


def test_what_the_plan_leaves_alone_is_unpriced_where_its_price_is_gone_afterwards():
    output = json.loads(recorded("price-not-found"))
    entries = [{**each, "change": {**each["change"], "actions": ["no-op"]}} for each in PLAN["resource_changes"]]
    before = estimate(output, {**PLAN, "resource_changes": entries})
    assert "aws_instance.web" in [each.address for each in before.unpriced]
    assert isinstance(before.increase, Unknown)


@pytest.mark.parametrize(
    ("output", "trouble"),
    [
        (recorded("errors"), "Infracost could not price the plan: Invalid API Key."),
        (recorded("nothing-detected"), "Infracost found no resource in a plan that has some."),
        (recorded("in-euro"), "Infracost answered in EUR, not in USD."),
        (recorded("version-2"), "has version -; only version 0.2, of Infracost 0.10, can be read."),
        ("[]", "has version -; only version 0.2, of Infracost 0.10, can be read."),
        (changed(("version",), "0.3"), "has version 0.3; only"),
        (changed(("currency",), None), "answered in -, not in USD"),
        (changed(("projects", 0, "metadata", "type"), "error"), "could not price the plan: it does not say why."),
        (changed(("projects", 0, "metadata", "pastErrors"), [{"message": "No"}]), "could not price the plan: No."),
        (changed(("projects",), []), "found no resource in a plan that has some"),
        (changed(("totalMonthlyCost",), "500"), "totalMonthlyCost` is 500.00, but its resources come to 559.54."),
        (changed(("pastTotalMonthlyCost",), None), "pastTotalMonthlyCost` is 0.00, but its resources come to 53.29."),
        (changed(("diffTotalMonthlyCost",), "0"), "diffTotalMonthlyCost` is 0.00, but"),
        (changed(("totalMonthlyCost",), "much"), "has 'much' where an amount belongs"),
        (changed(("totalMonthlyCost",), "NaN"), "has an amount that is no number"),
        (changed(("projects",), GOOD["projects"] * 2), "names `aws_instance.web` twice"),
    ],
)
def test_an_output_that_says_nothing_is_trouble_never_zero(output, trouble):
    found = estimate(output)
    assert trouble in str(found.trouble)
    assert isinstance(found.increase, Unknown)
    assert found.resources == ()


def test_a_plan_without_anything_to_pay_for_may_find_nothing():
    free = [each for each in PLAN["resource_changes"] if each["type"] in ("random_id", "terraform_data")]
    found = estimate(recorded("nothing-detected"), {**PLAN, "resource_changes": free})
    assert (found.trouble, found.increase) == ("", Decimal(0))


def test_numbers_are_read_like_strings_and_unknown_keys_are_ignored():
    output = json.loads(recorded("good"), object_hook=_with_numbers)
    assert estimate(output).future == Decimal("559.544")


def test_parts_that_do_not_add_up_make_their_resource_unpriced():
    output = changed(("projects", 0, "breakdown", "resources", 0, "costComponents", 0, "monthlyCost"), "1")
    assert (
        str(resources(output)["aws_instance.web"].unpriced)
        == "Infracost's parts of it come to 2.82, its total to 20.80"
    )


def test_a_discount_counts_as_it_is_billed():
    output = changed(("projects", 0, "breakdown", "resources", 1, "costComponents", 0, "monthlyCost"), "269.37")
    output["projects"][0]["breakdown"]["resources"][1]["monthlyCost"] = "269.37"
    output["totalMonthlyCost"] = "290.174"
    output["diffTotalMonthlyCost"] = "236.8844"
    redis = resources(output)["module.redis.aws_elasticache_replication_group.this"]
    assert redis.future == Decimal("269.37")


def _with_numbers(found):
    return {"somethingNew": 1} | {
        key: float(value) if isinstance(value, str) and key.endswith(("Cost", "Quantity", "price")) else value
        for key, value in found.items()
    }
