"""What each plan counts, in columns: a list of changes need not read whole plans."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PLANS = sa.table(
    "plans",
    sa.column("id", sa.Text),
    sa.column("content", sa.Text),
    sa.column("adds", sa.Integer),
    sa.column("changes", sa.Integer),
    sa.column("destroys", sa.Integer),
    sa.column("is_empty", sa.Boolean),
)


def upgrade() -> None:
    for name in ("adds", "changes", "destroys"):
        op.add_column("plans", sa.Column(name, sa.Integer, nullable=True))
    op.add_column("plans", sa.Column("is_empty", sa.Boolean, nullable=True))
    _count(op.get_bind())


def _count(connection: sa.Connection) -> None:
    """Count the plans made until now, one after another: each may be large."""
    for plan_id in connection.scalars(sa.select(PLANS.c.id).where(PLANS.c.content.is_not(None))).all():
        mine = PLANS.c.id == plan_id
        content = json.loads(connection.scalars(sa.select(PLANS.c.content).where(mine)).one())
        actions = [resource["action"] for resource in content["resources"]]
        counts = {
            "adds": sum(action in ("create", "replace") for action in actions),
            "changes": actions.count("update"),
            "destroys": sum(action in ("delete", "replace") for action in actions),
            "is_empty": not content["outputs"] and all(action in ("no-op", "read") for action in actions),
        }
        connection.execute(sa.update(PLANS).where(mine).values(**counts))
