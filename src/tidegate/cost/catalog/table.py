"""Which type is priced by what: a type is added with its line here.

The docstring of a pricer is what the reference page says of its types: what is counted, and after `Not counted:`,
where there is something, what is not.
"""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.cost.catalog.aws import elasticache
from tidegate.cost.catalog.resource import Pricer

PRICERS: Mapping[str, Pricer] = {
    "aws_elasticache_cluster": elasticache.cluster,
    "aws_elasticache_replication_group": elasticache.replication_group,
}
