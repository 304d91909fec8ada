project_name = "shop"
environment  = "dev"
aws_region   = "ap-northeast-2"

common_tags = {
  Project     = "shop"
  Environment = "dev"
  ManagedBy   = "terraform"
}
