"""Settings about merging, and about what of the code host's merge state counts."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import Flag, Names
from tidegate.core.switches import MergeMethod, Merging


class Merges(Group):
    """Names are those of Atlantis's flags."""

    automerge: Flag = Field(default=False, description="Merge a change once all of it is applied.")
    automerge_method: MergeMethod | None = Field(
        None, description="`merge`, `rebase` or `squash`; what the repository prefers by default."
    )
    disable_automerge_label: str | None = Field(None, description="A change with this label is not merged.")
    ignore_vcs_status_names: Names = Field(
        (),
        description="First parts of status names that never make a change unmergeable, besides our own: "
        "`other` leaves `other/plan` and `other/apply` out. Comma-separated.",
    )
    discard_approval_on_plan: Flag = Field(
        default=False, description="A plan that a comment asks for dismisses the approvals there are."
    )

    @property
    def merging(self) -> Merging:
        return Merging(
            auto=self.automerge,
            method=self.automerge_method,
            off_label=self.disable_automerge_label,
            ignored_statuses=tuple(f"{name}/" for name in self.ignore_vcs_status_names),
            discard_approvals=self.discard_approval_on_plan,
        )
