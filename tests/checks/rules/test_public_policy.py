from __future__ import annotations

import json

import pytest

from support.checked_plans import said, side, verdict
from tidegate.checks.rules.public_policy import DOCUMENTS, look

OPEN = json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*"}]})
SHUT = json.dumps({"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "*"}]})


@pytest.mark.parametrize(("type_", "name"), DOCUMENTS.items())
def test_nobody_unnamed_is_let_in_by_any_policy(type_, name) -> None:
    assert verdict(look, side(type_, {name: OPEN})) == "flawed"
    assert verdict(look, side(type_, {name: SHUT})) == "fine"


def test_a_policy_known_only_after_apply_is_said_and_one_nobody_writes_is_aws_s_own() -> None:
    assert verdict(look, side("aws_sqs_queue", {}, unknown={"policy": True}, written={"policy": {}})) == "later"
    assert verdict(look, side("aws_sqs_queue", {}, unknown={"policy": True}, written={})) == "fine"


def test_the_attribute_is_named() -> None:
    role = side("aws_iam_role", {"assume_role_policy": OPEN})
    text = "`assume_role_policy` lets everybody in; name the principals, or the account or network they come from."
    assert said(look, role) == [(text, True)]


def test_other_types_are_another_rules_business() -> None:
    assert verdict(look, side("aws_s3_bucket_policy", {"policy": OPEN})) == "fine"
