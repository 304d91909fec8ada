import pytest

from support.faults import fault
from tidegate.config.governance_file.checks_raw import ChecksRaw
from tidegate.config.governance_file.governance import read_governance


def test_severities_may_be_written_small():
    raw = ChecksRaw.model_validate({"security": {"block_from": "high", "severities": {"X": "warn"}}})
    assert (raw.security.block_from, raw.security.severities) == ("HIGH", {"X": "WARN"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("checks: {tags: {allowed: {Service: []}}}", "No value is named here"),
        ("checks: {naming: {applies_to: [instance]}}", "`instance` is not a Terraform type."),
        ("checks: {security: {block_from: warn}}", "`WARN` is not a value of this key."),
    ],
)
def test_what_cannot_be_is_named(text, said):
    assert said in fault(read_governance, text, "here")
