"""Bringing a database to the newest schema: forward only, at every start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from tidegate.store.database import set_pragmas, sync_url

MIGRATIONS = Path(__file__).with_name("migrations")


def migrate(url: str) -> None:
    """Run every migration the database lacks; several servers may start at once on PostgreSQL."""
    engine = sa.create_engine(sync_url(url))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda connection, _record: set_pragmas(connection))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("select pg_advisory_xact_lock(4141)"))
            command.upgrade(_config(connection), "head")
    finally:
        engine.dispose()


def _config(connection: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
