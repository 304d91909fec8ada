from __future__ import annotations

import time

import pytest

from support.checked_plans import block, entry, plan, subject
from tidegate.checks.naming import Naming, matcher, shown
from tidegate.core.checks.rules import CheckRules

TEMPLATE = "{project}-{environment}-{service}"
RULES = CheckRules(name_template=TEMPLATE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shop-prod-redis", True),
        ("my-shop-production-redis-main.1", True),
        ("Shop-prod-orders_queue.fifo", True),
        ("shop-dev-redis", False),
        ("shop-prod", False),
        ("prod-redis", False),
        ("shop-prod-", False),
        ("shop--prod-redis", False),
        ("shop_prod_redis", False),
        ("shop-prod-redis!", False),
        ("shop-prod-redis\n", False),
        ("", False),
    ],
)
def test_a_name_fits_its_template_with_a_word_of_the_environment(name, expected) -> None:
    assert matcher(TEMPLATE, ("prod", "production"))(name) is expected


def test_outside_every_environment_any_word_may_stand_for_it() -> None:
    assert matcher(TEMPLATE, ())("shop-anything-redis")


def test_the_text_of_a_template_is_no_pattern() -> None:
    assert matcher("a.{service}", ())("a.b")
    assert not matcher("a.{service}", ())("axb")


def test_a_long_name_keeps_nobody_busy() -> None:
    started = time.perf_counter()
    assert not matcher("{project}-{environment}-{service}", ())("a-" * 100_000 + "!")
    assert not matcher("{project}-{environment}-{service}", ())("a-" * 120 + "!")
    assert time.perf_counter() - started < 1


def test_people_see_the_template_with_their_environment() -> None:
    assert shown(TEMPLATE, ("prod", "production")) == "{project}-prod|production-{service}"
    assert shown(TEMPLATE, ()) == TEMPLATE


async def _examined(*entries, configuration=None, rules=RULES, **rest):
    result = await Naming().examine(subject(plan(*entries, configuration=configuration), rules, **rest))
    return [(each.message, each.severity, each.is_new) for each in result.findings]


async def _messages(*entries, **rest):
    return [message for message, _, _ in await _examined(*entries, **rest)]


@pytest.mark.parametrize(
    ("type_", "values", "attribute"),
    [
        ("aws_security_group", {"name": "redis"}, "name"),
        ("aws_security_group", {"name": "shop-prod-x", "name_prefix": "redis-"}, "name_prefix"),
        ("aws_db_instance", {"identifier": "redis"}, "identifier"),
        ("aws_elasticache_cluster", {"cluster_id": "redis"}, "cluster_id"),
        ("aws_elasticache_replication_group", {"replication_group_id": "redis"}, "replication_group_id"),
        ("aws_s3_bucket", {"bucket": "redis"}, "bucket"),
        ("aws_rds_cluster", {"cluster_identifier_prefix": "redis-"}, "cluster_identifier_prefix"),
    ],
)
async def test_each_type_is_named_by_its_own_attribute(type_, values, attribute) -> None:
    (message,) = await _messages(entry(f"{type_}.a", None, values))
    assert message == f"`{attribute}` is `{values[attribute]}`; names here are like `{{project}}-prod-{{service}}`."


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        ("aws_security_group", {"name_prefix": "shop-prod-redis-"}),
        ("aws_security_group", {"name": "shop-prod-redis-20260101", "name_prefix": ""}),
        ("aws_db_instance", {"identifier": "shop-prod-redis"}),
        ("aws_vpc", {"name": "anything"}),
        ("aws_cloudwatch_log_group", {"name": "/aws/lambda/x"}),
    ],
)
async def test_fitting_names_and_types_without_a_name_are_fine(type_, values) -> None:
    assert await _messages(entry(f"{type_}.a", None, values)) == []


async def test_a_prefix_that_stops_at_the_environment_names_no_service() -> None:
    assert len(await _messages(entry("aws_security_group.a", None, {"name_prefix": "shop-prod-"}))) == 1


async def test_every_word_of_the_environment_is_taken() -> None:
    named = entry("aws_security_group.a", None, {"name": "shop-production-redis"})
    assert await _messages(named)
    assert await _messages(named, environment_words=("prod", "production")) == []
    assert await _messages(named, environment=None) == []


async def test_a_name_not_known_yet_is_looked_for_in_the_code() -> None:
    made = entry("aws_security_group.a", None, {}, after_unknown={"name": True})

    def configuration(expression):
        return {"root_module": {"resources": [block("aws_security_group.a", name=expression)]}}

    assert await _messages(made, configuration=configuration({"constant_value": "shop-prod-redis"})) == []
    (written,) = await _messages(made, configuration=configuration({"constant_value": "redis"}))
    assert written.startswith("`name` is `redis`")
    (unsure,) = await _examined(made, configuration=configuration({"references": ["random_id.x"]}))
    assert unsure[0].startswith("Its name is known only after apply")
    assert unsure[1] == "LOW"


async def test_a_resource_nobody_names_is_named_by_chance() -> None:
    made = entry("aws_security_group.a", None, {}, after_unknown={"name": True, "name_prefix": True})
    configuration = {"root_module": {"resources": [block("aws_security_group.a")]}}
    (message,) = await _messages(made, configuration=configuration)
    assert message == "It has no name of its own; names here are like `{project}-prod-{service}`."


async def test_old_names_are_old_and_a_changed_one_is_new() -> None:
    kept = entry("aws_sqs_queue.a", {"name": "old"}, {"name": "old"})
    changed = entry("aws_sqs_queue.b", {"name": "old"}, {"name": "new"})
    made = entry("aws_sqs_queue.c", None, {"name": "new"})
    assert [(severity, new) for _, severity, new in await _examined(kept, changed, made)] == [
        ("HIGH", False),
        ("HIGH", True),
        ("HIGH", True),
    ]


async def test_a_sensitive_name_is_not_shown() -> None:
    made = entry("aws_sqs_queue.a", None, {"name": "hush"}, after_sensitive={"name": True})
    (message,) = await _messages(made)
    assert "hush" not in message
    assert "`(sensitive value)`" in message


async def test_the_team_says_which_types_are_looked_at() -> None:
    entries = (entry("aws_sqs_queue.a", None, {"name": "x"}), entry("aws_cloudwatch_log_group.b", None, {"name": "y"}))
    rules = CheckRules(name_template=TEMPLATE, named_types=("aws_cloudwatch_log_group",))
    (message,) = await _messages(*entries, rules=rules)
    assert "`y`" in message


async def test_without_a_template_or_a_plan_nothing_is_said() -> None:
    skipped = await Naming().examine(subject(plan(), CheckRules()))
    failed = await Naming().examine(subject(None, RULES))
    assert (skipped.state, str(skipped.reason)) == ("skipped", "No template of names is set.")
    assert (failed.state, str(failed.reason)) == ("failed", "There is no plan to look at.")
