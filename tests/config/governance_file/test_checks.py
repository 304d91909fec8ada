import pytest

from support.faults import fault, faults
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.checks.rules import CheckRules
from tidegate.core.costs.rules import CostRules


def read(text):
    return read_governance(text, "here")


def test_without_the_blocks_the_defaults_hold():
    assert (read("version: 1").checks, read("version: 1").cost) == (CheckRules(), CostRules())


def test_every_key_of_checks_is_read():
    text = """checks:
  security: {scanners: [builtin, checkov], block_from: medium, severities: {CKV_AWS_24: CRITICAL, open_egress: warn}}
  naming: {template: "{project}-{environment}-{service}", applies_to: [aws_instance]}
  tags: {required: [Service, Purpose], allowed: {Environment: [dev, prod], Team: core}}
  policies: {path: policies/}
"""
    assert read(text).checks == CheckRules(
        scanners=("builtin", "checkov"),
        block_from="MEDIUM",
        severities={"CKV_AWS_24": "CRITICAL", "open_egress": "WARN"},
        name_template="{project}-{environment}-{service}",
        named_types=("aws_instance",),
        required_tags=("Service", "Purpose"),
        allowed_tags={"Environment": ("dev", "prod"), "Team": ("core",)},
        policies="policies",
    )


def test_every_key_of_cost_is_read():
    text = "cost: {engine: infracost, currency: KRW, overlay: prices/own.json, usage: usage.yml}"
    assert read(text).cost == CostRules(
        engine="infracost", currency="KRW", overlay="prices/own.json", usage="usage.yml"
    )


def test_a_key_with_nothing_behind_it_is_as_good_as_not_written():
    assert read("cost: {currency: null, overlay: null}\nchecks: {security: {block_from: }}").cost == CostRules()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("checks:\n  security:\n    scanners: [builtin, chekov]", "tidegate.yaml:3:25: checks.security.scanners[1]: `chekov` is not a value of this key. Did you mean `checkov`?"),
        ("checks: {security: {block_from: HIHG}}", "checks.security.block_from: `HIHG` is not a value of this key. Did you mean `HIGH`?"),
        ("checks: {security: {block_from: WARN}}", "`WARN` is not a value of this key."),
        ("checks: {security: {severities: {CKV_1: severe}}}", "checks.security.severities.CKV_1: `severe` is not a value of this key."),
        ("checks: {naming: {applies_to: [Instance]}}", "checks.naming.applies_to[0]: `Instance` is not a Terraform type."),
        ("checks: {tags: {allowed: {Team: []}}}", "checks.tags.allowed.Team: No value is named here, so none would be right."),
        ("checks: {tags: {allowed: {Team: {a: b}}}}", "A list is expected here, not a mapping."),
        ("cost: {overlay: /etc/prices.json}", "cost.overlay: `/etc/prices.json` is not relative to the repository."),
        ("cost: {usage: ../usage.yml}", "cost.usage: `../usage.yml` leaves the repository."),
        ("cost: {engine: infracosts}", "Did you mean `infracost`?"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_with_its_place(text, said):
    assert said in fault(read, text)


def test_all_faults_are_named_at_once():
    text = "checks: {security: {scanners: [x], block_from: y}, naming: {template: '{z}'}}\ncost: {currency: w}"
    assert len(faults(read, text)) == 4
