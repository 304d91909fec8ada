"""Values of the usual shape, to be varied by tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tidegate.core.changes import Change
from tidegate.core.plans.model import PlanContent, ResourceChange
from tidegate.core.projects.model import Project
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REPO = "acme/infra"
HEAD = "a" * 40

STAGING = Project(dir="environments/staging", workspace="staging", name="staging-environment")

CHANGE = Change(
    repo=REPO,
    number=7,
    title="Promote develop to staging",
    author="bob",
    base_branch="staging",
    base_sha="b" * 40,
    head_branch="develop",
    head_sha=HEAD,
    head_repo=REPO,
    url="http://forge.example/acme/infra/pull/7",
)

CONTENT = PlanContent(
    terraform_version="1.11.4",
    resources=(ResourceChange(address="aws_s3_bucket.logs", type="aws_s3_bucket", action="create"),),
    outputs={},
)


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def plan(**changed: Any) -> StoredPlan:
    made = StoredPlan(
        id="order-1.0",
        batch="order-1",
        repo=REPO,
        number=7,
        project=STAGING,
        position=0,
        environment="staging",
        head_sha=HEAD,
        actor="bob",
        args=(),
        state="queued",
        deployable=True,
        created_at=NOON,
    )
    return replace(made, **changed)


def deployment(**changed: Any) -> StoredDeployment:
    made = StoredDeployment(
        id="order-2.0",
        batch="order-2",
        repo=REPO,
        number=7,
        project=STAGING,
        position=0,
        environment="staging",
        plan_id="order-1.0",
        decision_id="order-2.staging",
        head_sha=HEAD,
        actor="bob",
        state="queued",
        created_at=NOON,
    )
    return replace(made, **changed)
