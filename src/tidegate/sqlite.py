"""How SQLite is opened here, by the store and by the engine, which do not know each other."""

from __future__ import annotations

PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON")
