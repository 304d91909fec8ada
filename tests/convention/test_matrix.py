"""The convention's matrix, cell by cell: environment, actor, command, approvals, cost and time, against a naive reading.

The reading below knows the convention's tables and nothing of the gates; where both agree in every cell, the rules
that were written down are the ones that decide.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from support.convention import governance_blocks
from support.korean import english_in, korean_of
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.changes import Change, MergeState, Push, Review
from tidegate.core.checks.model import CheckResult
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Action, Decision
from tidegate.core.gates.facts import Authorship, Facts, PlanFact, Posting, ProjectFact
from tidegate.core.gates.policy import Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.notices.gates import sentences
from tidegate.core.people import Standing
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.statements import Statement
from tidegate.core.words import say

PEOPLE = """
people:
  developer:   {github: ["@acme/developers"]}
  senior:      {github: ["@acme/senior-developers"], includes: [developer]}
  devops:      {github: ["@acme/devops"], includes: [developer]}
  devops-lead: {github: [kim-lead], slack: ["@devops-lead"], includes: [senior, devops]}
  cto:         {github: [park-cto], slack: ["@cto"], includes: [senior]}
"""
OWN = """
deployment_windows:
  staging: {allowed: "24/7", restrictions: []}
  production:
    allowed: "Mon-Thu 09:00-17:00 KST"
    blocked_periods:
      - "2024-12-24 ~ 2024-12-26"  # 크리스마스
      - "2024-12-31 ~ 2025-01-02"  # 신정
      - "매월 마지막 금요일"         # 정기 점검일
    emergency_override: true
resource_limits:
  max_cost_increase_per_pr: {dev: 50, staging: 100, prod: 500}
  max_resources_per_pr: {ec2_instances: 5, rds_instances: 2, load_balancers: 3}
  required_approvals_by_cost:
    - {cost_range: "$0-100/month", approvals: 1}
    - {cost_range: "$100-500/month", approvals: 2}
    - {cost_range: "$500+/month", approvals: 3, additional_requirements: [business_justification, cto_approval]}
manual_rollback_procedures:
  production: {approval_required: true, approvers: ["@devops-lead", "@cto"]}
