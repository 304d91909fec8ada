"""Terraform's dependency lock file."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.hcl.blocks import read

LOCK_FILE = ".terraform.lock.hcl"


def locked_versions(text: str) -> Mapping[str, str]:
    """Source of a provider → the version the file holds."""
    blocks = read(text, "provider").blocks
    return {block.labels[0]: block.texts.get("version", "") for block in blocks if block.labels}
