"""Rule `admin_policy`: an IAM policy that allows every action on everything, or the managed one that does.

Policies known only after apply are said as such.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.documents import flaws, is_admin

_POLICIES = ("aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy")
_ATTACHMENTS = (
    "aws_iam_policy_attachment",
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
)
_TEXT = "The policy allows every action on everything; name the actions and resources that are needed."


def look(side: Side) -> Iterator[Flaw]:
    if side.type in _POLICIES:
        yield from flaws(side, "policy", is_admin, _TEXT)
    if side.type == "aws_iam_role":
        for inline in side.blocks("inline_policy"):
            yield from flaws(inline, "policy", is_admin, _TEXT)
    if any(_is_the_managed_one(each) for each in _attached(side)):
        yield Flaw(text="Attaches AdministratorAccess, which allows every action on everything.")


def _attached(side: Side) -> list[object]:
    if side.type in _ATTACHMENTS:
        return [side.value("policy_arn")]
    managed = side.value("managed_policy_arns") if side.type == "aws_iam_role" else None
    return managed if isinstance(managed, list) else []


def _is_the_managed_one(arn: object) -> bool:
    return isinstance(arn, str) and arn.endswith(":iam::aws:policy/AdministratorAccess")
