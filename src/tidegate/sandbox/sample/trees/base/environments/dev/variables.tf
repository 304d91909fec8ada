variable "project_name" {
  type = string
}

variable "environment" {
  type = string
}

variable "aws_region" {
  type = string
}

variable "common_tags" {
  type = map(string)
}

variable "networking_state" {
  description = "Path of the state of the networking stack"
  type        = string
}

variable "app_state" {
  description = "Path of the state of the application stack"
  type        = string
}
