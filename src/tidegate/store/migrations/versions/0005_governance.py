"""Governance: statements, fingerprints, promotions, requests, debts, appointments, tests, absences, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _said()
    _plans()
    _own()
    _road()
    _after()
    _append_only()


def _said() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
    )
    op.create_index("statements_of_change", "statements", ["repo", "number", "at"])


def _plans() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
    )
    op.create_table(
        "previews",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("preview", sa.Text, nullable=False),
    )
    op.create_table(
        "identities",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("dir", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("environment", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("accepted_by", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )


def _own() -> None:
    op.create_table(
        "change_digests",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("digests", sa.Text, nullable=False),
    )
    op.create_table(
        "own_changes",
        sa.Column("plan_id", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("head_sha", sa.Text, nullable=False),
        sa.Column("base_branch", sa.Text, nullable=False),
        sa.Column("own", sa.Text, nullable=True),
    )
    op.create_index("own_changes_of_change", "own_changes", ["repo", "number"])
    op.create_table(
        "base_plans",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("dir", sa.Text, primary_key=True),
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("commit_sha", sa.Text, primary_key=True),
        sa.Column("inputs", sa.Text, primary_key=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("look", sa.Text, nullable=False),
    )


def _road() -> None:
    op.create_table(
        "merges",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("branch", sa.Text, primary_key=True),
        sa.Column("sha", sa.Text, primary_key=True),
        sa.Column("tree", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("allowed", sa.Boolean, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "requests",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("branch", sa.Text, primary_key=True),
        sa.Column("sha", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("environment", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("requests_of_change", "requests", ["repo", "number"])
    is_open = sa.text("state = 'open'")
    op.create_index(
        "requests_open", "requests", ["repo", "branch"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "opened",
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False, server_default=""),
        sa.Column("at", INSTANT, nullable=False),
    )


def _after() -> None:
    op.create_table(
        "debts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("environment", sa.Text, nullable=False),
        sa.Column("debt", sa.Text, nullable=False),
        sa.Column("paid", sa.Boolean, nullable=False),
    )
    op.create_index("debts_of_environment", "debts", ["repo", "environment", "paid"])
    op.create_table(
        "appointments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("appointments_of_change", "appointments", ["repo", "number"])
    op.create_table(
        "after_tests",
        sa.Column("deployment_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("exit_code", sa.Integer, nullable=True),
        sa.Column("output", sa.Text, nullable=False, server_default=""),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_table(
        "absences",
        sa.Column("login", sa.Text, primary_key=True),
        sa.Column("repo", sa.Text, primary_key=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("mac", sa.Text, nullable=False),
    )


def _append_only() -> None:
    """The database refuses to change the audit log; what it cannot stop, the log's own chain shows."""
    refusal = "the audit log is append-only"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create or replace function audit_is_append_only() returns trigger language plpgsql as "
            f"$$ begin raise exception '{refusal}'; end $$"
        )
        op.execute(
            "create trigger audit_append_only before update or delete or truncate on audit "
            "for each statement execute function audit_is_append_only()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"create trigger audit_no_{change} before {change} on audit begin select raise(abort, '{refusal}'); end"
        )
