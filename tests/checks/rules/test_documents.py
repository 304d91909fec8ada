from __future__ import annotations

import json

import pytest

from support.checked_plans import side
from tidegate.checks.rules.documents import flaws, is_admin, is_for_everybody


def _allow(**rest):
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **rest}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (_allow(Principal="*"), True),
        (_allow(Principal={"AWS": "*"}), True),
        (_allow(Principal={"AWS": ["arn:aws:iam::123456789012:root", "*"]}), True),
        (_allow(NotPrincipal={"AWS": "arn:aws:iam::123456789012:root"}), True),
        (_allow(Principal={"AWS": "arn:aws:iam::123456789012:root"}), False),
        (_allow(Principal={"Service": "ec2.amazonaws.com"}), False),
        (_allow(), False),
        ({**_allow(Principal="*"), "Effect": "Deny"}, False),
    ],
)
def test_who_may_is_read_from_the_principal(statement, expected) -> None:
    assert is_for_everybody(statement) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringEquals": {"aws:PrincipalOrgID": "o-123"}}, False),
        ({"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::x"}}, False),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, False),
        ({"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}, True),
        ({"Bool": {"aws:SecureTransport": "true"}}, True),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}, True),
        ({"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}}, True),
        ({"Null": {"aws:SourceVpce": "false"}}, True),
        ({"StringLike": {"aws:PrincipalArn": "*"}}, True),
        ({"StringEquals": "odd"}, True),
    ],
)
def test_a_condition_helps_only_when_it_holds_to_somebody(condition, expected) -> None:
    assert is_for_everybody(_allow(Principal="*", Condition=condition)) is expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ({"Effect": "Allow", "Action": "*", "Resource": "*"}, True),
        ({"Effect": "Allow", "Action": ["s3:*", "*:*"], "Resource": ["*"]}, True),
        ({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::x"}, False),
        ({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, False),
        ({"Effect": "Deny", "Action": "*", "Resource": "*"}, False),
        ({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}, False),
    ],
)
def test_every_action_on_everything_is_admin(statement, expected) -> None:
    assert is_admin(statement) is expected


def _flaws(document, **masks):
    one = side("aws_iam_policy", {"policy": document}, **masks)
    return [(flaw.text, flaw.is_sure) for flaw in flaws(one, "policy", is_admin, "admin")]


def test_each_bad_statement_is_a_flaw_of_its_own() -> None:
    admin = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    assert _flaws(json.dumps({"Statement": [admin, _allow(), {**admin, "Sid": "b"}]})) == [("admin", True)] * 2
    assert _flaws(json.dumps({"Statement": admin})) == [("admin", True)]


@pytest.mark.parametrize("document", ["{", "[]", '{"Statement": ["x"]}', '"text"'])
def test_what_is_no_document_is_not_taken_as_fine(document) -> None:
    assert _flaws(document) == [("`policy` is no policy document that can be read.", False)]


@pytest.mark.parametrize("document", [None, "", "{}"])
def test_no_document_allows_nothing(document) -> None:
    assert _flaws(document) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"Principal": {"AWS": [{}]}, "Action": {"a": 1}, "Resource": 3},
        {"Principal": [["*"]], "Action": [[]], "Resource": [{}]},
        {"Principal": 7, "Condition": "x"},
        {"Principal": "*", "Condition": {"StringEquals": {"aws:SourceIp": [{}]}}, "Action": [{}]},
    ],
)
def test_an_odd_statement_breaks_nothing(odd) -> None:
    assert is_for_everybody({"Effect": "Allow", **odd}) is False
    assert is_admin({"Effect": "Allow", **odd}) is False


def test_a_document_known_only_after_apply_is_said() -> None:
    assert _flaws(None, unknown={"policy": True}) == [("What `policy` allows is known only after apply.", False)]
