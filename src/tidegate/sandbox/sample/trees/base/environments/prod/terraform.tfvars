project_name = "shop"
environment  = "prod"
aws_region   = "ap-northeast-2"

common_tags = {
  Project     = "shop"
  Environment = "prod"
  ManagedBy   = "terraform"
}
