import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


def read(text):
    return read_governance(text, "here")


@pytest.mark.parametrize("value", ["false", "yes", "enabled", "5"])
def test_apply_is_disabled_or_says_who_may(value):
    told = fault(read, f"environments: {{dev: {{apply: {value}}}}}")
    assert "Write `apply: disabled`, or" in told or "A mapping of keys" in told


def test_an_absent_apply_applies_nothing():
    assert not read("environments: {dev: {branch: develop}}").environments["dev"].apply.enabled


@pytest.mark.parametrize("value", ["100", "99.50", '"100"'])
def test_amounts_may_have_decimals(value):
    assert read(f"resource_limits: {{max_cost_increase_per_pr: {{dev: {value}}}}}")


@pytest.mark.parametrize("value", ["$100", "true", "[1]", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(value):
    assert "number" in fault(read, f"resource_limits: {{max_cost_increase_per_pr: {{dev: {value}}}}}")


@pytest.mark.parametrize(
    "text",
    [
        "environments: {dev: {checklist: [syntax, {id: own, text: Look twice, not_author: true}]}}",
        "environments: {dev: {signals: {health: {http: 'https://x', timeout: 3s}}}}",
        "notifications: {apply_failed: {channels: ['#x'], mentions: ['@oncall']}}",
        "notifications: {apply_requested: {mentions: {staging: ['@devops']}}}",
        "cost_monitoring: {budget_alerts: {dev_monthly: {limit: 100, threshold: 80}}, daily_cost_report: {enabled: true, channels: []}}",
        "auto_rollback_triggers: {cost_spike: {threshold: 200% of baseline, duration: 1 hour}}",
        "manual_rollback_procedures: {production: {approval_required: true, approvers: ['@cto'], timeline: soon}}",
        'resource_limits: {required_approvals_by_cost: [{cost_range: "$0+/month", approvals: 1}]}',
    ],
)
def test_keys_of_later_versions_load(text):
    assert read(text)
