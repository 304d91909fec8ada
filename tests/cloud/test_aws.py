"""Roles assumed at a server that speaks as AWS does, and what is said when it refuses."""

from __future__ import annotations

import json

import boto3
import httpx
import pytest
from moto.server import ThreadedMotoServer

from support.ports import free_port
from tidegate.cloud.aws import Aws
from tidegate.core.errors import NoCredentials
from tidegate.core.gates.policy import AwsRole
from tidegate.ports.cloud import Cloud

ROLE = AwsRole(arn="arn:aws:iam::123456789012:role/deploy", seconds=900, external_id="ours")
TAGS = {"tidegate:digest": "d" * 64, "tidegate:change": "acme/infra#12", "tidegate:environment": "staging"}


@pytest.fixture(scope="module")
def moto():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def aws(monkeypatch, tmp_path) -> Cloud:
    """Without anything this machine may know about AWS."""
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIASERVER")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the server's own")
    return Aws()


async def test_a_role_is_assumed_and_its_credentials_are_those_of_the_session(aws, moto, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    found = await aws.assume(ROLE, session="tidegate acme/infra 12 " + "x" * 80, tags=TAGS)
    assert set(found) == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}
    assert "the server" not in str(found)
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        aws_access_key_id=found["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=found["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=found["AWS_SESSION_TOKEN"],
    )
    name = sts.get_caller_identity()["Arn"].rpartition("/")[2]
    assert name == ("tidegate-acme-infra-12-" + "x" * 80)[:64]


async def test_without_credentials_of_its_own_the_server_says_which_to_give_it(aws, moto, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NoCredentials, match=r"no AWS credentials of its own to assume arn:aws:iam::123456789012:role"):
        await aws.assume(ROLE, session="tidegate", tags={})


async def test_a_refusal_names_the_role_who_asked_and_the_trust_policy(aws, monkeypatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        url = "http://{}:{}".format(*server.get_host_and_port())
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        key = _somebody_who_may_ask_for_his_name_only()
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
        _look_at_policies_from_now_on(url)
        with pytest.raises(NoCredentials) as refused:
            await aws.assume(ROLE, session="tidegate", tags={})
    finally:
        server.stop()
    said = str(refused.value)
    assert said.startswith(f"AWS refused {ROLE.arn} to arn:aws:iam::123456789012:user/somebody: AccessDenied, ")
    assert "sts:TagSession" in said


def _look_at_policies_from_now_on(url: str) -> None:
    httpx.post(f"{url}/moto-api/reset-auth", content=b"0").raise_for_status()


def _somebody_who_may_ask_for_his_name_only() -> dict[str, str]:
    iam = boto3.client("iam", region_name="us-east-1")
    iam.create_user(UserName="somebody")
    allowed = {"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    iam.put_user_policy(UserName="somebody", PolicyName="name", PolicyDocument=policy)
    return iam.create_access_key(UserName="somebody")["AccessKey"]


async def test_an_aws_that_does_not_answer_is_told(aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NoCredentials, match=f"AWS did not answer for the role {ROLE.arn}"):
        await aws.assume(ROLE, session="tidegate", tags={})


async def test_settings_that_boto_cannot_read_are_told(aws, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "absent")
    with pytest.raises(NoCredentials, match="absent"):
        await aws.assume(ROLE, session="tidegate", tags={})
