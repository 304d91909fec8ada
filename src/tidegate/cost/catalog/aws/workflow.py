"""Work that runs on its own: Airflow environments, Glue jobs, builds and state machines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import Component
from tidegate.cost.catalog.parts import by_usage, hourly, metered, until_known, within
from tidegate.cost.catalog.resource import Around, Prices, Resource

_COMPUTE = {
    ("LINUX_CONTAINER", "BUILD_GENERAL1_SMALL"): "linux_small",
    ("LINUX_CONTAINER", "BUILD_GENERAL1_MEDIUM"): "linux_medium",
    ("LINUX_CONTAINER", "BUILD_GENERAL1_LARGE"): "linux_large",
    ("WINDOWS_SERVER_2019_CONTAINER", "BUILD_GENERAL1_LARGE"): "windows_large",
}

_DPUS = {"G.025X": "0.25", "G.2X": "2", "G.4X": "4", "G.8X": "8"}
"""Of one worker; any other type is one unit."""


def airflow(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of the environment, which has one worker, and of the others it keeps at least.

    Not counted: workers it starts and stops, further schedulers, the metadata database.
    """
    size = resource.text("environment_class", "mw1.small").removeprefix("mw1.")
    assumed = until_known(resource, "environment_class", f"mw1.{size}")
    yield hourly(f"Environment ({size})", prices.of("mwaa", "environment_hour", size), assumed=assumed)
    more = resource.number("min_workers", 1) - 1
    if more > 0:
        yield hourly(f"Workers kept ({size})", prices.of("mwaa", "worker_hour", size), more)
    worker, scheduler = prices.find("mwaa", "worker_hour", size), prices.find("mwaa", "scheduler_hour", size)
    yield metered(resource, f"Workers ({size})", "hours", worker, "monthly_worker_hours")
    yield metered(resource, f"Schedulers ({size})", "hours", scheduler, "monthly_scheduler_hours")
    yield metered(resource, "Metadata database", "GB", prices.find("mwaa", "db_gb_month"), "meta_database_gb")


def glue_job(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: DPU-hours."""
    hours, price = resource.usage.get("monthly_hours"), prices.find("glue", "dpu_hour")
    yield by_usage("Duration", "DPU-hours", price, None if hours is None else hours * _units(resource))


def _units(job: Resource) -> Decimal:
    """Units of a job; AWS takes ten where none are said."""
    worker = Decimal(_DPUS.get(job.text("worker_type"), 1))
    return job.number("max_capacity") or job.number("number_of_workers", 10) * worker


def build_project(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: build minutes, by operating system and size."""
    machine = within(resource, "environment")
    kind, size = machine.text("type"), machine.text("compute_type")
    price = prices.find("codebuild_minute", _COMPUTE.get((kind, size), f"{kind} {size}"))
    yield metered(resource, f"Build minutes ({size})", "minutes", price, "monthly_build_mins")


def state_machine(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: state transitions; of an express workflow requests and duration."""
    if resource.text("type") == "EXPRESS":
        price = prices.find("step_functions", "express_per_1m")
        yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=1_000_000)
        memory = prices.find("step_functions", "express_gb_second")
        yield metered(resource, "Duration", "GB-seconds", memory, "monthly_gb_seconds")
    else:
        price = prices.find("step_functions", "standard_per_1k_transitions")
        yield metered(resource, "State transitions", "1k transitions", price, "monthly_transitions", per=1000)
