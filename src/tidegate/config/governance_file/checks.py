"""`checks:` and `cost:` of the governance file → what a team asks of checks and estimates."""

from __future__ import annotations

from tidegate.config.governance_file.checks_raw import ChecksRaw, CostRaw
from tidegate.core.checks.rules import CheckRules
from tidegate.core.costs.rules import CostRules


def check_rules(raw: ChecksRaw) -> CheckRules:
    return CheckRules(
        scanners=tuple(dict.fromkeys(raw.security.scanners)),
        block_from=raw.security.block_from,
        severities=dict(raw.security.severities),
        name_template=raw.naming.template or "",
        named_types=tuple(raw.naming.applies_to),
        required_tags=tuple(raw.tags.required),
        allowed_tags={key: tuple(values) for key, values in raw.tags.allowed.items()},
        policies=raw.policies.path or "",
    )


def cost_rules(raw: CostRaw) -> CostRules:
    return CostRules(engine=raw.engine, currency=raw.currency, overlay=raw.overlay or "", usage=raw.usage or "")
