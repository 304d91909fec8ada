"""`credentials:` of an environment → what its processes get."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tidegate.config.governance_file.environment_raw import AwsRaw, CredentialPairRaw, CredentialsRaw
from tidegate.config.marks import Document
from tidegate.core.gates.policy import AwsRole, Credentials
from tidegate.core.marks import Problem

_ARN = re.compile(r"arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]+", re.ASCII)


def credentials(raw: CredentialsRaw) -> Credentials:
    """One set of credentials; a role that cannot be used counts as none and is a problem."""
    return Credentials(env=dict(raw.env), aws=_role(raw.aws) if raw.aws else None)


def credential_problems(environment: str, raw: CredentialPairRaw, document: Document) -> Iterator[Problem]:
    """Roles that cannot be assumed as they are written."""
    for stage, written in (("plan", raw.plan.aws), ("apply", raw.apply.aws)):
        if written is None:
            continue
        at = ("environments", environment, "credentials", stage, "aws")
        if written.role_arn is None:
            yield document.key_problem(at, "`role_arn` is missing.", "Add the ARN of the role.")
        elif not _ARN.fullmatch(written.role_arn):
            message = f"`{written.role_arn}` is not the ARN of a role."
            yield document.problem((*at, "role_arn"), message, "Write `arn:aws:iam::123456789012:role/NAME`.")


def _role(raw: AwsRaw) -> AwsRole | None:
    if raw.role_arn is None:
        return None
    return AwsRole(
        arn=raw.role_arn, seconds=raw.session_duration or AwsRole(arn="").seconds, external_id=raw.external_id
    )
