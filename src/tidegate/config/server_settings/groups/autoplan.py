"""Settings about planning by itself: when a change is planned, and which of its projects."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import Flag, Names
from tidegate.core.projects.model import AutodiscoverMode
from tidegate.core.switches import Autoplan


class Autoplanning(Group):
    """Names and defaults are those of Atlantis's flags."""

    disable_autoplan: Flag = Field(default=False, description="Plan only what a comment asks for.")
    disable_autoplan_label: str | None = Field(None, description="A change with this label is not planned by itself.")
    allow_draft_prs: Flag = Field(default=False, description="Plan drafts by themselves too.")
    autoplan_file_list: Names | None = Field(
        None,
        description="Patterns of changed files that make a project where no configuration names one, comma-separated. "
        "By default Terraform and OpenTofu files, terragrunt.hcl and lock files.",
    )
    autoplan_modules: Flag = Field(
        default=False,
        description="Without a tidegate.yaml: plan the projects that call a changed local module. "
        "With one, they always are.",
    )
    autoplan_modules_from_projects: Names = Field(
        (),
        description="The same, only for projects with a file that fits one of these patterns, comma-separated.",
    )
    autodiscover_mode: AutodiscoverMode = Field(
        "auto", description="Whether projects are found where neither repos.yaml nor atlantis.yaml says it."
    )
    restrict_file_list: Flag = Field(default=False, description="A comment may plan only projects with a changed file.")

    @property
    def autoplan(self) -> Autoplan:
        return Autoplan(
            off=self.disable_autoplan,
            off_label=self.disable_autoplan_label,
            drafts=self.allow_draft_prs,
            files=self.autoplan_file_list,
            modules=self.autoplan_modules,
            modules_from=self.autoplan_modules_from_projects,
            discover=self.autodiscover_mode,
            restrict=self.restrict_file_list,
        )
