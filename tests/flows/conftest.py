"""Steps are called by themselves here, as the engine calls them again after a crash."""

import pytest

from support.doors import opened_door
from support.sandbox import running_sandbox


@pytest.fixture
def forge_of_acme(tmp_path):
    with running_sandbox(tmp_path / "forge") as running:
        yield running


@pytest.fixture
async def door(tmp_path, forge_of_acme):
    async with opened_door(tmp_path, forge_of_acme) as opened:
        yield opened
