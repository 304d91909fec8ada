from __future__ import annotations

import pytest

from support.checked_plans import block, entry, plan, subject
from tidegate.checks.tags import Tags
from tidegate.core.checks.rules import CheckRules

RULES = CheckRules(required_tags=("Service",), allowed_tags={"Stage": ("dev", "prod")})


async def _examined(*entries, provider=None, rules=RULES):
    configuration = {
        "root_module": {"resources": [block("aws_vpc.a")]},
        "provider_config": {"aws": {"expressions": provider or {}}},
    }
    result = await Tags().examine(subject(plan(*entries, configuration=configuration), rules))
    return [(each.id, each.message, each.severity, each.is_new) for each in result.findings]


async def _messages(*entries, **rest):
    return [message for _, message, _, _ in await _examined(*entries, **rest)]


def _vpc(after, **masks):
    return entry("aws_vpc.a", None, after, **masks)


@pytest.mark.parametrize(
    ("after", "messages"),
    [
        ({"tags": {"Service": "redis"}, "tags_all": {"Service": "redis"}}, []),
        ({"tags": None, "tags_all": {"Service": "redis"}}, []),
        ({"tags": {"Service": "redis"}}, []),
        ({"tags": None, "tags_all": {}}, ["The tag `Service` is missing."]),
        ({"tags": {"Service": ""}, "tags_all": {"Service": ""}}, ["The tag `Service` is empty."]),
        ({"tags": None}, ["The tag `Service` is missing."]),
        ({"tags_all": {"Service": "a", "Stage": "prod"}, "tags": {}}, []),
        (
            {"tags_all": {"Service": "a", "Stage": "test"}, "tags": {}},
            ["The tag `Stage` is `test`; allowed are `dev`, `prod`."],
        ),
        ({"cidr_block": "10.0.0.0/16"}, []),
        ({"tags": ["web"]}, []),
    ],
)
async def test_taggable_resources_have_the_tags_and_values_the_team_asks_for(after, messages) -> None:
    assert await _messages(_vpc(after)) == messages


@pytest.mark.parametrize(
    ("after", "unknown", "findings"),
    [
        ({"tags_all": {}}, {"tags": {"Service": True}, "tags_all": {"Service": True}}, []),
        (
            {"tags": {}, "tags_all": {"Service": "a"}},
            {"tags_all": {"Stage": True}},
            [
                (
                    "allowed_tag",
                    "The value of the tag `Stage` is known only after apply; allowed are `dev`, `prod`.",
                    "LOW",
                )
            ],
        ),
        ({"tags": {"Service": "a"}}, {"tags_all": True}, []),
        ({"tags": {}}, {"tags_all": True}, [("required_tag", "The tag `Service` is missing.", "MEDIUM")]),
    ],
)
async def test_tags_known_only_after_apply_are_neither_there_nor_missing(after, unknown, findings) -> None:
    assert [each[:3] for each in await _examined(_vpc(after, after_unknown=unknown))] == findings


async def test_tags_not_known_at_all_are_said_as_such() -> None:
    configuration = {"root_module": {"resources": [block("aws_vpc.a", tags={"references": ["var.tags"]})]}}
    shown = plan(_vpc({}, after_unknown={"tags": True, "tags_all": True}), configuration=configuration)
    (finding,) = (await Tags().examine(subject(shown, RULES))).findings
    assert finding.message == "Whether it has the tag `Service` is known only after apply."
    assert finding.severity == "LOW"


@pytest.mark.parametrize(
    ("tags", "messages"),
    [
        ({"constant_value": {"Service": "redis"}}, []),
        ({"constant_value": {"Owner": "us"}}, ["The tag `Service` is missing."]),
        ({"references": ["var.tags"]}, ["Whether it has the tag `Service` is known only after apply."]),
    ],
)
async def test_default_tags_count_where_the_plan_does_not_add_them_up(tags, messages) -> None:
    vpc = _vpc({"tags": {}}, after_unknown={"tags_all": True})
    assert await _messages(vpc, provider={"default_tags": [{"tags": tags}]}) == messages


async def test_a_groups_tags_are_blocks_and_default_tags_do_not_reach_them() -> None:
    def group(*blocks, **masks):
        return entry("aws_autoscaling_group.a", None, {"tag": list(blocks)}, **masks)

    defaults = {"default_tags": [{"tags": {"constant_value": {"Service": "redis"}}}]}
    assert await _messages(group({"key": "Service", "value": "redis"})) == []
    assert await _messages(group({"key": "Stage", "value": "dev"}), provider=defaults) == [
        "The tag `Service` is missing."
    ]
    unknown = {"tag": [{"key": True}]}
    assert await _messages(group({"key": None, "value": "x"}, after_unknown=unknown)) == [
        "Whether it has the tag `Service` is known only after apply."
    ]


async def test_a_tag_that_was_missing_is_old_and_one_that_is_dropped_is_new() -> None:
    rules = CheckRules(required_tags=("Service", "Purpose"))
    changed = entry("aws_vpc.a", {"tags_all": {"Purpose": "x"}, "tags": {}}, {"tags_all": {}, "tags": {}})
    assert [(message, new) for _, message, _, new in await _examined(changed, rules=rules)] == [
        ("The tag `Service` is missing.", False),
        ("The tag `Purpose` is missing.", True),
    ]


async def test_a_value_that_was_wrong_is_old_and_another_wrong_one_is_new() -> None:
    def tags(stage):
        return {"tags": {}, "tags_all": {"Service": "a", "Stage": stage}}

    kept = entry("aws_vpc.a", tags("test"), tags("test"))
    changed = entry("aws_vpc.a", tags("test"), tags("qa"))
    assert [new for *_, new in await _examined(kept, changed)] == [False, True]


async def test_a_sensitive_value_is_not_shown() -> None:
    tags = {"Service": "a", "Stage": "hush"}
    vpc = _vpc({"tags": tags, "tags_all": tags}, after_sensitive={"tags_all": {"Stage": True}})
    assert await _messages(vpc) == ["The tag `Stage` is `(sensitive value)`; allowed are `dev`, `prod`."]


async def test_without_rules_or_a_plan_nothing_is_said() -> None:
    skipped = await Tags().examine(subject(plan(), CheckRules()))
    failed = await Tags().examine(subject(None, RULES))
    assert (skipped.state, str(skipped.reason)) == ("skipped", "No tags are required, and none are limited.")
    assert (failed.state, str(failed.reason)) == ("failed", "There is no plan to look at.")
