"""The only module that knows DBOS: workflows, steps, queues.

A workflow's code runs again after a crash and gets the recorded answers of the steps it had finished. So a workflow
only chains steps, arguments and answers are JSON, and a step answers with an outcome instead of raising: an exception
read back from a record has lost its class.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetEnqueueOptions, SetWorkflowID

from tidegate.engine.queues import QUEUES, Queue
from tidegate.sqlite import PRAGMAS

P = ParamSpec("P")
R = TypeVar("R")

LAST_MOMENTS = 2  # Seconds.

#: Raised on purpose only: rows of another version are never picked up again.
APPLICATION_VERSION = "flows-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A started workflow. `answer` waits for its JSON answer."""

    workflow: str
    answer: Callable[[], Awaitable[Any]]


def workflow(name: str) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Callable[P, Coroutine[Any, Any, R]]]:
    """Declare a workflow under a name that must never change while rows of it exist."""
    return DBOS.workflow(name=name)


def step(name: str) -> Callable[[Callable[P, Coroutine[Any, Any, R]]], Callable[P, Coroutine[Any, Any, R]]]:
    """Declare a step: runs at least once, its answer is recorded once."""
    return DBOS.step(name=name)


async def sleep(seconds: float) -> None:
    """Wait inside a workflow; a restart waits only for what is left."""
    await DBOS.sleep_async(seconds)


def current_workflow() -> str:
    """Id of the workflow this code runs in."""
    found = DBOS.workflow_id
    if found is None:
        raise RuntimeError("not inside a workflow")
    return found


async def launch(database_url: str, *, executor: str, workers: int) -> None:
    """Start the engine in this process: recover what was running, then work the queues off.

    Args:
        database_url: `sqlite:///path` (a file of the engine's own) or `postgresql://...`.
        executor: Unique and stable name of this process among all on the database.
        workers: How many projects are planned at the same time.
    """
    config: DBOSConfig = {
        "name": "tidegate",
        "executor_id": executor,
        "application_version": APPLICATION_VERSION,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "ERROR",
    }
    if database_url.startswith("sqlite"):
        config["system_database_engine"] = _sqlite_engine(database_url)
    else:
        config["system_database_url"] = database_url
    DBOS(config=config)
    DBOS.launch()
    for queue in QUEUES:
        await DBOS.register_queue_async(
            queue.name,
            worker_concurrency=workers if queue.bounded_by_workers else queue.at_once,
            partition_concurrency=1 if queue.partitioned else None,
            polling_interval_sec=queue.poll_seconds,
        )


def stop() -> None:
    """Stop taking work. What is about to end may; what does not is recovered at the next start."""
    DBOS.destroy(workflow_completion_timeout_sec=LAST_MOMENTS)


async def start(queue: Queue, flow: Callable[..., Any], *args: Any, workflow: str, partition: str = "") -> Handle:
    """Enqueue a workflow under an id; asking twice with one id is one workflow.

    Raises:
        ValueError: A partitioned queue without a partition: such a row would wait for ever.
    """
    if queue.partitioned != bool(partition):
        raise ValueError(f"queue {queue.name!r} and partition {partition!r} do not fit")
    options = {"queue_partition_key": partition} if partition else {}
    with SetWorkflowID(workflow), SetEnqueueOptions(**options):  # type: ignore[arg-type]  # one optional key
        handle = await DBOS.enqueue_workflow_async(queue.name, flow, *args)
    # The engine looks once a second by itself: as long as a small plan takes.
    answer = partial(handle.get_result, polling_interval_sec=queue.poll_seconds)
    return Handle(workflow=workflow, answer=cast("Callable[[], Awaitable[Any]]", answer))


def _sqlite_engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=20, max_overflow=0)

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("select unixepoch('subsec')").fetchone()[0] is None:
            # SQLite before 3.42 does not know 'subsec'; the engine's schema asks for it.
            connection.create_function("unixepoch", 1, lambda _modifier: round(time.time(), 3))

    return engine
