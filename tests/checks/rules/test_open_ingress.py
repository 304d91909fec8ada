from __future__ import annotations

import pytest

from support.checked_plans import entry, plan, said, side, verdict
from tidegate.checks.flaws import found
from tidegate.checks.rules.open_ingress import look


def _group(*rules, **masks):
    return side("aws_security_group", {"ingress": list(rules)}, **masks)


def _rule(protocol="tcp", low=22, high=22, cidr="0.0.0.0/0"):
    return {"protocol": protocol, "from_port": low, "to_port": high, "cidr_blocks": [cidr]}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (_rule(), "flawed"),
        (_rule(low=443, high=443), "fine"),
        (_rule(low=80, high=80), "fine"),
        (_rule("udp", 443, 443), "fine"),
        (_rule(low=80, high=443), "flawed"),
        (_rule(low=443, high=444), "flawed"),
        (_rule(low=0, high=65535), "flawed"),
        (_rule("-1", 0, 0), "flawed"),
        (_rule("icmp", -1, -1), "fine"),
        (_rule("58", -1, -1), "fine"),
        (_rule("50", 0, 0), "flawed"),
        (_rule(cidr="10.0.0.0/8"), "fine"),
    ],
)
def test_the_world_gets_in_on_web_ports_only(rule, expected) -> None:
    assert verdict(look, _group(rule)) == expected


def test_a_finding_names_the_port_and_what_to_do() -> None:
    assert said(look, _group(_rule())) == [
        ("Lets in port 22 (tcp) from 0.0.0.0/0; name only the addresses or security groups that need it.", True)
    ]


def test_addresses_not_known_yet_are_said_on_other_ports_than_those_of_the_web() -> None:
    unknown = {"ingress": [{"cidr_blocks": [True]}]}
    assert verdict(look, _group(_rule(cidr=None), unknown=unknown)) == "later"
    assert verdict(look, _group(_rule(low=443, high=443, cidr=None), unknown=unknown)) == "fine"


def test_rules_not_known_at_all_are_said_where_the_code_writes_some() -> None:
    written = {"ingress": {"references": ["var.rules"]}}
    assert verdict(look, side("aws_security_group", {}, unknown={"ingress": True}, written=written)) == "later"
    assert verdict(look, side("aws_security_group", {}, unknown={"ingress": True}, written={})) == "fine"


def test_a_second_open_port_is_new_and_the_first_is_not() -> None:
    group = entry("aws_security_group.a", {"ingress": [_rule()]}, {"ingress": [_rule(low=3306, high=3306), _rule()]})
    findings = found(plan(group), {"open_ingress": look}, {})
    assert [each.is_new for each in findings] == [True, False]


def test_closing_half_of_an_opening_brings_nothing_new() -> None:
    group = entry("aws_security_group.a", {"ingress": [_rule("-1", 0, 0)]}, {"ingress": [_rule()]})
    (finding,) = found(plan(group), {"open_ingress": look}, {})
    assert not finding.is_new
