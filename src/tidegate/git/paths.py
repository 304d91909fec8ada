"""Names people chose as parts of paths."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

LONGEST = 120  # Well under the 255 bytes of a file name.


def safe_part(name: str) -> str:
    """One path part for a repository or workspace name: no two names share one, none is hidden or leaves its folder."""
    part = quote(name, safe="") or "%"
    if part.startswith("."):
        part = f"%2E{part[1:]}"
    if len(part) > LONGEST:
        part = f"{part[:LONGEST]}~{hashlib.sha256(name.encode()).hexdigest()}"
    return part
