from pathlib import Path

import pytest

from support.forge_world import small_world
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.world import World


@pytest.fixture
def place(tmp_path: Path) -> tuple[World, Repo]:
    return small_world(tmp_path)
