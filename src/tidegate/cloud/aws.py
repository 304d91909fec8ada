"""AWS roles assumed for one plan or apply. The server's own credentials are boto3's to find, and reach no step."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from tidegate.core.errors import NoCredentials
from tidegate.core.gates.policy import AwsRole

if TYPE_CHECKING:
    from mypy_boto3_sts import STSClient
    from mypy_boto3_sts.type_defs import AssumeRoleRequestTypeDef

LONGEST_SESSION = 64
LONGEST_TAG = 256
PATIENCE = Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 3, "mode": "standard"})
#: Where a partition's STS is asked when the server's settings name no region.
REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}

_NOT_IN_A_SESSION = re.compile(r"[^\w+=,.@-]+", re.ASCII)
_NOT_IN_A_TAG = re.compile(r"[^\w .:/=+@-]")


class Aws:
    """The port `Cloud` on AWS's Security Token Service."""

    async def assume(self, role: AwsRole, *, session: str, tags: Mapping[str, str]) -> Mapping[str, str]:
        return await asyncio.to_thread(_assume, role, session, tags)


def _assume(role: AwsRole, session: str, tags: Mapping[str, str]) -> Mapping[str, str]:
    try:
        sts = _client(role)
    except BotoCoreError as error:
        raise NoCredentials(f"AWS cannot be asked for the role {role.arn}: {error}.") from error
    try:
        given = sts.assume_role(**_request(role, session, tags))["Credentials"]
    except (ClientError, BotoCoreError) as error:
        raise NoCredentials(_sentence(error, role, sts)) from error
    return {
        "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
        "AWS_SESSION_TOKEN": given["SessionToken"],
    }


def _request(role: AwsRole, session: str, tags: Mapping[str, str]) -> AssumeRoleRequestTypeDef:
    request: AssumeRoleRequestTypeDef = {
        "RoleArn": role.arn,
        "RoleSessionName": _NOT_IN_A_SESSION.sub("-", session)[:LONGEST_SESSION],
        "DurationSeconds": role.seconds,
        "Tags": [{"Key": name, "Value": _NOT_IN_A_TAG.sub("_", value)[:LONGEST_TAG]} for name, value in tags.items()],
    }
    return {**request, "ExternalId": role.external_id} if role.external_id else request


def _client(role: AwsRole) -> STSClient:
    session = boto3.session.Session()
    partition = role.arn.split(":")[1]
    return session.client("sts", region_name=session.region_name or REGIONS.get(partition), config=PATIENCE)


def _sentence(error: ClientError | BotoCoreError, role: AwsRole, sts: STSClient) -> str:
    """Who was refused which role, and what to do."""
    match error:
        case NoCredentialsError():
            return (
                f"The server has no AWS credentials of its own to assume {role.arn} with. Give it an instance profile, "
                "or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in its environment; no step sees them."
            )
        case ClientError():
            said = error.response.get("Error", {})
            return (
                f"AWS refused {role.arn} to {_own_name(sts)}: {said.get('Code')}, {said.get('Message')}. The role's "
                "trust policy must allow sts:AssumeRole and sts:TagSession to it, with the external id if one is set, "
                f"and the role's longest session must be {role.seconds} s or more."
            )
        case _:
            return f"AWS did not answer for the role {role.arn}: {error}. Try again when the server can reach it."


def _own_name(sts: STSClient) -> str:
    try:
        return sts.get_caller_identity()["Arn"]
    except (ClientError, BotoCoreError):
        return "the server"
