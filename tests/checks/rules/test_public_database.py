from __future__ import annotations

import pytest

from support.checked_plans import said, side, verdict
from tidegate.checks.rules.public_database import TYPES, look

SWITCH = "publicly_accessible"


@pytest.mark.parametrize("type_", TYPES)
def test_a_database_has_no_address_on_the_internet(type_) -> None:
    assert verdict(look, side(type_, {SWITCH: True})) == "flawed"
    assert verdict(look, side(type_, {SWITCH: False})) == "fine"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({}, "`publicly_accessible` is not set, so AWS decides by the subnets; set it to false."),
        ({SWITCH: {"references": ["var.x"]}}, "`publicly_accessible` is known only after apply."),
    ],
)
def test_what_the_plan_does_not_know_is_said_with_its_reason(written, text) -> None:
    one = side("aws_rds_cluster_instance", {}, unknown={SWITCH: True}, written=written)
    assert said(look, one) == [(text, False)]


def test_other_types_have_no_such_switch() -> None:
    assert verdict(look, side("aws_instance", {SWITCH: True})) == "fine"
