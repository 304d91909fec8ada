"""Rule `public_database`: a database or broker with an address on the internet.

Where the code says nothing and the provider knows no default, AWS decides by the subnets: that is said as such, as is
a value known only after apply.
"""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side

TYPES = (
    "aws_db_instance",
    "aws_rds_cluster_instance",
    "aws_neptune_cluster_instance",
    "aws_redshift_cluster",
    "aws_redshiftserverless_workgroup",
    "aws_dms_replication_instance",
    "aws_mq_broker",
)
_SWITCH = "publicly_accessible"


def look(side: Side) -> Iterator[Flaw]:
    if side.type not in TYPES:
        return
    if side.value(_SWITCH) is True:
        yield Flaw(text=f"`{_SWITCH}` is on: it has an address on the internet.")
    elif side.is_left_out(_SWITCH):
        yield Flaw(text=f"`{_SWITCH}` is not set, so AWS decides by the subnets; set it to false.", is_sure=False)
    elif side.is_later(_SWITCH):
        yield Flaw(text=f"`{_SWITCH}` is known only after apply.", is_sure=False)
