"""`atlantis.yaml` and `repos.yaml`: Atlantis's files, to valid configuration or to every problem of them."""
