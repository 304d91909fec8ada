from __future__ import annotations

import json

import pytest

from support.checked_plans import entry, plan, said, side, verdict
from tidegate.checks.flaws import found
from tidegate.checks.rules.public_bucket import look

ON = dict.fromkeys(("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"), True)
EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"
OPEN = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}]})


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("aws_s3_bucket", {"bucket": "a"}, "fine"),
        ("aws_s3_bucket", {"acl": "private"}, "fine"),
        ("aws_s3_bucket", {"acl": "public-read"}, "flawed"),
        ("aws_s3_bucket_acl", {"acl": "public-read-write"}, "flawed"),
        ("aws_s3_bucket_acl", {"acl": "authenticated-read"}, "flawed"),
        ("aws_s3_bucket_acl", {"acl": "log-delivery-write"}, "fine"),
        ("aws_s3_bucket", {"grant": [{"uri": EVERYBODY, "permissions": ["READ"]}]}, "flawed"),
        ("aws_s3_bucket", {"grant": [{"uri": None, "id": "x"}]}, "fine"),
        (
            "aws_s3_bucket_acl",
            {"access_control_policy": [{"grant": [{"permission": "READ", "grantee": [{"uri": EVERYBODY}]}]}]},
            "flawed",
        ),
        ("aws_s3_bucket_policy", {"policy": OPEN}, "flawed"),
        ("aws_s3_bucket", {"policy": OPEN}, "flawed"),
        ("aws_s3_bucket_policy", {"policy": OPEN.replace("Allow", "Deny")}, "fine"),
        ("aws_s3_bucket_public_access_block", ON, "fine"),
        ("aws_s3_account_public_access_block", {**ON, "ignore_public_acls": False}, "flawed"),
        ("aws_s3_bucket_public_access_block", {}, "flawed"),
        ("aws_s3_object", {"acl": "public-read"}, "fine"),
    ],
)
def test_a_bucket_is_closed_to_everybody(type_, values, expected) -> None:
    assert verdict(look, side(type_, values)) == expected


def test_each_switch_that_is_off_is_named() -> None:
    block = side("aws_s3_bucket_public_access_block", {**ON, "block_public_policy": False})
    assert said(look, block) == [
        ("`block_public_policy` is off, so public access is not blocked; set it to true.", True)
    ]


@pytest.mark.parametrize(
    ("type_", "values", "unknown"),
    [
        ("aws_s3_bucket_public_access_block", {**ON, "block_public_acls": None}, {"block_public_acls": True}),
        ("aws_s3_bucket_acl", {}, {"acl": True}),
        ("aws_s3_bucket_policy", {}, {"policy": True}),
    ],
)
def test_what_is_known_only_after_apply_is_said_as_such(type_, values, unknown) -> None:
    assert verdict(look, side(type_, values, unknown=unknown)) == "later"


def test_an_acl_and_a_policy_nobody_writes_are_those_of_a_new_bucket() -> None:
    assert verdict(look, side("aws_s3_bucket", {}, unknown={"acl": True, "policy": True}, written={})) == "fine"


def test_a_sensitive_acl_is_not_shown() -> None:
    bucket = side("aws_s3_bucket_acl", {"acl": "public-read"}, sensitive={"acl": True})
    assert said(look, bucket) == [("`acl` is `(sensitive value)`, which lets everybody in.", True)]


def test_a_switch_turned_off_is_new_and_one_that_was_off_is_not() -> None:
    half = {**ON, "block_public_acls": False}
    block = entry("aws_s3_bucket_public_access_block.a", half, {**half, "ignore_public_acls": False})
    findings = found(plan(block), {"public_bucket": look}, {})
    assert [(each.message.split("`")[1], each.is_new) for each in findings] == [
        ("block_public_acls", False),
        ("ignore_public_acls", True),
    ]
