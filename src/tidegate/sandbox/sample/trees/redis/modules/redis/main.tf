terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.cluster_name
  subnet_ids = var.subnet_ids

  tags = var.tags
}

# 노드끼리의 복제 트래픽 / replication between the nodes
resource "aws_security_group" "nodes" {
  name_prefix = "${var.cluster_name}-nodes-"
  description = "Traffic between the nodes of ${var.cluster_name}"
  vpc_id      = var.vpc_id

  ingress {
    from_port = 6379
    to_port   = 6379
    protocol  = "tcp"
    self      = true
  }

  tags = var.tags
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.cluster_name
  description          = "Redis for ${var.cluster_name}"

  engine         = "redis"
  engine_version = "7.1"
  port           = 6379

  node_type                  = var.node_type
  num_cache_clusters         = var.num_cache_nodes
  automatic_failover_enabled = var.num_cache_nodes > 1
  multi_az_enabled           = var.num_cache_nodes > 1

  subnet_group_name  = aws_elasticache_subnet_group.this.name
  security_group_ids = concat(var.security_group_ids, [aws_security_group.nodes.id])

  at_rest_encryption_enabled = true
  transit_encryption_enabled = true

  snapshot_retention_limit = var.backup_retention_limit
  snapshot_window          = var.backup_window

  tags = var.tags
}
