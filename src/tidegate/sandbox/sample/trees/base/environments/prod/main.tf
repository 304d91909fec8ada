resource "aws_cloudwatch_log_group" "app" {
  name              = "/acme/${var.project_name}/${var.environment}/app"
  retention_in_days = 90

  tags = merge(var.common_tags, {
    Service = "logging"
    Purpose = "application-logs"
  })
}
