"""The pages over a small world."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from support.web import client, fill, open_house
from tidegate.web.house import WebHouse


@pytest.fixture
async def house(tmp_path) -> AsyncIterator[WebHouse]:
    async with open_house(tmp_path) as made:
        yield made


@pytest.fixture
async def filled(house: WebHouse) -> WebHouse:
    await fill(house)
    return house


@pytest.fixture
async def pages(filled: WebHouse) -> AsyncIterator[httpx.AsyncClient]:
    async with client(filled) as http:
        yield http
