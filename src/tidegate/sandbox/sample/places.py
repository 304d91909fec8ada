"""Where the sample's states lie: one folder for each environment, outside every checkout."""

from __future__ import annotations

from pathlib import Path

ENVIRONMENTS = ("dev", "staging", "prod")


def deployed_state(folder: Path, environment: str) -> Path:
    """The environment's own state, in the workspace of its name; Terraform writes it."""
    return _workspaces(folder, environment) / environment / "terraform.tfstate"


def networking_state(folder: Path, environment: str) -> Path:
    """The networking stack's state, which the environment reads."""
    return folder / environment / "networking.tfstate"


def app_state(folder: Path, environment: str) -> Path:
    """The application stack's state, which the environment reads."""
    return folder / environment / "app.tfstate"


def backend_settings(folder: Path, environment: str) -> tuple[str, ...]:
    """What `terraform init` must be told so that the state is written there."""
    path = folder / environment / "terraform.tfstate"
    return (f"-backend-config=path={path}", f"-backend-config=workspace_dir={_workspaces(folder, environment)}")


def _workspaces(folder: Path, environment: str) -> Path:
    return folder / environment / "workspaces"
