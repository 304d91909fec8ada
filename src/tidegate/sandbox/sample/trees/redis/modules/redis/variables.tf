variable "cluster_name" {
  type = string
}

variable "node_type" {
  type = string
}

variable "num_cache_nodes" {
  type = number
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "backup_retention_limit" {
  description = "Days backups are kept; 0 makes none"
  type        = number
  default     = 0
}

variable "backup_window" {
  type    = string
  default = null
}

variable "tags" {
  type    = map(string)
  default = {}
}
