"""The workspace that Terraform code names in its `cloud` block (Atlantis: project_finder)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from tidegate.core.commands.limits import is_workspace_name
from tidegate.hcl.blocks import read


def cloud_workspaces(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Directory → workspace name, from the texts of its files by path; directories without one are left out.

    The first of a directory's `.tf` files that names one decides. A name that is computed or no workspace may have,
    and blocks written twice in one file, name none.
    """
    found: dict[str, str] = {}
    for path in sorted(texts):
        home = posixpath.dirname(path) or "."
        if home not in found and path.endswith(".tf") and "cloud" in texts[path]:
            name = _workspace(texts[path])
            if is_workspace_name(name):
                found[home] = name
    return found


def _workspace(text: str) -> str:
    """The name in a file's one `terraform { cloud { workspaces {} } }`; empty when there is none."""
    blocks = read(text, "terraform").blocks
    for inner in ("cloud", "workspaces"):
        if len(blocks) != 1:
            return ""
        blocks = tuple(block for block in blocks[0].blocks if block.kind == inner)
    return blocks[0].texts.get("name", "") if len(blocks) == 1 else ""
