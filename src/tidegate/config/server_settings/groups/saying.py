"""Settings about what the server writes on a change: status names, reactions, and what is left unsaid."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import Flag
from tidegate.core.switches import Reaction, Saying


class Sayings(Group):
    """Names are those of Atlantis's flags."""

    status_name: str = Field("atlantis", description="First part of commit status names.")
    emoji_reaction: Literal[Reaction, "none"] = Field(
        "eyes", description="Reaction on a comment that is a command; `none` for none."
    )
    silence_no_projects: Flag = Field(default=False, description="Say nothing on a change that touches no project.")
    silence_fork_pr_errors: Flag = Field(
        default=False, description="Do not say on a change from a fork that it is not planned."
    )
    silence_allowlist_errors: Flag = Field(
        default=False, description="Do not answer commands in repositories that are not served."
    )
    silence_vcs_status_no_plans: Flag = Field(default=False, description="No status where a plan found no project.")
    silence_vcs_status_no_projects: Flag = Field(
        default=False, description="No status at all on a change that touches no project."
    )
    hide_unchanged_plan_comments: Flag = Field(
        default=False, description="Leave plans without changes out of comments."
    )
    pending_apply_status: Flag = Field(
        default=True, description="The apply status is pending while something planned is not applied."
    )

    @property
    def saying(self) -> Saying:
        return Saying(
            reaction=None if self.emoji_reaction == "none" else self.emoji_reaction,
            no_projects=not self.silence_no_projects,
            fork_errors=not self.silence_fork_pr_errors,
            allowlist_errors=not self.silence_allowlist_errors,
            status_without_plans=not self.silence_vcs_status_no_plans,
            status_without_projects=not self.silence_vcs_status_no_projects,
            unchanged_plans=not self.hide_unchanged_plan_comments,
            pending_apply=self.pending_apply_status,
        )
