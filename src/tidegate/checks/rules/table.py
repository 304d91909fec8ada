"""The structural rules, in the order they are asked: a new one is a file with a `look` and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.checks.flaws import Look
from tidegate.checks.rules import (
    admin_policy,
    open_ingress,
    public_bucket,
    public_database,
    public_policy,
    unencrypted_store,
    unencrypted_transit,
    unrestricted_egress,
)

RULES: Mapping[str, Look] = {
    "open_ingress": open_ingress.look,
    "unrestricted_egress": unrestricted_egress.look,
    "public_bucket": public_bucket.look,
    "public_database": public_database.look,
    "public_policy": public_policy.look,
    "admin_policy": admin_policy.look,
    "unencrypted_store": unencrypted_store.look,
    "unencrypted_transit": unencrypted_transit.look,
}
"""Rule id → what it objects to; severities stand in `core.checks.severities`."""
