"""What plans cost, and what checks found in them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "estimates",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("estimate", sa.Text, nullable=False),
    )
    op.create_table(
        "examinations",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("results", sa.Text, nullable=False),
    )
