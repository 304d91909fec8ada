"""What people said about a change through Tidegate itself: consents, waivers, ticks, reviews, whatever the surface.

Reviews on the forge are `changes.Review`; both become opinions in `core.gates.consents`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Surface = Literal["comment", "chat", "dashboard", "cli"]
Said = Literal["approve", "reject", "revoke", "waive", "justify", "check", "review"]
ReviewKind = Literal["technical", "business", "operational"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing one person said.

    Attributes:
        person: Forge login of the mapped person, as the forge writes it: one person has one, on every surface.
        at: For a comment the forge's clock, whole seconds, UTC.
        environment: The one it is about; None is every environment of the change.
        subject: What it is about: the gate of `waive`, the item of `check`, the kind of `review`; else empty.
        text: Reason, justification or note.
        evidence: A link, or empty.
        seen: Project key → digest of the newest plan that was shown when it was said. What is bound to a digest holds
            for exactly these.
        head_sha: The change's head when it was said.
    """

    id: str
    person: str
    surface: Surface
    at: datetime
    said: Said
    environment: str | None = None
    subject: str = ""
    text: str = ""
    evidence: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    head_sha: str = ""
