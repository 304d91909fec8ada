"""`deployment_windows:` and `resource_limits:` of `tidegate.yaml` as people write them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from tidegate.config.governance_file.written_values import Amount, People, Whole
from tidegate.config.problems import OneOrMany, Raw, Text, Texts, broken

_PREFIXES = ("holidays", "RRULE")


def _phrase(value: Any) -> Any:
    """`holidays: KR` without quotes is a mapping to YAML."""
    if not isinstance(value, dict):
        return value
    for key, said in value.items():
        if len(value) == 1 and key in _PREFIXES and isinstance(said, str):
            return f"{key}: {said}"
    raise broken("A period is one text, or one country's holidays.", "Write `holidays: KR`, each on a line of its own.")


Phrase = Annotated[Text, BeforeValidator(_phrase), WithJsonSchema({"type": ["string", "object"]})]


class WindowRaw(Raw):
    allowed: Texts = Field(
        default=["24/7"], description='When it is open: `"24/7"`, or days and hours as in `"Mon-Thu 09:00-17:00 KST"`.'
    )
    restrictions: OneOrMany[Phrase] = Field(
        default=[],
        description="When it is closed all the same: dates, recurrences, holidays; the line's comment is shown as the"
        " reason.",
    )
    blocked_periods: OneOrMany[Phrase] = Field(default=[], description="The same as `restrictions`.")
    emergency_override: bool = Field(default=False, description="Whether `apply --emergency` may go past the window.")


class CostRangeRaw(Raw):
    cost_range: Text = Field(
        description="Increase of a month it is about: `$0-100/month`, `$500+/month`. The lower end is in it,"
        " the upper one is not."
    )
    approvals: People = Field(description="How many approvals it takes.")
    additional_requirements: Texts = Field(default=[], description="`business_justification`, or `ROLE_approval`.")


class ResourceLimitsRaw(Raw):
    max_cost_increase_per_pr: dict[str, Amount] = Field(
        default={},
        description="How much more a month one change may cost, by environment; what it has applied there counts, and"
        " what cannot be priced is not within any limit.",
    )
    max_resources_per_pr: dict[str, Whole] = Field(
        default={}, description="How many resources of a group one change may create or replace in an environment."
    )
    required_approvals_by_cost: list[CostRangeRaw] = Field(
        default=[],
        description="How many approvals an increase takes: ranges from 0 without gap or overlap, the last without end.",
    )
