"""Rules of different tools that say the same thing, and saying one thing about one resource once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from tidegate.core.checks.model import CheckResult, Finding, worst

OURS = "builtin"
"""The check whose words are kept where several say the same: it reads the plan, so it knows instances and values."""

SAME: Mapping[str, tuple[str, ...]] = {
    # Ours first; then checkov, trivy without its old prefix `AVD-`, tfsec.
    "open_ingress": (
        *("CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "AWS-0107"),
        *("aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sg"),
    ),
    "unrestricted_egress": (
        *("CKV_AWS_382", "AWS-0104", "aws-ec2-no-public-egress-sgr", "aws-vpc-no-public-egress-sgr"),
        "aws-vpc-no-public-egress-sg",
    ),
    "public_bucket": (
        *("CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV_AWS_70", "CKV_AWS_375", "CKV_AWS_20"),
        *("CKV_AWS_57", "AWS-0086", "AWS-0087", "AWS-0091", "AWS-0092", "AWS-0093", "aws-s3-block-public-acls"),
        *("aws-s3-block-public-policy", "aws-s3-ignore-public-acls", "aws-s3-no-public-access-with-acl"),
        "aws-s3-no-public-buckets",
    ),
    "unencrypted_store": (
        *("CKV_AWS_3", "CKV_AWS_5", "CKV_AWS_8", "CKV_AWS_16", "CKV_AWS_29", "CKV_AWS_42", "CKV_AWS_44"),
        *("CKV_AWS_47", "CKV_AWS_64", "CKV_AWS_74", "CKV_AWS_96"),
        *("AWS-0008", "AWS-0021", "AWS-0023", "AWS-0026", "AWS-0037", "AWS-0045", "AWS-0048", "AWS-0076"),
        *("AWS-0079", "AWS-0080", "AWS-0131"),
        *("aws-ec2-enable-volume-encryption", "aws-ebs-enable-volume-encryption"),
        *("aws-ec2-enable-at-rest-encryption", "aws-ec2-enable-launch-config-at-rest-encryption"),
        *("aws-autoscaling-enable-at-rest-encryption", "aws-rds-encrypt-instance-storage-data"),
        *("aws-rds-encrypt-cluster-storage-data", "aws-elasticache-enable-at-rest-encryption"),
        *("aws-efs-enable-at-rest-encryption", "aws-elastic-search-enable-domain-encryption"),
        *("aws-documentdb-enable-storage-encryption", "aws-neptune-enable-storage-encryption"),
        "aws-dynamodb-enable-at-rest-encryption",
    ),
    "unencrypted_transit": (
        *("CKV_AWS_6", "CKV_AWS_30", "AWS-0043", "AWS-0051", "aws-elasticache-enable-in-transit-encryption"),
        "aws-elastic-search-enable-in-transit-encryption",
    ),
    "public_database": (
        *("CKV_AWS_17", "CKV_AWS_69", "CKV_AWS_87", "CKV_AWS_89", "CKV_AWS_102", "AWS-0072", "AWS-0082"),
        *("AWS-0180", "aws-mq-no-public-access", "aws-rds-no-public-db-access"),
    ),
    "admin_policy": ("CKV_AWS_1", "CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274"),
    "public_policy": (
        *("CKV_AWS_32", "CKV_AWS_60", "CKV_AWS_168", "CKV_AWS_169", "CKV_AWS_387", "AWS-0032"),
        "aws-ecr-no-public-access",
    ),
}
"""What a rule of ours says → the ids under which other tools say it."""

_OURS = {other: ours for ours, others in SAME.items() for other in others}
_INSTANCE_KEY = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*")\]')

_Place: TypeAlias = tuple[str, str]  # What is said, and of what.


def said_by(rule: str) -> str:
    """Our rule that says the same as a tool's; the tool's own where there is none."""
    return _OURS.get(rule.removeprefix("AVD-"), rule.removeprefix("AVD-"))


def without_keys(address: str) -> str:
    """An address as scanners of code write it: no instance keys."""
    return _INSTANCE_KEY.sub("", address)


def merged(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """The same results with one thing about one resource said by one check only, ours first, else the first.

    What the others said of it is kept: their ids as `also`, the highest severity, and that it is new unless the kept
    check already tells new instances from old ones. Their `state` stays, so a check may be `found` and have nothing
    left to list. Findings about neither a resource nor a line are kept as they are.
    """
    speakers = _speakers(results)
    others = _others(results, speakers)
    return tuple(
        replace(result, findings=tuple(_joined(result.check, result.findings, speakers, others))) for result in results
    )


def _speakers(results: Sequence[CheckResult]) -> dict[_Place, str]:
    """Who says each thing."""
    found: dict[_Place, str] = {}
    for result in sorted(results, key=lambda each: each.check != OURS):
        for place in filter(None, map(_place, result.findings)):
            found.setdefault(place, result.check)
    return found


def _others(results: Sequence[CheckResult], speakers: Mapping[_Place, str]) -> dict[_Place, list[Finding]]:
    """What checks that are not listened to said."""
    found: dict[_Place, list[Finding]] = {}
    for result in results:
        for finding in result.findings:
            place = _place(finding)
            if place and speakers[place] != result.check:
                found.setdefault(place, []).append(finding)
    return found


def _joined(
    check: str,
    findings: Sequence[Finding],
    speakers: Mapping[_Place, str],
    others: Mapping[_Place, Sequence[Finding]],
) -> Iterator[Finding]:
    told_new = {_place(each) for each in findings if each.is_new}
    for finding in findings:
        place = _place(finding)
        if place is None:
            yield finding
        elif speakers[place] == check:
            yield _with(finding, others.get(place, ()), all_old=place not in told_new)


def _with(finding: Finding, others: Sequence[Finding], *, all_old: bool) -> Finding:
    ids = (*finding.also, *(id_ for each in others for id_ in (each.id, *each.also)))
    placed = next((each for each in others if each.file), finding) if not finding.file else finding
    return replace(
        finding,
        severity=worst(each.severity for each in (finding, *others)),
        file=placed.file,
        line=placed.line,
        link=next((each.link for each in (finding, *others) if each.link), ""),
        is_new=finding.is_new or (all_old and any(each.is_new for each in others)),
        also=_once(id_ for id_ in ids if id_ != finding.id),
    )


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _place(finding: Finding) -> _Place | None:
    where = without_keys(finding.address) or (f"{finding.file}:{finding.line}" if finding.line else "")
    return (said_by(finding.id), where) if where else None
