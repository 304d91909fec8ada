"""The tables. A change here comes with a migration; a test holds both against each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import Dialect

metadata = sa.MetaData()


class Instant(sa.TypeDecorator[datetime]):
    """An aware UTC instant; SQLite forgets zones, so they are put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: What the forge delivered. `object_id` makes the same news through two hooks one row.
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("delivery", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("object_id", sa.Text, nullable=True),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # stored | started | done
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("kind", "object_id", name="events_object"),
)
sa.Index("events_state", events.c.state)

#: The newest picture of each pull request, for pages; decisions read the forge.
changes = sa.Table(
    "changes",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
)

pushes = sa.Table(
    "pushes",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("branch", sa.Text, primary_key=True),
    sa.Column("before", sa.Text, primary_key=True),
    sa.Column("after", sa.Text, primary_key=True),
    sa.Column("pusher", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

plans = sa.Table(
    "plans",
    metadata,
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
    # queued | running | planned | failed | waiting | cancelled | discarded
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("deployable", sa.Boolean, nullable=False),
    sa.Column("because", sa.Text, nullable=False, server_default=""),
    sa.Column("digest", sa.Text, nullable=False, server_default=""),
    sa.Column("content", sa.Text, nullable=True),
    sa.Column("output", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("finished_at", Instant, nullable=True),
    sa.Column("posted_at", Instant, nullable=True),
    # What the content counts, for lists; null where there is no content.
    sa.Column("adds", sa.Integer, nullable=True),
    sa.Column("changes", sa.Integer, nullable=True),
    sa.Column("destroys", sa.Integer, nullable=True),
    sa.Column("is_empty", sa.Boolean, nullable=True),
    # What was checked out: the head, or what merging it makes of the base; empty means the head.
    sa.Column("commit_sha", sa.Text, nullable=False, server_default=""),
)
sa.Index("plans_of_change", plans.c.repo, plans.c.number, plans.c.project_key)
sa.Index("plans_of_batch", plans.c.batch)

#: What a plan costs.
estimates = sa.Table(
    "estimates",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("estimate", sa.Text, nullable=False),
)

#: What checks found in a plan and the code it was made from.
examinations = sa.Table(
    "examinations",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("results", sa.Text, nullable=False),
)

deployments = sa.Table(
    "deployments",
    metadata,
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
    sa.Column(
        "state", sa.Text, nullable=False
    ),  # queued | running | applied | failed | interrupted | changed | refused
    sa.Column("output", sa.Text, nullable=False, server_default=""),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("finished_at", Instant, nullable=True),
)
sa.Index("deployments_of_change", deployments.c.repo, deployments.c.number)
sa.Index("deployments_of_batch", deployments.c.batch)
sa.Index("deployments_of_project", deployments.c.repo, deployments.c.dir, deployments.c.workspace)

#: Atlantis's project lock: which change may plan and apply a project.
project_locks = sa.Table(
    "project_locks",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("dir", sa.Text, primary_key=True),
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
)

#: Changes that wait for a project lock another one holds.
lock_queue = sa.Table(
    "lock_queue",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("dir", sa.Text, nullable=False),
    sa.Column("workspace", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("head_sha", sa.Text, nullable=False, server_default=""),
)

#: Orders of a change made before `until` (as in their ids) are not carried out any more: somebody cancelled them.
cancels = sa.Table(
    "cancels",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),  # plan | apply
    sa.Column("until", sa.Text, nullable=False),
)

#: At most one row: nothing is applied anywhere while it is there.
apply_lock = sa.Table(
    "apply_lock",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
)

#: An `atlantis.yaml` that a hook wrote for a commit of a change.
head_configs = sa.Table(
    "head_configs",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("sha", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

#: What is to be said of a change as a whole under a batch of plans: a JSON list of sentences.
batch_remarks = sa.Table(
    "batch_remarks",
    metadata,
    sa.Column("batch", sa.Text, primary_key=True),
    sa.Column("sentences", sa.Text, nullable=False),
)

#: The exclusive slot an apply runs in, owned by a workflow, not by a process; it survives every crash.
slots = sa.Table(
    "slots",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("dir", sa.Text, primary_key=True),
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("workflow", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # held | suspect
    sa.Column("since", Instant, nullable=False),
)

#: Written before a stage that must not run twice starts: who started it, and where.
stage_runs = sa.Table(
    "stage_runs",
    metadata,
    sa.Column("workflow", sa.Text, primary_key=True),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("started_at", Instant, nullable=False),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("environment", sa.Text, nullable=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("allowed", sa.Boolean, nullable=False),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("policy", sa.Text, nullable=False),
)
sa.Index("decisions_of_change", decisions.c.repo, decisions.c.number, decisions.c.at)

#: What people said about a change through Tidegate: consents, waivers, ticks, reviews.
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("statement", sa.Text, nullable=False),
)
sa.Index("statements_of_change", statements.c.repo, statements.c.number, statements.c.at)

#: What is kept of a plan to compare it with plans of other projects and times, and what going back after it would lose.
fingerprints = sa.Table(
    "fingerprints",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.Text, nullable=False),
)
previews = sa.Table(
    "previews",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("preview", sa.Text, nullable=False),
)

#: Digests of a plan's changes one by one, and what only its change does of them; null until that has been found out.
change_digests = sa.Table(
    "change_digests",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("digests", sa.Text, nullable=False),
)
own_changes = sa.Table(
    "own_changes",
    metadata,
    sa.Column("plan_id", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("head_sha", sa.Text, nullable=False),
    sa.Column("base_branch", sa.Text, nullable=False),
    sa.Column("own", sa.Text, nullable=True),
)
sa.Index("own_changes_of_change", own_changes.c.repo, own_changes.c.number)

#: Plans of commits that changes leave their base at, to compare their own with. `inputs`: what else they hang on.
base_plans = sa.Table(
    "base_plans",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("dir", sa.Text, primary_key=True),
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("commit_sha", sa.Text, primary_key=True),
    sa.Column("inputs", sa.Text, primary_key=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("look", sa.Text, nullable=False),
)

#: Where a project's deployments have acted until now, and who accepted it.
identities = sa.Table(
    "identities",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("dir", sa.Text, primary_key=True),
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("environment", sa.Text, nullable=False),
    sa.Column("identity", sa.Text, nullable=False),
    sa.Column("accepted_by", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

#: Content that came to an environment's branch by a merged change, and what the rules said of it then.
merges = sa.Table(
    "merges",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("branch", sa.Text, primary_key=True),
    sa.Column("sha", sa.Text, primary_key=True),
    sa.Column("tree", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("allowed", sa.Boolean, nullable=False),
    sa.Column("decision_id", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

#: Heads of environment branches that wait to be applied without an open pull request.
requests = sa.Table(
    "requests",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("branch", sa.Text, primary_key=True),
    sa.Column("sha", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("environment", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # open | superseded | rejected | done
    sa.Column("at", Instant, nullable=False),
)
sa.Index("requests_of_change", requests.c.repo, requests.c.number)
sa.Index(
    "requests_open",
    requests.c.repo,
    requests.c.branch,
    unique=True,
    sqlite_where=requests.c.state == "open",
    postgresql_where=requests.c.state == "open",
)

#: Pull requests Tidegate opened: promotions, back-merges, reverts. Whoever asked for one counts as its author.
opened = sa.Table(
    "opened",
    metadata,
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),  # promotion | back_merge | revert
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Instant, nullable=False),
)

#: What emergencies went past and somebody still owes.
debts = sa.Table(
    "debts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("environment", sa.Text, nullable=False),
    sa.Column("debt", sa.Text, nullable=False),
    sa.Column("paid", sa.Boolean, nullable=False),
)
sa.Index("debts_of_environment", debts.c.repo, debts.c.environment, debts.c.paid)

#: Applies that wait for a time: `apply --at`.
appointments = sa.Table(
    "appointments",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("order", sa.Text, nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # waiting | started | cancelled
    sa.Column("note", sa.Text, nullable=False, server_default=""),
)
sa.Index("appointments_of_change", appointments.c.repo, appointments.c.number)

#: The commands that were run in the repository after an apply, and how each ended.
after_tests = sa.Table(
    "after_tests",
    metadata,
    sa.Column("deployment_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # running | passed | failed
    sa.Column("exit_code", sa.Integer, nullable=True),
    sa.Column("output", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Instant, nullable=False),
)

#: Who is away, so that deputies fill their seats; `repo` is empty for everywhere.
absences = sa.Table(
    "absences",
    metadata,
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("repo", sa.Text, primary_key=True),
    sa.Column("since", Instant, nullable=False),
    sa.Column("until", Instant, nullable=True),
    sa.Column("by", sa.Text, nullable=False),
)

#: The audit log: each entry is chained to the one before by a keyed hash.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("mac", sa.Text, nullable=False),
)
