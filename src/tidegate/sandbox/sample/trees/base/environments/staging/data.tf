data "terraform_remote_state" "networking" {
  backend = "local"

  config = {
    path = var.networking_state
  }
}

data "terraform_remote_state" "app" {
  backend = "local"

  config = {
    path = var.app_state
  }
}
