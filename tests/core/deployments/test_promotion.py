import pytest

from tidegate.core.deployments.promotion import Unproven


@pytest.mark.parametrize(
    ("what", "is_address"),
    [
        ("aws_s3_bucket.logs", True),
        ("module.redis.aws_elasticache_cluster.this", True),
        ("1a2b3c4", False),
        ("#12", False),
    ],
)
def test_addresses_are_told_from_commits_and_changes(what, is_address):
    assert Unproven(what=what, because="it was not deployed").is_address is is_address
