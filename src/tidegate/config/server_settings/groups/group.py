"""What every group of settings is: a strict, frozen record whose fields are `TIDEGATE_*` variables."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    """Some settings that belong together; all groups make up `ServerSettings`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
