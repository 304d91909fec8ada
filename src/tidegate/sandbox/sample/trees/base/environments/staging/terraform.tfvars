project_name = "shop"
environment  = "staging"
aws_region   = "ap-northeast-2"

common_tags = {
  Project     = "shop"
  Environment = "staging"
  ManagedBy   = "terraform"
}
