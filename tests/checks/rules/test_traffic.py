from __future__ import annotations

import pytest

from support.checked_plans import side
from tidegate.checks.rules.traffic import may_be_later, openings

WORLD = ["0.0.0.0/0"]


def _openings(direction="ingress", type_="aws_security_group_rule", **values):
    masks = {name: values.pop(name) for name in ("unknown", "sensitive", "written") if name in values}
    one = side(type_, {"type": direction, **values}, **masks)
    return list(openings(one, direction, lambda what, who: f"{what} from {who}"))


def _rule(protocol="tcp", low=22, high=22, cidrs=WORLD, **rest):
    return {"protocol": protocol, "from_port": low, "to_port": high, "cidr_blocks": cidrs, **rest}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (_rule(), "port 22 (tcp) from 0.0.0.0/0"),
        (_rule("6"), "port 22 (tcp) from 0.0.0.0/0"),
        (_rule("UDP", 1, 9), "ports 1-9 (udp) from 0.0.0.0/0"),
        (_rule("-1", 0, 0), "all traffic from 0.0.0.0/0"),
        (_rule("all", 0, 0), "all traffic from 0.0.0.0/0"),
        (_rule("50", 0, 0), "protocol 50 from 0.0.0.0/0"),
        (_rule("tcp", -1, -1), "ports 0-65535 (tcp) from 0.0.0.0/0"),
        (_rule("tcp", None, None), "ports 0-65535 (tcp) from 0.0.0.0/0"),
        (_rule(ipv6_cidr_blocks=["::/0"]), "port 22 (tcp) from 0.0.0.0/0 and ::/0"),
        (_rule(cidrs=["10.0.0.0/8", "10.0.0.0/0"]), "port 22 (tcp) from 10.0.0.0/0"),
        (_rule(cidrs=None, ipv6_cidr_blocks=["0::/0"]), "port 22 (tcp) from 0::/0"),
    ],
)
def test_what_is_open_is_said_in_words(rule, text) -> None:
    assert [each.text for each in _openings(**rule)] == [text]


@pytest.mark.parametrize("cidrs", [None, [], ["10.0.0.0/8"], ["0.0.0.0/1"], ["nonsense"], [None]])
def test_what_names_no_world_is_no_opening(cidrs) -> None:
    assert _openings(**_rule(cidrs=cidrs)) == []


def test_the_separate_rule_resources_have_their_own_words() -> None:
    values = {"ip_protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_ipv4": "0.0.0.0/0"}
    assert [each.text for each in _openings(type_="aws_vpc_security_group_ingress_rule", **values)] == [
        "port 22 (tcp) from 0.0.0.0/0"
    ]
    assert _openings(type_="aws_vpc_security_group_egress_rule", **values) == []
    assert _openings("egress", type_="aws_vpc_security_group_egress_rule", **values)


def test_a_rule_of_the_other_direction_is_not_meant() -> None:
    one = side("aws_security_group_rule", {"type": "egress", **_rule()})
    assert list(openings(one, "ingress", str.join)) == []


@pytest.mark.parametrize("type_", ["aws_security_group", "aws_default_security_group"])
def test_rules_inside_a_group_are_its_blocks(type_) -> None:
    assert len(_openings(type_=type_, ingress=[_rule(), _rule("udp"), _rule(cidrs=["10.0.0.0/8"])])) == 2


@pytest.mark.parametrize(
    ("rule", "unknown", "text", "is_sure"),
    [
        (_rule(cidrs=None), {"cidr_blocks": True}, "port 22 (tcp) from addresses known only after apply", False),
        (_rule(cidrs=[None]), {"cidr_blocks": [True]}, "port 22 (tcp) from addresses known only after apply", False),
        (_rule(cidrs=[*WORLD, None]), {"cidr_blocks": [False, True]}, "port 22 (tcp) from 0.0.0.0/0", True),
        (_rule(high=None), {"to_port": True}, "traffic on ports known only after apply from 0.0.0.0/0", False),
        (_rule(None), {"protocol": True}, "traffic on ports known only after apply from 0.0.0.0/0", False),
    ],
)
def test_what_is_known_only_after_apply_is_neither_open_nor_shut(rule, unknown, text, is_sure) -> None:
    assert [(each.text, each.is_sure) for each in _openings(**rule, unknown=unknown)] == [(text, is_sure)]


@pytest.mark.parametrize(
    ("sensitive", "text"),
    [
        ({"cidr_blocks": [True]}, "port 22 (tcp) from (sensitive value)"),
        ({"from_port": True}, "traffic (sensitive value) from 0.0.0.0/0"),
        (True, "traffic (sensitive value) from (sensitive value)"),
    ],
)
def test_sensitive_parts_are_not_shown(sensitive, text) -> None:
    assert [each.text for each in _openings(**_rule(), sensitive=sensitive)] == [text]


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        (_rule(low=0, high=100), _rule(), True),
        (_rule(), _rule(low=0, high=100), False),
        (_rule("-1", 0, 0), _rule("udp", 1, 9), True),
        (_rule("tcp", 0, 100), _rule("udp"), False),
        (_rule(low=0, high=100), _rule(ipv6_cidr_blocks=["::/0"]), False),
        (_rule(low=0, high=100, ipv6_cidr_blocks=["::/0"]), _rule(), True),
    ],
)
def test_a_narrowed_opening_is_covered_by_what_it_was(wide, narrow, expected) -> None:
    (before,), (after,) = _openings(**wide), _openings(**narrow)
    assert before.covers(after) is expected


def test_nothing_covers_what_is_not_known() -> None:
    (before,) = _openings(**_rule("-1", 0, 0))
    (after,) = _openings(**_rule(cidrs=None), unknown={"cidr_blocks": True})
    assert not before.covers(after)


@pytest.mark.parametrize(
    ("written", "expected"),
    [({"ingress": {"references": ["var.rules"]}}, True), ({}, False), (None, False)],
)
def test_rules_that_are_not_known_at_all_are_told_from_none(written, expected) -> None:
    """A group without rules of its own has them not known, too: others may add some."""
    group = side("aws_security_group", {}, unknown={"ingress": True}, written=written)
    assert may_be_later(group, "ingress") is expected
