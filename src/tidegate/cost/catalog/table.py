"""Which type is priced by what: a type is added with its line here.

The docstring of a pricer is what the reference page says of its types: what is counted, and after `Not counted:`,
where there is something, what is not.
"""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.cost.catalog.aws import autoscaling, containers, elasticache, instances, kubernetes, volumes
from tidegate.cost.catalog.resource import Pricer

PRICERS: Mapping[str, Pricer] = {
    "aws_autoscaling_group": autoscaling.group,
    "aws_ebs_snapshot": volumes.snapshot,
    "aws_ebs_snapshot_copy": volumes.snapshot,
    "aws_ebs_volume": volumes.volume,
    "aws_ecr_repository": containers.repository,
    "aws_ecs_service": containers.service,
    "aws_eks_cluster": kubernetes.cluster,
    "aws_eks_fargate_profile": kubernetes.fargate_profile,
    "aws_eks_node_group": kubernetes.node_group,
    "aws_elasticache_cluster": elasticache.cluster,
    "aws_elasticache_replication_group": elasticache.replication_group,
    "aws_instance": instances.instance,
    "aws_spot_instance_request": instances.spot_request,
}
