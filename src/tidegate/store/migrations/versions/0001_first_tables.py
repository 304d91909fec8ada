"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _intake()
    _work()
    _locks()


def _intake() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("delivery", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=True),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.UniqueConstraint("kind", "object_id", name="events_object"),
    )
    op.create_index("events_state", "events", ["state"])
    op.create_table(
        "changes",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_table(
        "pushes",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("branch", sa.Text, primary_key=True),
        sa.Column("before", sa.Text, primary_key=True),
        sa.Column("after", sa.Text, primary_key=True),
        sa.Column("pusher", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )


def _work() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("project_key", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("environment", sa.Text, nullable=True),
        sa.Column("head_sha", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("args", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("deployable", sa.Boolean, nullable=False),
        sa.Column("because", sa.Text, nullable=False, server_default=""),
        sa.Column("digest", sa.Text, nullable=False, server_default=""),
        sa.Column("content", sa.Text, nullable=True),
        sa.Column("output", sa.Text, nullable=False, server_default=""),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("posted_at", INSTANT, nullable=True),
    )
    op.create_index("plans_of_change", "plans", ["repo", "number", "project_key"])
    op.create_index("plans_of_batch", "plans", ["batch"])
    op.create_table(
        "deployments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("dir", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("environment", sa.Text, nullable=True),
        sa.Column("plan_id", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("head_sha", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("output", sa.Text, nullable=False, server_default=""),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
    )
    op.create_index("deployments_of_change", "deployments", ["repo", "number"])
    op.create_index("deployments_of_batch", "deployments", ["batch"])
    op.create_index("deployments_of_project", "deployments", ["repo", "dir", "workspace"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("environment", sa.Text, nullable=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("allowed", sa.Boolean, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
    )
    op.create_index("decisions_of_change", "decisions", ["repo", "number", "at"])


def _locks() -> None:
    op.create_table(
        "project_locks",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("dir", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
    )
    op.create_table(
        "slots",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("dir", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("workflow", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
    )
    op.create_table(
        "stage_runs",
        sa.Column("workflow", sa.Text, primary_key=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
    )
