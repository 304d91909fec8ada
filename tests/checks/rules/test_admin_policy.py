from __future__ import annotations

import json

import pytest

from support.checked_plans import side, verdict
from tidegate.checks.rules.admin_policy import look

ADMIN = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
READER = json.dumps({"Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]})
MANAGED = "arn:aws:iam::aws:policy/AdministratorAccess"


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("aws_iam_policy", {"policy": ADMIN}, "flawed"),
        ("aws_iam_role_policy", {"policy": ADMIN}, "flawed"),
        ("aws_iam_user_policy", {"policy": READER}, "fine"),
        ("aws_iam_role", {"inline_policy": [{"policy": ADMIN}]}, "flawed"),
        ("aws_iam_role", {"inline_policy": []}, "fine"),
        ("aws_iam_role", {"managed_policy_arns": [MANAGED]}, "flawed"),
        ("aws_iam_role_policy_attachment", {"policy_arn": MANAGED}, "flawed"),
        ("aws_iam_role_policy_attachment", {"policy_arn": "arn:aws-cn:iam::aws:policy/AdministratorAccess"}, "flawed"),
        ("aws_iam_role_policy_attachment", {"policy_arn": f"{MANAGED}-Amplify"}, "fine"),
        ("aws_iam_role_policy_attachment", {"policy_arn": None}, "fine"),
        ("aws_ssoadmin_managed_policy_attachment", {"managed_policy_arn": MANAGED}, "fine"),
    ],
)
def test_every_action_on_everything_is_found_however_it_is_given(type_, values, expected) -> None:
    assert verdict(look, side(type_, values)) == expected


def test_a_policy_known_only_after_apply_is_said_as_such() -> None:
    assert verdict(look, side("aws_iam_policy", {}, unknown={"policy": True})) == "later"
