from __future__ import annotations

import pytest

from support.checked_plans import side, verdict
from tidegate.checks.rules.unrestricted_egress import look


def _group(protocol="-1", low=0, high=0, cidr="0.0.0.0/0", **masks):
    rule = {"protocol": protocol, "from_port": low, "to_port": high, "cidr_blocks": [cidr]}
    return side("aws_security_group", {"egress": [rule]}, **masks)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (_group(), "flawed"),
        (_group("tcp", 0, 65535), "flawed"),
        (_group("udp", 1, 65535), "flawed"),
        (_group("tcp", 443, 443), "fine"),
        (_group("icmp", -1, -1), "fine"),
        (_group(cidr="10.0.0.0/8"), "fine"),
        (_group(cidr=None, unknown={"egress": [{"cidr_blocks": [True]}]}), "fine"),
    ],
)
def test_everything_to_everywhere_is_unrestricted(group, expected) -> None:
    assert verdict(look, group) == expected


def test_what_comes_in_is_another_rules_business() -> None:
    rule = {"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}
    assert verdict(look, side("aws_security_group", {"ingress": [rule]})) == "fine"
