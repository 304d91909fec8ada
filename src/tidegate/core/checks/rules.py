"""What a team asks of checks: the `checks:` block of the governance file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidegate.core.checks.model import Severity

SCANNERS = ("builtin", "checkov", "trivy", "tfsec")
"""Names of scanners, which are the names of their checks too."""

PLACEHOLDERS = ("project", "environment", "service")
"""Words a name template may have in braces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRules:
    """The block as valid values.

    Attributes:
        scanners: The scanners a team names, each of which must run; empty for those that are there.
        block_from: The mildest severity of a new finding that blocks.
        severities: Rule id → severity, before our own table and the tool's.
        name_template: `{project}-{environment}-{service}`; empty when names are free.
        named_types: Terraform types whose names are looked at; empty for all.
        required_tags: Keys every taggable resource has.
        allowed_tags: Key → the values it may have.
        policies: Folder of Rego policies at the trusted ref; empty when there is none.
    """

    scanners: tuple[str, ...] = ()
    block_from: Severity = "HIGH"
    severities: Mapping[str, Severity] = field(default_factory=dict)
    name_template: str = ""
    named_types: tuple[str, ...] = ()
    required_tags: tuple[str, ...] = ()
    allowed_tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    policies: str = ""
