"""Settings about where the server keeps what it knows."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import DatabaseUrl, File, RepoName


class Keeping(Group):
    """The data folder, the two databases, and where the end of the audit log is published."""

    data_dir: File = Field("~/.tidegate", validate_default=True, description="Folder for everything the server keeps.")
    database_url: DatabaseUrl = Field("", description="Database; SQLite in the data folder by default.")
    engine_database_url: DatabaseUrl = Field(
        "", description="Database of the durable engine; `engine.sqlite` in the data folder, or the PostgreSQL above."
    )

    audit_repo: RepoName | None = Field(
        None,
        description="Repository, `owner/name`, that gets the end of the audit log as a tag each day; none by default.",
    )

    @property
    def database(self) -> str:
        """URL of the database."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'tidegate.sqlite'}"

    @property
    def engine_database(self) -> str:
        """URL of the engine's database: never the same SQLite file as ours, but the same PostgreSQL."""
        if self.engine_database_url or self.database_url.startswith("postgresql"):
            return self.engine_database_url or self.database_url
        return f"sqlite:///{self.data_dir.absolute() / 'engine.sqlite'}"