"""
"""Of the shape of the reference convention, for whoever does not have it."""

KST = ZoneInfo("Asia/Seoul")
SHOWN = datetime(2024, 12, 1, tzinfo=UTC)
CHECKED = tuple(CheckResult(check=name, state="passed") for name in ("fmt", "validate", "naming", "tags", "builtin"))
SAME = Identity(backend={"type": "s3", "bucket": "state"})
HEAD = "1a2b3c4"

TEAMS = {
    "stranger": (),
    "dana": ("developers",),
    "bob": ("senior-developers",),
    "dave": ("devops",),
    "kim-lead": (),
    "park-cto": (),
    "erin": ("developers",),
    "frank": ("senior-developers",),
}
STANDINGS = {
    login: Standing(login=login, teams=frozenset(f"acme/{team}" for team in teams)) for login, teams in TEAMS.items()
}
AUTHOR, HELPER = "erin", "frank"

# The convention's permission table: 모든 개발자; 시니어 개발자 이상; 시니어 개발자 + DevOps; DevOps 팀장 + CTO.
MAY_PLAN = {
    "dev": {"dana", "bob", "dave", "kim-lead", "park-cto"},
    "staging": {"dana", "bob", "dave", "kim-lead", "park-cto"},
    "prod": {"bob", "kim-lead", "park-cto"},
}
MAY_APPLY = {"dev": set[str](), "staging": {"bob", "dave", "kim-lead", "park-cto"}, "prod": {"kim-lead", "park-cto"}}
APPROVALS = {"staging": 1, "prod": 2}
MOST = {"staging": Decimal(100), "prod": Decimal(500)}

ACTORS = ("stranger", "dana", "bob", "dave", "kim-lead", "park-cto")
CONSENTS: tuple[tuple[str, ...], ...] = (
    (),
    ("dana",),
    ("dave",),
    ("bob", "dave"),
    ("kim-lead", "park-cto"),
    ("bob", "kim-lead", "park-cto"),
    ("bob", "dave", "kim-lead"),
)
COSTS: tuple[Known[Decimal], ...] = (
    Decimal(-20),
    Decimal(0),
    Decimal("99.99"),
    Decimal("100.00"),
    Decimal("499.99"),
    Decimal("500.00"),
    Decimal("600.00"),
    Unknown(unknown_because=say("`{address}` could not be priced: {why}", address="aws_neptune_cluster.it", why="")),
)
TIMES = {
    "a Tuesday morning": datetime(2024, 12, 10, 9, 0, tzinfo=KST),
    "the end of a Thursday": datetime(2024, 12, 12, 17, 0, tzinfo=KST),
    "a Friday": datetime(2024, 12, 13, 10, 0, tzinfo=KST),
    "Christmas": datetime(2024, 12, 25, 10, 0, tzinfo=KST),
    "the second of January": datetime(2025, 1, 2, 10, 0, tzinfo=KST),
    "a Wednesday": datetime(2025, 1, 8, 16, 59, 59, tzinfo=KST),
}
OPEN = {"a Tuesday morning", "a Wednesday"}


@dataclass(frozen=True, kw_only=True)
class Cell:
    environment: str
    actor: str
    consents: tuple[str, ...]
    cost: Known[Decimal]
    time: str


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_governance(f"version: 1\n{PEOPLE}\n{governance_blocks() or OWN}", "acme/infra@main:tidegate.yaml")


def cells(environment: str) -> Iterator[Cell]:
    for actor, consents, cost, time in itertools.product(ACTORS, CONSENTS, COSTS, TIMES):
        yield Cell(environment=environment, actor=actor, consents=consents, cost=cost, time=time)


def decided(cell: Cell, policy: Policy, action: Action = "apply") -> Decision:
    return decide(action, facts(cell), policy, TIMES[cell.time].astimezone(UTC))


def facts(cell: Cell) -> Facts:
    """A change in which everything is as it should be but what the cell says."""
    into = {"dev": "develop", "staging": "staging", "prod": "main"}[cell.environment]
    project = _project(cell)
    seen = {project.key: "v2:digest"}
    shown = Posting(project=project.key, environment=cell.environment, commit=HEAD, digest="v2:digest", at=SHOWN)
    return Facts(
        actor=cell.actor,
        change=Change(
            repo="acme/infra",
            number=7,
            title="Redis",
            author=AUTHOR,
            base_branch=into,
            base_sha="base",
            head_branch=f"promote/{cell.environment}/1",
            head_sha=HEAD,
            head_repo="acme/infra",
            url="https://forge.example/acme/infra/pull/7",
        ),
        environment=cell.environment,
        projects=(project,),
        standings=STANDINGS,
        reviews=tuple(_review(login) for login in cell.consents),
        postings=(shown,),
        head_pushes=(Push(branch="promote", before="0" * 40, after=HEAD, pusher=AUTHOR, at=SHOWN),),
        merge_state=MergeState(mergeable=True),
        statements=tuple(_statements(seen)),
        authorship=Authorship(),
        promotion=Promotion(source="staging", proven_by=("deployment 1",)),
        governed_files=(),
        open_rules="",
    )


def _project(cell: Cell) -> ProjectFact:
    plan = PlanFact(
        run_id="run-1",
        digest="v2:digest",
        head_sha=HEAD,
        deployable=True,
        has_changes=True,
        cost=cell.cost,
        checks=CHECKED,
        identity=SAME,
        going_back=(),
        made={"aws_cloudwatch_metric_alarm": 1},
    )
    where = f"environments/{cell.environment}"
    return ProjectFact(
        key=f"{where}:{cell.environment}:",
        label=f"{cell.environment}-environment",
        dir=where,
        workspace=cell.environment,
        environment=cell.environment,
        plan=plan,
        lock_holder=7,
        diverged=(),
        recorded=SAME,
    )


def _review(login: str) -> Review:
    return Review(id=login, login=login, human=True, verdict="approved", commit=HEAD, at=SHOWN + timedelta(minutes=5))


def _statements(seen: dict[str, str]) -> Iterator[Statement]:
    """Everything but consents has been seen to by somebody else, with evidence."""
    one = Statement(
        id="",
        person=HELPER,
        surface="comment",
        at=SHOWN + timedelta(minutes=1),
        said="check",
        text="비용 대비 효과를 검토했습니다",
        evidence="https://wiki.example/redis",
        seen=seen,
        head_sha=HEAD,
    )
    items = ("backup_plan", "test_plan", "staging_tests", "performance", "security", "business", "deployment_time")
    for item in (*items, "incident_plan", "monitoring"):
        yield replace(one, id=item, subject=item)
    for kind in ("technical", "business", "operational"):
        yield replace(one, id=kind, said="review", subject=kind)


@pytest.mark.parametrize("environment", list(MAY_APPLY))
def test_the_whole_matrix_is_told_in_korean(environment: str, policy: Policy) -> None:
    told = (decided(cell, policy).answers for cell in cells(environment) if cell.actor == "dana")
    assert [english for answers in told for english in english_in(korean_of(answers))] == []


def expected(cell: Cell) -> set[str]:
    """Which gates stand in the way of an apply, as somebody reads the convention's tables."""
    missing = set()
    if cell.actor not in MAY_APPLY[cell.environment]:
        missing.add("permission")
    if not _enough(cell):
        missing.add("approvals")
    if isinstance(cell.cost, Unknown):
        missing |= {"cost_review", "cost_limit", "checklist"}
    else:
        if not _counting(cell):  # 비용 검토 완료: somebody who counts consented after the figure was shown.
            missing.add("cost_review")
        if cell.cost > MOST[cell.environment]:
            missing.add("cost_limit")
    if cell.environment == "prod" and cell.time not in OPEN:
        missing.add("window")
    return missing


