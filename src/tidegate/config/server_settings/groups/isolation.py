"""Settings about what the programs of a plan may see of this machine."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_lists import VisiblePaths
from tidegate.config.server_settings.server_values import Flag


class Isolation(Group):
    """The walls around steps."""

    visible_paths: VisiblePaths = Field(
        (),
        description="Folders a step may see besides its own: `/srv/mirror`, or `/srv/states:rw` to write there too; "
        "comma-separated.",
    )
    unsafe_runner: Flag = Field(
        default=False,
        description="Run plans without isolation: a plan can read what the server can. Every page and plan says so.",
    )
