"""Settings about the repositories that are served, and the rules that hold for them."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_lists import Repos
from tidegate.config.server_settings.server_values import File, Flag


class Repositories(Group):
    """The allow-list and where rules are read from. Stands after `Forge`, whose host a suggestion names."""

    repo_allowlist: Repos = Field(
        description="Repositories served: `github.com/acme/*`, comma-separated; `*` matches anything, "
        "`!` before an entry excludes what it matches. Required."
    )
    repo_config: File | None = Field(None, description="A repos.yaml, as Atlantis's `--repo-config`.")
    repo_config_json: str | None = Field(None, description="The same as JSON text, instead of the file.")
    governance_ref: str | None = Field(
        None,
        description="Branch tidegate.yaml and workflows are read from; the repository's default branch by default.",
    )
    governance_file: File | None = Field(
        None, description="A tidegate.yaml on the server, instead of the repository's."
    )
    allow_custom_workflows: Flag = Field(
        default=False,
        description="Without a tidegate.yaml: a change may define workflows of its own (as in Atlantis).",
    )
