"""`notifications:` and `cost_monitoring:` of `tidegate.yaml` as people write them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from tidegate.config.governance_file.message_templates import message_template
from tidegate.config.governance_file.written_values import AboveBaseline, Budget, Channel, Mention, Reached
from tidegate.config.problems import OneOrMany, Raw, Text, broken

EVERYWHERE = "*"


def _everywhere(value: Any) -> Any:
    """What is the same in every environment."""
    return {EVERYWHERE: value} if isinstance(value, list | str) else value


def _account(value: str) -> str:
    if not (len(value) == 12 and value.isascii() and value.isdigit()):
        raise broken(f"`{value}` is not the number of an AWS account.", 'Write its 12 digits, as in "123456789012".')
    return value


ByEnvironment = Annotated[
    dict[str, OneOrMany[Channel]],
    BeforeValidator(_everywhere, json_schema_input_type=OneOrMany[Channel] | dict[str, OneOrMany[Channel]]),
]
MentionsByEnvironment = Annotated[
    dict[str, OneOrMany[Mention]],
    BeforeValidator(_everywhere, json_schema_input_type=OneOrMany[Mention] | dict[str, OneOrMany[Mention]]),
]


class NotificationRaw(Raw):
    template: Annotated[Text, AfterValidator(message_template)] | None = Field(
        default=None,
        description="The message; `{{.Environment}}` and the like are filled in. There is one for each event.",
    )
    channels: ByEnvironment = Field(default={}, description="Channels it goes to, or those of each environment.")
    mentions: MentionsByEnvironment = Field(default={}, description="Who is called, or who in each environment.")


class NotificationsRaw(Raw):
    plan_completed: NotificationRaw | None = Field(default=None, description="A plan is there.")
    apply_requested: NotificationRaw | None = Field(default=None, description="An apply waits for approvals.")
    apply_completed: NotificationRaw | None = Field(default=None, description="An apply went well.")
    apply_failed: NotificationRaw | None = Field(default=None, description="An apply failed.")
    approval_granted: NotificationRaw | None = Field(default=None, description="Somebody approved.")
    window_opening: NotificationRaw | None = Field(default=None, description="A deployment window opens.")
    rollback_started: NotificationRaw | None = Field(default=None, description="A rollback began.")
    rollback_completed: NotificationRaw | None = Field(default=None, description="A rollback went well.")
    rollback_failed: NotificationRaw | None = Field(default=None, description="A rollback failed.")
    watch_triggered: NotificationRaw | None = Field(default=None, description="A watched deployment does badly.")
    budget_threshold: NotificationRaw | None = Field(default=None, description="A budget's threshold is reached.")
    cost_anomaly: NotificationRaw | None = Field(default=None, description="A day cost far more than usual.")
    daily_cost_report: NotificationRaw | None = Field(default=None, description="The day's report of costs.")
    drift_detected: NotificationRaw | None = Field(default=None, description="Something was changed by hand.")
    emergency_used: NotificationRaw | None = Field(default=None, description="An apply went past the window.")


class BudgetRaw(Raw):
    limit: Budget = Field(description="What a month may cost, in `cost.currency`.")
    threshold: Reached | None = Field(
        default=None, description="At how many percent of it somebody is told besides at 100."
    )


class AnomalyRaw(Raw):
    enabled: bool = Field(default=True, description="Whether days are compared at all.")
    threshold: AboveBaseline | None = Field(
        default=None, description="From how many percent of its baseline a day's spending is told; `150` is half more."
    )


class DailyReportRaw(Raw):
    enabled: bool = Field(default=True, description="Whether there is one.")
    channels: OneOrMany[Channel] = Field(default=[], description="Channels it goes to.")


class ScopeRaw(Raw):
    tags: dict[str, OneOrMany[Text]] = Field(default={}, description="Cost-allocation tags and their values.")
    accounts: OneOrMany[Annotated[Text, AfterValidator(_account)]] = Field(
        default=[], description="Linked AWS accounts."
    )


class CostMonitoringRaw(Raw):
    budget_alerts: dict[str, BudgetRaw] = Field(
        default={}, description="Budgets by `NAME_monthly`, for an environment's name or another word for it."
    )
    cost_anomaly_detection: AnomalyRaw | None = Field(default=None, description="Days that cost far more than usual.")
    daily_cost_report: DailyReportRaw | None = Field(default=None, description="One message a day.")
    scopes: dict[str, ScopeRaw] = Field(
        default={}, description="What an environment's spending is found by; the tag `Environment` by default."
    )
