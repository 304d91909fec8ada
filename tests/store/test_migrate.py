import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tidegate.store.database import sync_url
from tidegate.store.migrate import migrate
from tidegate.store.tables import metadata


def test_the_migrations_together_make_the_tables(url):
    engine = sa.create_engine(sync_url(url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(url):
    migrate(url)
