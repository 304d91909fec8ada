"""One forge for all these tests, and a fresh repository with a hook for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from support.forge import Forge
from support.receiver import Receiver, running_receiver
from support.sandbox import Sandbox, running_sandbox

_numbers = count(1)


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    with running_receiver() as found:
        yield found


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with running_sandbox(tmp_path_factory.mktemp("forge")) as found:
        yield found


@pytest.fixture
def forge(sandbox: Sandbox, receiver: Receiver) -> Iterator[Forge]:
    """A repository whose `main` and `feature` differ by one file; what it said must fit GitHub's schemas."""
    before = len(sandbox.violations())
    made = Forge(sandbox=sandbox, receiver=receiver, name=f"repo-{next(_numbers)}")
    made.create()
    yield made
    assert sandbox.violations()[before:] == []


@pytest.fixture
def git_folder(tmp_path: Path) -> Path:
    return tmp_path / "repo.git"
