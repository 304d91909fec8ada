import pytest

from tidegate.config.governance import read_governance

PEOPLE = "people: {senior: {github: bob}}\n"
OPEN = "{staging: {apply: {allow: senior}}, dev: {}}"


def keys(text, environment="staging"):
    found = read_governance(PEOPLE + text, "here").environments[environment].unenforced
    return [key for key, _ in found]


@pytest.mark.parametrize(
    ("inside", "key"),
    [
        ("apply: {allow: senior, require: [cost_review, all_reviews]}", "apply.require: all_reviews"),
        ("apply: {allow: senior, approvals: {one_from_each: [senior]}}", "apply.approvals.one_from_each"),
        ("after_apply: [./test.sh]", "after_apply"),
        ("rollback: {auto: true}", "rollback"),
        ("watch_for: 60m", "watch_for"),
    ],
)
def test_a_key_of_an_environment_that_does_nothing_yet_is_told(inside, key):
    assert keys(f"environments: {{staging: {{{inside}}}}}") == [f"environments.staging.{key}"]


def test_a_key_of_the_top_level_concerns_every_environment_that_applies():
    text = f"environments: {OPEN}\nwaivers: {{cost_limit: [senior]}}\nlocale: ko\n"
    assert keys(text) == ["waivers", "locale"]
    assert keys(text, "dev") == []


def test_of_the_limits_only_the_approvals_by_cost_are_told():
    ranges = '[{cost_range: "$0-100/month", approvals: 1}]'
    limits = "max_cost_increase_per_pr: {dev: 5}, max_resources_per_pr: {ec2_instances: 5}"
    text = f"environments: {OPEN}\nresource_limits: {{{limits}, required_approvals_by_cost: {ranges}}}\n"
    assert keys(text) == ["resource_limits.required_approvals_by_cost"]


def test_what_checks_estimates_and_a_cost_review_need_is_enforced():
    text = """environments: {staging: {apply: {allow: senior, require: [cost_review]}}}
checks:
  security: {scanners: [builtin], block_from: HIGH, severities: {X: LOW}}
  naming: {template: "{project}", applies_to: [aws_instance]}
  tags: {required: [Service], allowed: {Service: [a]}}
  policies: {path: policies/}
cost: {engine: catalog, currency: USD, overlay: a.json, usage: b.yml}
resource_groups: {queues: [acme_queue]}
"""
    assert keys(text) == []


def test_a_key_of_a_window_concerns_its_environment():
    text = f"environments: {OPEN}\ndeployment_windows: {{staging: {{emergency_override: true}}}}\n"
    assert keys(text) == ["deployment_windows.staging.emergency_override"]


@pytest.mark.parametrize(
    "text",
    [
        "locale: en",
        "checks: {}",
        "waivers:",
        "technical_review: []",
        "emergency: {approvers: []}",
        "cost: {overlay: null}",
    ],
)
def test_what_says_nothing_is_not_told(text):
    assert keys(f"environments: {OPEN}\n{text}\n") == []


def test_empty_keys_of_an_environment_are_not_told():
    assert (
        keys(
            "environments: {staging: {apply: {allow: senior, require: []}, credentials: {plan: {aws: }}, signals: {}}}"
        )
        == []
    )


def test_each_is_told_with_its_place():
    found = (
        read_governance(f"environments: {OPEN}\nemergency: {{approvers: [senior]}}\n{PEOPLE}", "here")
        .environments["staging"]
        .unenforced
    )
    assert [(key, str(mark)) for key, mark in found] == [("emergency", "tidegate.yaml:2:1")]
