"""A browser without scripts: it follows redirects, keeps cookies, and fills in forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.forge import Forge
from support.pages import Browser, running_browser


@pytest.fixture
def browser(forge: Forge) -> Iterator[Browser]:
    with running_browser(forge.sandbox.url) as made:
        yield made
