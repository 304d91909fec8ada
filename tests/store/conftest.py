"""The store's tests run on SQLite and on PostgreSQL: the same statements must hold on both."""

import itertools
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest

from support.postgres import binaries, running_postgres
from tidegate.store.database import Database
from tidegate.store.migrate import migrate

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL binaries")
    with running_postgres(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request, tmp_path) -> str:
    """A migrated, empty database."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path}/tidegate.sqlite"
    else:
        server = request.getfixturevalue("postgres")
        name = f"store_{next(_numbers)}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"create database {name}")
        made = f"{server}/{name}"
    migrate(made)
    return made


@pytest.fixture
async def database(url) -> AsyncIterator[Database]:
    opened = Database(url)
    yield opened
    await opened.close()
