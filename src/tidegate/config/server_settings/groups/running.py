"""Settings about planning and applying: from which tree, how many at once, and who may."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_lists import TeamRules
from tidegate.config.server_settings.server_values import Flag, Whole
from tidegate.core.switches import CheckoutStrategy, Running


class Runs(Group):
    """Names are those of Atlantis's flags."""

    checkout_strategy: CheckoutStrategy = Field(
        "branch", description="`branch` plans the head of a change, `merge` what merging it would make of the base."
    )
    parallel: Whole = Field(4, ge=1, le=256, description="Projects worked on at the same time.")
    parallel_plan: Flag = Field(default=True, description="Plan the projects of an execution order group side by side.")
    parallel_apply: Flag = Field(default=False, description="Apply them side by side.")
    step_timeout: Whole = Field(
        3600, ge=1, description="Seconds a step of a plan may take until it is ended. An apply has no limit."
    )
    fail_on_pre_workflow_hook_error: Flag = Field(
        default=False, description="A pre-workflow hook that fails stops the command."
    )
    disable_apply: Flag = Field(default=False, description="Nothing is applied on this server.")
    disable_apply_all: Flag = Field(default=False, description="An apply must name a project, directory or workspace.")
    disable_unlock_label: str | None = Field(None, description="A change with this label cannot be unlocked.")
    allow_fork_prs: Flag = Field(
        default=False, description="Plan changes from forks too: anybody who can fork runs code here."
    )
    team_allowlist: TeamRules | None = Field(
        None,
        description="Without a tidegate.yaml: who may give which command, as `team:command` pairs, comma-separated; "
        "`*` stands for every team or command. By default everybody every command.",
    )

    @property
    def running(self) -> Running:
        return Running(
            checkout=self.checkout_strategy,
            parallel_plan=self.parallel_plan,
            parallel_apply=self.parallel_apply,
            fail_on_pre_hook=self.fail_on_pre_workflow_hook_error,
            no_applies=self.disable_apply,
            no_apply_all=self.disable_apply_all,
            no_unlock_label=self.disable_unlock_label,
            fork_changes=self.allow_fork_prs,
            team_allowlist=self.team_allowlist,
        )
