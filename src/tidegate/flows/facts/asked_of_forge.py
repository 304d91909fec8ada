"""What only the forge knows of a change: its reviews, and whether it can be merged."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.changes import Change, MergeState, Review
from tidegate.core.errors import ForgeError
from tidegate.core.known import Known, Unknown
from tidegate.core.notices.check_runs import NAME as CHECK
from tidegate.core.words import say
from tidegate.flows.outside import outside


async def reviews_of(change: Change) -> Known[tuple[Review, ...]]:
    """A push has none: what people say of it they comment."""
    if change.is_push:
        return ()
    try:
        own = await outside().forge.own_login()
        found = await outside().forge.reviews(change.repo, change.number)
    except ForgeError as error:
        return Unknown(unknown_because=say("the reviews could not be read ({error})", error=error))
    # Our own account never consents, whatever kind of account it is.
    return tuple(replace(each, human=each.human and each.login.lower() != own.lower()) for each in found)


async def merge_state_of(change: Change) -> Known[MergeState]:
    """Whether it could be merged but for our own statuses; of what is merged or pushed, how its commit stands."""
    try:
        settings = outside().settings
        ignored = (f"{settings.status_prefix}/", CHECK, *settings.switches.merging.ignored_statuses)
        forge = outside().forge
        if change.landed or change.is_push:
            return await forge.commit_state(change.repo, change.base_branch, change.head_sha, ignore=ignored)
        return await forge.merge_state(change, ignore=ignored)
    except ForgeError as error:
        return Unknown(unknown_because=say("whether it can be merged is not known yet ({error})", error=error))
