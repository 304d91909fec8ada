from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from support.checked_plans import side
from tidegate.checks.rules.public_policy import DOCUMENTS
from tidegate.checks.rules.table import RULES
from tidegate.checks.rules.unencrypted_store import STORES
from tidegate.core.checks.same import SAME
from tidegate.core.checks.severities import TABLE

TYPES = (
    *("aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_s3_bucket_acl"),
    *("aws_s3_bucket", "aws_s3_bucket_public_access_block", "aws_iam_policy", "aws_iam_role_policy_attachment"),
    *DOCUMENTS,
    *STORES,
)
NAMES = (
    *("ingress", "cidr_blocks", "from_port", "protocol", "type", "acl", "grant", "policy", "assume_role_policy"),
    *("managed_policy_arns", "policy_arn", "encrypted", "root_block_device", "block_device_mappings", "ebs"),
    *("snapshot_identifier", "inline_policy", "grantee", "uri", "access_policies"),
)
STATEMENTS = (
    '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": 1}, "Condition": []}]}',
    '{"Statement": {"Effect": "Allow", "Principal": [["*"]], "Action": {"a": 1}, "Resource": 3}}',
    '{"Statement": {"Effect": "Allow", "Principal": "*", "Condition": {"x": {"aws:SourceIp": [{}]}}}}',
)
LEAVES = st.sampled_from((None, True, 0, "", "*", "0.0.0.0/0", "public-read", *STATEMENTS))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
)


def test_every_rule_has_its_severity_and_the_ids_other_tools_give_it() -> None:
    assert set(RULES) <= set(TABLE)
    assert set(RULES) == set(SAME)


@given(
    st.sampled_from(TYPES),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3),
)
def test_no_shape_of_a_plan_breaks_a_rule(type_, values, unknown) -> None:
    for look in RULES.values():
        for flaw in look(side(type_, values, unknown=unknown, written={})):
            assert flaw.text.endswith(".")
