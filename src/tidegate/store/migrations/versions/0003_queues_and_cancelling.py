"""Changes that wait for locks, orders cut short, the lock on all applies, and what a plan was checked out from."""

import sqlalchemy as sa
from alembic import op

from tidegate.store.tables import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "lock_queue",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("dir", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("head_sha", sa.Text, nullable=False, server_default=""),
    )
    op.create_table(
        "cancels",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("until", sa.Text, nullable=False),
    )
    op.create_table(
        "apply_lock",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("since", Instant, nullable=False),
    )
    op.create_table(
        "head_configs",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("sha", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "batch_remarks",
        sa.Column("batch", sa.Text, primary_key=True),
        sa.Column("sentences", sa.Text, nullable=False),
    )
    op.add_column("plans", sa.Column("commit_sha", sa.Text, nullable=False, server_default=""))
