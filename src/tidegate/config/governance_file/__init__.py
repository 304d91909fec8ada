"""`tidegate.yaml`: text of the governance file, to a policy or to every problem of it."""
