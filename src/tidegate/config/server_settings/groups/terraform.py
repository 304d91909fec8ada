"""Settings about Terraform and OpenTofu: which one, which version, where it comes from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import File, Url, Version


class Terraform(Group):
    """Binaries and how they are called."""

    terraform_distribution: Literal["terraform", "opentofu"] = Field(
        "terraform", description="`terraform` or `opentofu`, where a project names none."
    )
    terraform_version: Version | None = Field(None, description="Version where a project names none.")
    terraform_path: File | None = Field(
        None, description="Binary called `terraform` or `tofu`; looked for on PATH by default."
    )
    terraform_cli_config: File | None = Field(
        None, description="CLI configuration every Terraform process gets as TF_CLI_CONFIG_FILE."
    )
    terraform_releases_url: Url | None = Field(
        None, description="Release server that versions not found here are downloaded from; no downloads by default."
    )
    terraform_releases_key_file: File | None = Field(
        None, description="OpenPGP public key, ASCII-armoured, that the release server's checksums are signed with."
    )
    opentofu_releases_url: Url | None = Field(None, description="The same for OpenTofu; no downloads of it by default.")
    opentofu_releases_key_file: File | None = Field(
        None, description="OpenPGP public key, ASCII-armoured, that the checksums of OpenTofu are signed with."
    )
