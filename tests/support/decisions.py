"""A change of the demo world that may be applied to staging, as facts and policy; tests bend one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tidegate.core.absences import Absence
from tidegate.core.changes import Change, MergeState, Push, Review
from tidegate.core.checks.model import CheckResult
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.gates.facts import Facts, PlanFact, Posting, ProjectFact
from tidegate.core.gates.policy import ApplyRule, Environment, Policy
from tidegate.core.marks import Mark
from tidegate.core.people import Role, Standing
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.statements import Said, Statement

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HEAD, OLD = "1a2b3c4d5e6f", "0f0f0f0f0f0f"
DIGEST = "digest-1"
DEVELOPERS, SENIORS, DEVOPS = "acme/developers", "acme/senior-developers", "acme/devops"

STANDINGS = {
    "alice": Standing(login="alice", teams=frozenset({DEVELOPERS})),
    "bob": Standing(login="bob", teams=frozenset({DEVELOPERS, SENIORS})),
    "carol": Standing(login="carol", teams=frozenset({DEVELOPERS, SENIORS})),
    "dave": Standing(login="dave", teams=frozenset({DEVOPS})),
    "tidegate-bot": Standing(login="tidegate-bot", teams=frozenset({SENIORS})),
}


def mark(line: int) -> Mark:
    return Mark(file="tidegate.yaml", line=line)


STAGING = Environment(
    name="staging",
    branches=("staging",),
    promotes_from="dev",
    plan_allow=("developer",),
    apply=ApplyRule(allow=("senior", "devops"), approvals=1, approvals_from=("senior", "devops")),
)
POLICY = Policy(
    revision="r1",
    source="acme/infra@main:tidegate.yaml",
    timezone="Asia/Seoul",
    roles={
        "developer": Role(name="developer", teams=frozenset({DEVELOPERS})),
        "senior": Role(name="senior", teams=frozenset({SENIORS}), includes=("developer",)),
        "devops": Role(name="devops", teams=frozenset({DEVOPS}), includes=("developer",)),
    },
    environments={
        "dev": Environment(
            name="dev", branches=("develop",), plan_allow=("developer",), apply=ApplyRule(enabled=False)
        ),
        "staging": STAGING,
        "prod": Environment(
            name="prod",
            display="production",
            branches=("main", "prod"),
            promotes_from="staging",
            plan_allow=("senior",),
            apply=ApplyRule(allow=("devops",), approvals=2),
        ),
    },
    marks={
        "environments.dev.apply": mark(20),
        "environments.staging.branch": mark(24),
        "environments.staging.plan": mark(26),
        "environments.staging.apply": mark(27),
        "environments.staging.apply.allow": mark(28),
        "environments.staging.apply.approvals": mark(29),
    },
)

CHANGE = Change(
    repo="acme/infra",
    number=2,
    title="Promote to staging",
    author="alice",
    base_branch="staging",
    base_sha="base",
    head_branch="develop",
    head_sha=HEAD,
    head_repo="acme/infra",
    url="https://forge.example/acme/infra/pull/2",
)
SEOUL = Identity(backend={"type": "s3", "key": "staging.tfstate"}, providers={"aws": {"region": "ap-northeast-2"}})
PLAN = PlanFact(
    run_id="run-1",
    digest=DIGEST,
    head_sha=HEAD,
    deployable=True,
    has_changes=True,
    cost=Decimal("12.34"),
    checks=(CheckResult(check="fmt", state="passed"),),
    identity=SEOUL,
    going_back=(),
)
PROJECT = ProjectFact(
    key="environments/staging:staging:staging-environment",
    label="staging-environment",
    dir="environments/staging",
    workspace="staging",
    environment="staging",
    plan=PLAN,
    lock_holder=2,
    diverged=(),
    recorded=SEOUL,
)


def project(**changed) -> ProjectFact:
    return replace(PROJECT, **changed)


def plan(**changed) -> PlanFact:
    return replace(PLAN, **changed)


def review(login: str, verdict: str = "approved", *, at: int = 10, commit: str = HEAD, human: bool = True) -> Review:
    """`at` is minutes after noon; the plan was shown at minute 5."""
    return Review(id=f"{login}-{at}", login=login, human=human, verdict=verdict, commit=commit, at=NOON + at * MINUTE)


def posting(*, at: int = 5, **changed) -> Posting:
    shown = Posting(project=PROJECT.key, environment="staging", commit=HEAD, digest=DIGEST, at=NOON + at * MINUTE)
    return replace(shown, **changed)


def statement(person: str, said: Said, subject: str = "", text: str = "", *, at: int = 10, **changed) -> Statement:
    """`at` is minutes after noon; said with the current plan shown."""
    shown = Statement(
        id=f"{person}-{said}-{subject}-{at}",
        person=person,
        surface="comment",
        at=NOON + at * MINUTE,
        said=said,
        subject=subject,
        text=text,
        seen={PROJECT.key: DIGEST},
        head_sha=HEAD,
    )
    return replace(shown, **changed)


def push(pusher: str | None, *, after: str = HEAD, reviewed_merge: bool = False) -> Push:
    return Push(branch="develop", before=OLD, after=after, pusher=pusher, at=NOON, reviewed_merge=reviewed_merge)


def absence(login: str, *, by: str | None = None, until: datetime | None = None) -> dict[str, Absence]:
    """Facts' `away` with one person, who said so unless `by` somebody else."""
    said_by = login if by is None else by
    return {login: Absence(login=login, since=NOON - MINUTE, until=until, by=said_by)}


FACTS = Facts(
    actor="bob",
    change=CHANGE,
    environment="staging",
    projects=(PROJECT,),
    standings=STANDINGS,
    reviews=(review("bob"),),
    postings=(posting(),),
    head_pushes=(push("alice"),),
    merge_state=MergeState(mergeable=True),
    promotion=Promotion(source="dev", proven_by=("#1",)),
    governed_files=(),
    open_rules="",
)


def facts(**changed) -> Facts:
    return replace(FACTS, **changed)


def into(base: str) -> Change:
    return replace(CHANGE, base_branch=base)


def policy_with(environment: Environment) -> Policy:
    return replace(POLICY, environments={**POLICY.environments, environment.name: environment})


def staging(**changed) -> Policy:
    return policy_with(replace(STAGING, **changed))
