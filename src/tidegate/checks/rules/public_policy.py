"""Rule `public_policy`: a policy of a role, queue, topic, secret, key or registry that lets every AWS account in.

Policies known only after apply, as most are that name a resource not made yet, are said as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.documents import flaws, is_for_everybody

DOCUMENTS: Mapping[str, str] = {
    "aws_iam_role": "assume_role_policy",
    "aws_sqs_queue": "policy",
    "aws_sqs_queue_policy": "policy",
    "aws_sns_topic": "policy",
    "aws_sns_topic_policy": "policy",
    "aws_secretsmanager_secret": "policy",
    "aws_secretsmanager_secret_policy": "policy",
    "aws_kms_key": "policy",
    "aws_kms_key_policy": "policy",
    "aws_ecr_repository_policy": "policy",
    "aws_opensearch_domain": "access_policies",
    "aws_opensearch_domain_policy": "access_policies",
    "aws_elasticsearch_domain": "access_policies",
    "aws_elasticsearch_domain_policy": "access_policies",
}
"""Terraform type → the attribute that holds who may use it."""


def look(side: Side) -> Iterator[Flaw]:
    name = DOCUMENTS.get(side.type)
    if name and not side.is_left_out(name):
        text = f"`{name}` lets everybody in; name the principals, or the account or network they come from."
        yield from flaws(side, name, is_for_everybody, text)
