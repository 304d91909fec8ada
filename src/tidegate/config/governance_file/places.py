"""Paths of files and folders of the repository that a governance file names."""

from __future__ import annotations

from tidegate.config.problems import broken


def repository_path(value: str) -> str:
    """A path below the repository's root, without `.` and double slashes; for pydantic."""
    if value.startswith("/"):
        raise broken(f"`{value}` is not relative to the repository.", f"Did you mean `{value.lstrip('/')}`?")
    parts = [part for part in value.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise broken(f"`{value}` leaves the repository.", "Write the path from the repository's root, without `..`.")
    if not parts or "\\" in value:
        raise broken(f"`{value}` is not a path below the repository's root.", "Write it as in `prices/own.json`.")
    return "/".join(parts)
