from dataclasses import replace

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from support.values import CONTENT, plan
from tidegate.core.plans.model import PlanContent
from tidegate.store import plans
from tidegate.store.codec import dump
from tidegate.store.database import sync_url
from tidegate.store.migrate import migrate
from tidegate.store.tables import metadata

#: The tables of the first version.
FIRST = frozenset(
    ("events", "changes", "pushes", "plans", "deployments", "project_locks", "slots", "stage_runs", "decisions")
)


def test_the_migrations_together_make_the_tables(url):
    engine = sa.create_engine(sync_url(url))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_plans_made_before_they_were_counted_are_counted(url):
    content = replace(CONTENT, resources=(*CONTENT.resources, replace(CONTENT.resources[0], action="replace")))
    counted = ("adds", "changes", "destroys", "is_empty")
    engine = sa.create_engine(sync_url(url))
    with engine.begin() as connection:
        rows = [plans._values(plan(id=name)) for name in ("order-1.0", "order-2.0", "order-3.0")]
        connection.execute(sa.insert(metadata.tables["plans"]), rows)
        for name, of in (("order-1.0", content), ("order-2.0", replace(CONTENT, resources=()))):
            text = {"id": name, "content": dump(PlanContent, of)}
            connection.execute(sa.text("update plans set content = :content where id = :id"), text)
        for column in (*counted, "commit_sha"):
            connection.execute(sa.text(f"alter table plans drop column {column}"))
        for table in metadata.tables.keys() - FIRST:
            connection.execute(sa.text(f'drop table "{table}"'))
        connection.execute(sa.text("update alembic_version set version_num = '0001'"))
    migrate(url)
    with engine.connect() as connection:
        found = connection.execute(sa.select(*map(metadata.tables["plans"].c.get, counted)).order_by(sa.text("id")))
        assert found.all() == [(2, 0, 1, False), (0, 0, 0, True), (None, None, None, None)]
    engine.dispose()


def test_migrating_again_changes_nothing(url):
    migrate(url)
