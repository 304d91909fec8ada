"""Publishing the end of the audit log each day where the server cannot take it back: as a tag of a repository."""

from __future__ import annotations

import asyncio

import structlog

from tidegate.core.errors import ForgeError
from tidegate.flows.outside import outside
from tidegate.flows.records.audit import note
from tidegate.store import audit

log = structlog.get_logger()

KIND = "head published"
#: Seconds between looks at whether a new day has begun.
LOOK_AGAIN = 600.0


async def publisher() -> None:
    """Run for ever beside the server, where a repository for it is named."""
    repo = outside().settings.audit_repo
    while repo:
        try:
            await publish_when_due(repo)
        except ForgeError as error:
            log.warning("audit head not published yet", repo=repo, error=str(error))
        except Exception:
            # The database may be away for a moment; the next look finds the day still unpublished.
            log.exception("audit head not published yet", repo=repo)
        await asyncio.sleep(LOOK_AGAIN)


async def publish_when_due(repo: str) -> None:
    """Publish once a day, UTC. The tag's message begins with the head, as `tidegate audit verify --against` takes it.

    Raises:
        ForgeError: The tag could not be made; the next look tries again.
    """
    door = outside()
    today = door.clock.now().date()
    async with door.database.read() as tx:
        head, last = await audit.head(tx), await audit.newest(tx, KIND)
    if last is not None and last.at.date() == today:
        return
    tag = f"tidegate-audit-{today}"
    await door.forge.publish_tag(repo, tag, f"{head}\n\nThe end of Tidegate's audit log: number and hash of an entry.")
    async with door.database.begin() as tx:
        await note(tx, KIND, actor="", subject=repo, tag=tag, head=str(head))
