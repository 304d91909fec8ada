"""`auto_rollback_triggers:` and `manual_rollback_procedures:` of `tidegate.yaml` as people write them."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.governance_file.written_values import Duration, Failures, Increase, OfBaseline
from tidegate.config.problems import Raw, Text, Texts


class HealthTriggerRaw(Raw):
    threshold: Failures = Field(description="How many failures in a row: `3 consecutive failures`.")
    duration: Duration = Field(description="Within how long.")
    interval: Duration | None = Field(
        default=None, description="How far apart probes are; the duration through the threshold."
    )


class CostTriggerRaw(Raw):
    threshold: OfBaseline = Field(description="From which part of what was spent before: `200% of baseline`.")
    duration: Duration = Field(description="For how long it must stay there.")


class ErrorTriggerRaw(Raw):
    threshold: Increase = Field(description="How much more than before the deployment: `50% increase`.")
    duration: Duration = Field(description="For how long it must stay there.")


class TriggersRaw(Raw):
    health_check_failure: HealthTriggerRaw | None = Field(
        default=None, description="Probes of `signals.health` that fail."
    )
    cost_spike: CostTriggerRaw | None = Field(default=None, description="Spending that jumps.")
    error_rate_increase: ErrorTriggerRaw | None = Field(
        default=None, description="More errors in `signals.error_rate`."
    )


class RollbackProcedureRaw(Raw):
    command: Text | None = Field(
        default=None, description="The comment that rolls back: `atlantis apply staging --rollback`."
    )
    timeline: Text | None = Field(default=None, description="How soon, in words for people.")
    approval_required: bool | None = Field(default=None, description="Whether all `approvers` must agree first.")
    approvers: Texts = Field(
        default=[],
        description="Roles, by name or chat handle, all of which agree to a rollback; one of them to an emergency where"
        " `emergency.approvers` says nothing.",
    )
