# 보존 기간은 로그 정책을 따릅니다 / kept as long as the logging policy asks
resource "aws_cloudwatch_log_group" "app" {
  name              = "/acme/${var.project_name}/${var.environment}/app"
  retention_in_days = 14

  tags = merge(var.common_tags, {
    Service = "logging"
    Purpose = "application-logs"
  })
}
