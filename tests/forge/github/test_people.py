"""How long a membership is believed."""

import pytest

from tidegate.core.errors import ForgeUnavailable
from tidegate.forge.github.people import MEMBERSHIP_SECONDS

DEVELOPERS = frozenset({"acme/developers"})


async def test_a_membership_is_asked_once_and_believed_for_a_while(sandbox, sign_in):
    forge = sign_in("tidegate-bot")
    assert (await forge.standing("Alice", DEVELOPERS)).teams == DEVELOPERS
    sandbox.arm("server_error", 50)
    assert (await forge.standing("alice", DEVELOPERS)).teams == DEVELOPERS


async def test_an_old_membership_is_asked_again(sandbox, sign_in):
    forge = sign_in("tidegate-bot")
    await forge.standing("alice", DEVELOPERS)
    held = forge._memberships.items()
    forge._memberships = {key: (asked - MEMBERSHIP_SECONDS - 1, known) for key, (asked, known) in held}
    sandbox.arm("server_error", 50)
    with pytest.raises(ForgeUnavailable):
        await forge.standing("alice", DEVELOPERS)