def _counting(cell: Cell) -> set[str]:
    return set(cell.consents) & MAY_APPLY["staging"]


def _enough(cell: Cell) -> bool:
    counting = _counting(cell)
    dear = isinstance(cell.cost, Unknown) or cell.cost >= Decimal(500)
    by_cost = 3 if dear else 2 if not isinstance(cell.cost, Unknown) and cell.cost >= Decimal(100) else 1
    enough = len(counting) >= max(APPROVALS[cell.environment], by_cost)
    leaders = cell.environment != "prod" or {"kim-lead", "park-cto"} <= counting
    return enough and leaders and not dear  # Nobody has justified it.


@pytest.mark.parametrize("environment", ["staging", "prod"])
def test_every_cell_of_an_apply_decides_as_the_convention_reads(policy, environment):
    for cell in cells(environment):
        decision = decided(cell, policy)
        assert {answer.gate for answer in decision.missing} == expected(cell), cell
        assert all(answer.reason and answer.remedy for answer in decision.missing), cell


def test_nothing_is_applied_in_develop_whoever_asks(policy):
    for actor, cost in itertools.product(ACTORS, COSTS):
        cell = Cell(environment="dev", actor=actor, consents=CONSENTS[5], cost=cost, time="a Wednesday")
        answers = {answer.gate: answer for answer in decided(cell, policy).missing}
        assert "promotion" in str(sentences(answers["enabled"])) or "pull request" in str(
            sentences(answers["enabled"])
        ), cell


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
def test_planning_is_for_those_the_convention_names(policy, environment):
    for actor in ACTORS:
        cell = Cell(environment=environment, actor=actor, consents=(), cost=Decimal(0), time="a Friday")
        missing = {answer.gate for answer in decided(cell, policy, "plan").missing}
        assert missing == (set() if actor in MAY_PLAN[environment] else {"permission"}), cell


@pytest.mark.parametrize(
    ("time", "says"),
    [
        ("a Friday", "Mon 2024-12-16 09:00 KST"),
        ("the end of a Thursday", "Mon 2024-12-16 09:00 KST"),
        ("Christmas", "크리스마스"),
        ("the second of January", "신정"),
    ],
)
def test_a_closed_window_says_why_and_when_it_opens(policy, time, says):
    cell = Cell(environment="prod", actor="kim-lead", consents=CONSENTS[5], cost=Decimal(10), time=time)
    (answer,) = decided(cell, policy).missing
    assert answer.gate == "window"
    assert says in str(sentences(answer))


@pytest.mark.parametrize(
    ("cost", "says"),
    [(Decimal("99.99"), "1 of 2"), (Decimal("100.00"), "1 of 2"), (Decimal("500.00"), "1 of 3")],
)
def test_the_number_of_approvals_follows_the_cost(policy, cost, says):
    cell = Cell(environment="prod", actor="kim-lead", consents=("dave",), cost=cost, time="a Wednesday")
    answers = {answer.gate: answer for answer in decided(cell, policy).missing}
    assert says in str(sentences(answers["approvals"]))
