module "redis" {
  source = "../../modules/redis"

  cluster_name    = "${var.project_name}-${var.environment}-redis"
  node_type       = var.environment == "prod" ? "cache.r6g.large" : "cache.t3.micro"
  num_cache_nodes = var.environment == "prod" ? 3 : 1

  vpc_id     = data.terraform_remote_state.networking.outputs.vpc_id
  subnet_ids = data.terraform_remote_state.networking.outputs.private_subnet_ids

  # 보안 설정
  security_group_ids = [aws_security_group.redis.id]

  # 백업 설정 (production만)
  backup_retention_limit = var.environment == "prod" ? 7 : 0
  backup_window          = var.environment == "prod" ? "03:00-04:00" : null

  tags = merge(var.common_tags, {
    Service = "caching"
    Purpose = "application-cache"
  })
}

# 보안 그룹 설정
resource "aws_security_group" "redis" {
  name_prefix = "${var.project_name}-${var.environment}-redis-"
  vpc_id      = data.terraform_remote_state.networking.outputs.vpc_id

  ingress {
    from_port       = 6379
    to_port         = 6379
    protocol        = "tcp"
    security_groups = [data.terraform_remote_state.app.outputs.app_security_group_id]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = var.common_tags
}
