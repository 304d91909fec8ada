import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


def read(text):
    return read_governance(text, "here")


def test_channels_and_mentions_may_be_the_same_everywhere_or_differ():
    assert read('notifications: {apply_failed: {channels: "#x", mentions: {staging: "@a", production: ["@b"]}}}')
    assert read('notifications: {drift_detected: {channels: {prod: "#x"}, mentions: ["@a"]}}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('notifications: {apply_failed: {channels: {prd: "#x"}}}', "There is no environment `prd`."),
        ('notifications: {apply_failed: {mentions: {prod: "@a", production: "@b"}}}', "are the same environment. Keep one."),
        ("cost_monitoring: {scopes: {stagging: {}}}", "There is no environment `stagging`. Did you mean `staging`?"),
        ("cost_monitoring: {scopes: {prod: {accounts: [12]}}}", "`12` is not the number of an AWS account."),
        ("cost_monitoring: {budget_alerts: {prod_weekly: {limit: 5}}}", "Did you mean `prod_monthly`?"),
        ("cost_monitoring: {budget_alerts: {prod_monthly: {limit: 5}, production_monthly: {limit: 6}}}",
         "`prod_monthly` and `production_monthly` are the same environment's. Keep one."),
        ("cost_monitoring: {budget_alerts: {prod_monthly: {limit: 0}}}", "A budget of 0 is reached at once."),
    ],
)  # fmt: skip
def test_what_names_no_environment_is_named(text, said):
    assert said in fault(read, text)
