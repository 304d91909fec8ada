"""Lambda: functions, which are billed by use, and concurrency that is kept ready."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tidegate.core.costs.model import HOURS, Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import by_usage, metered, monthly, within
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_DEFAULT_MB = 128
_FREE_STORAGE_MB = 512
_FIRST_TIER = {"arm64": "gb_second_arm_first_7_5b", "x86_64": "gb_second_x86_first_6b"}
_KEPT_READY = {"arm64": "provisioned_gb_second_arm", "x86_64": "provisioned_gb_second_x86"}


def function(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Nothing fixed. Not counted: requests, duration and ephemeral storage over 512 MB, at prices of the first tier."""
    price = prices.find("lambda", "request_per_1m")
    yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=1_000_000)
    seconds = _seconds(resource)
    price = prices.find("lambda", _FIRST_TIER[_architecture(resource)])
    yield by_usage("Duration", "GB-seconds", price, _times(seconds, _memory(resource)))
    storage = within(resource, "ephemeral_storage").number("size", _FREE_STORAGE_MB) - _FREE_STORAGE_MB
    if storage > 0:
        price = prices.find("lambda", "ephemeral_storage_gb_second")
        yield by_usage("Ephemeral storage over 512 MB", "GB-seconds", price, _times(seconds, storage / 1024))


def provisioned_concurrency(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """The memory that is kept ready, all month. Not counted: requests and their duration."""
    owner = next((each for each in around.referred(resource, "function_name") if _is_function(each)), None)
    if owner is None:
        raise Unpriced(say("the function it keeps ready is not in this plan"))
    count = Decimal(resource.needed("provisioned_concurrent_executions"))
    price = prices.of("lambda", _KEPT_READY[_architecture(owner)])
    yield monthly("Provisioned concurrency", "GB-seconds", price, count * _memory(owner) * HOURS * 3600)


def _is_function(resource: Resource) -> bool:
    return resource.type == "aws_lambda_function"


def _architecture(function: Resource) -> str:
    return "arm64" if "arm64" in (function.values.get("architectures") or ()) else "x86_64"


def _memory(function: Resource) -> Decimal:
    """In GB."""
    return function.number("memory_size", _DEFAULT_MB) / 1024


def _seconds(function: Resource) -> Decimal | None:
    """How long it is expected to run a month; None when nobody says."""
    requests, each = function.usage.get("monthly_requests"), function.usage.get("request_duration_ms")
    return None if requests is None or each is None else requests * each / 1000


def _times(seconds: Decimal | None, gigabytes: Decimal) -> Decimal | None:
    return None if seconds is None else seconds * gigabytes
