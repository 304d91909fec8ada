"""A small world in a real database, and the pages over it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from support import decisions as rules
from support.values import CHANGE, CONTENT, NOON, deployment, later, plan
from support.waiting import until
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import Governance
from tidegate.core.plans.model import AttributeChange, PlanContent, ResourceChange
from tidegate.core.projects.model import Project
from tidegate.core.windows.model import NO_CALENDAR, Calendar, Window
from tidegate.core.windows.phrases import parse
from tidegate.store import changes, decisions, deployments, plans, project_locks, slots
from tidegate.store.database import Database
from tidegate.store.decisions import StoredDecision
from tidegate.store.migrate import migrate
from tidegate.web.app import create_app
from tidegate.web.house import WebHouse

KOREAN = "feat(infra): Redis 클러스터 추가 🚀 — 스테이징 배포"
LONG_ADDRESS = 'module.redis.aws_elasticache_replication_group.this["' + "very-long-name-without-any-break-" * 4 + '"]'
SECOND = replace(CHANGE, number=9, title=KOREAN, author="alice", base_branch="main", url="javascript:alert(1)")
PROD = Project(dir="environments/prod", workspace="prod", name="prod-environment")

RICH = PlanContent(
    terraform_version="1.11.4",
    resources=(
        ResourceChange(
            address=LONG_ADDRESS,
            type="aws_elasticache_replication_group",
            action="replace",
            attributes=(
                AttributeChange(path="description", before="세션 저장소", after="세션 저장소 🧊"),
                AttributeChange(path="engine_version", before="7.0", after="7.1", forces_replacement=True),
                AttributeChange(path="auth_token", before="(sensitive value)", after="(sensitive value)"),
            ),
        ),
        ResourceChange(
            address="aws_security_group.redis",
            type="aws_security_group",
            action="create",
            attributes=(
                AttributeChange(path="id", before=None, after="(known after apply)"),
                AttributeChange(path="name", before=None, after="redis-<b>staging</b>"),
            ),
        ),
        ResourceChange(address="aws_s3_bucket.old", type="aws_s3_bucket", action="delete"),
    ),
    outputs={"endpoint": "update"},
    drift=("aws_s3_bucket.logs",),
)

POLICY = replace(
    rules.POLICY,
    environments={
        **rules.POLICY.environments,
        "prod": replace(
            rules.POLICY.environments["prod"],
            window=Window(allowed=(parse("Mon-Thu 09:00-17:00 KST", "Asia/Seoul"),)),
        ),
    },
)


async def governance(_repo: str) -> Governance:
    return POLICY


async def calendar(_window: Window) -> Calendar:
    return NO_CALENDAR


async def nothing_comes(_headers: Mapping[str, str], _body: bytes) -> Any:
    raise AssertionError("no delivery was expected")


@asynccontextmanager
async def open_house(folder: Path, **changed: Any) -> AsyncIterator[WebHouse]:
    """A house over an empty, migrated database."""
    url = f"sqlite:///{folder}/tidegate.sqlite"
    await asyncio.to_thread(migrate, url)
    database = Database(url)
    given = {
        "receive": nothing_comes,
        "governance": governance,
        "calendar": calendar,
        "runs": folder / "runs",
        "audit_key": b"k" * 32,
        "public_url": "http://tidegate.example",
        "unsafe_runner": False,
        "version": "0.1.0",
        "username": None,
        "password": None,
        "now": lambda: NOON,
    }
    try:
        yield WebHouse(database=database, **{**given, **changed})
    finally:
        await database.close()


def client(house: WebHouse, **options: Any) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=create_app(house), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://tidegate.example", **options)


async def fill(house: WebHouse) -> None:
    """Two open changes: one blocked on staging and planned for production, one applied; and a merged one."""
    async with house.database.begin() as tx:
        await changes.remember(tx, CHANGE, NOON)
        await changes.remember(tx, SECOND, later(10))
        await changes.remember(tx, replace(CHANGE, number=3, title="Older work", state="merged"), later(5))
    await add_plan(house)
    await add_plan(
        house, id="order-1.1", position=1, environment="prod", project=PROD, deployable=False, because=SPECULATIVE
    )
    await add_plan(house, content=CONTENT, id="order-5.0", batch="order-5", number=9)
    async with house.database.begin() as tx:
        await decisions.keep(tx, blocked())
        await deployments.add(tx, deployment(id="order-6.0", batch="order-6", number=9, plan_id="order-5.0"))
        await deployments.settle(tx, "order-6.0", "applied", output="Apply complete!", error="", at=later(60))
        await project_locks.take(tx, CHANGE.repo, plan().project, number=7, actor="bob", at=NOON)
        await slots.take(tx, CHANGE.repo, PROD, workflow="order-8", at=NOON)
        await slots.suspect(tx, CHANGE.repo, PROD, workflow="order-8")


async def crowd(house: WebHouse, *numbers: int) -> None:
    """Open changes, each with a plan, a decision about it and an apply."""
    for number in numbers:
        one = replace(CHANGE, number=number, title=f"Change {number}")
        stored = blocked()
        about = replace(stored.facts, change=one)
        async with house.database.begin() as tx:
            await changes.remember(tx, one, NOON)
            await decisions.keep(tx, replace(stored, id=f"{number}.staging.standing", facts=about))
            made = deployment(id=f"apply-{number}", batch=f"apply-{number}", number=number, plan_id=f"crowd-{number}.0")
            await deployments.add(tx, made)
        await add_plan(house, id=f"crowd-{number}.0", batch=f"crowd-{number}", number=number)


SPECULATIVE = "A pull request into `staging` only plans production."


async def add_plan(house: WebHouse, content: PlanContent | None = RICH, **changed: Any) -> None:
    """A finished plan; a queued one without content."""
    made = plan(**changed)
    async with house.database.begin() as tx:
        await plans.add(tx, made)
        if content:
            await plans.finish(tx, made.id, digest="d1" * 32, content=content, output="Terraform will …", at=later(30))


def blocked() -> StoredDecision:
    """Nobody has approved."""
    pushed = replace(rules.push("alice", after=CHANGE.head_sha), before="0" * 40)
    facts = rules.facts(
        change=CHANGE,
        projects=(rules.project(plan=rules.plan(head_sha=CHANGE.head_sha), lock_holder=CHANGE.number),),
        reviews=(rules.review("alice", commit=CHANGE.head_sha),),
        head_pushes=(pushed,),
    )
    return StoredDecision(
        id="order-1.staging.standing", decision=decide("apply", facts, POLICY, NOON), facts=facts, policy=POLICY
    )


def write_log(house: WebHouse, run_id: str, text: str) -> Path:
    """Append to a run's log."""
    log = house.runs / run_id / "log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file:
        file.write(text)
    return log


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Pages that answer on a port of the loopback, from a thread of their own."""

    url: str
    house: WebHouse
    loop: asyncio.AbstractEventLoop

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the server's thread, and wait for it."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result(20)


@contextmanager
def serving(folder: Path, prepare: Callable[[WebHouse], Awaitable[None]], **changed: Any) -> Iterator[Served]:
    """Serve the pages over a prepared house until the end of the block."""
    begun: list[tuple[uvicorn.Server, WebHouse, asyncio.AbstractEventLoop]] = []

    async def run() -> None:
        async with open_house(folder, **changed) as house:
            await prepare(house)
            config = uvicorn.Config(create_app(house), port=0, log_config=None, timeout_graceful_shutdown=1)
            begun.append((uvicorn.Server(config), house, asyncio.get_running_loop()))
            await begun[0][0].serve()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        until("the pages to be served", lambda: begun and begun[0][0].started)
        server, house, loop = begun[0]
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Served(url=f"http://127.0.0.1:{port}", house=house, loop=loop)
    finally:
        if begun:
            begun[0][0].should_exit = True
        thread.join(20)
