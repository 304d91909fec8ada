"""`tidegate.yaml` as people write it: every key there is, enforced by this version or not, with its type."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from tidegate.config.currencies import currency_code
from tidegate.config.places import repository_path
from tidegate.config.problems import Raw, Text, Texts, broken, one_or_many
from tidegate.config.templates import name_template
from tidegate.config.zones import known_zone
from tidegate.core.checks.model import SEVERITIES, Severity

MOST = 10**12
TERRAFORM_TYPE = re.compile(r"[a-z][a-z0-9-]*(_[a-z0-9]+)+")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise broken("A number is expected here.")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise broken(f"`{value}` is not a number.", "Write digits only, as in `100` or `99.50`.")
    return number


def _amount(number: Decimal) -> Decimal:
    """An amount of money that is a limit."""
    if number < 0:
        raise broken(f"`{number}` is less than 0.", "Write 0 or more.")
    if number > MOST:
        raise broken(f"`{number}` is more than any amount here.", f"Write {MOST} or less; for no limit, leave it out.")
    return number


def _severity(value: Any) -> Any:
    """Severities may be written in small letters."""
    return value.upper() if isinstance(value, str) and value.upper() in SEVERITIES else value


def _terraform_type(value: str) -> str:
    if not TERRAFORM_TYPE.fullmatch(value):
        raise broken(f"`{value}` is not a Terraform type.", "Write it as in `aws_instance`.")
    return value


def _values(values: list[str]) -> list[str]:
    if not values:
        raise broken("No value is named here, so none would be right.", "List the values, or leave the key out.")
    return values


def _types(types: list[str]) -> list[str]:
    if not types:
        raise broken("No Terraform type is named here.", "List some, as in `[aws_instance]`.")
    return types


def _disabled(value: Any) -> Any:
    if value == "disabled":
        return ApplyOff()
    if isinstance(value, str | bool | None):
        raise broken(
            "`apply` is either `disabled` or a mapping that says who may.",
            "Write `apply: disabled`, or `apply: {allow: [ROLE], approvals: {count: 1}}`.",
        )
    return value


def _item(value: Any) -> Any:
    """A checklist item by its id alone."""
    return {"id": value} if isinstance(value, str | int) else value


def _everywhere(value: Any) -> Any:
    """Mentions that are the same in every environment."""
    return {"*": value} if isinstance(value, list | str) else value


Number = Annotated[Decimal, BeforeValidator(_number)]
Amount = Annotated[Number, AfterValidator(_amount)]
Whole = Annotated[int, Field(ge=0)]
TerraformTypes = Annotated[list[Annotated[Text, AfterValidator(_terraform_type)]], BeforeValidator(one_or_many)]
Condition = Literal["cost_review", "all_reviews"]
RepositoryPath = Annotated[Text, AfterValidator(repository_path)]
WrittenSeverity = Annotated[Severity, BeforeValidator(_severity)]


class GovernanceOwnersRaw(Raw):
    owners: list[Text] = []


class PersonRaw(Raw):
    """Who holds a role."""

    github: Texts = []
    slack: Texts = []
    includes: Texts = []
    deputies: Texts = []


class IdentitiesRaw(Raw):
    slack: dict[str, Text] = {}
    email_match: bool = False


class BranchKindRaw(Raw):
    pattern: Text | None = None
    into: Texts = []


class BranchesRaw(Raw):
    feature: BranchKindRaw = BranchKindRaw()
    hotfix: BranchKindRaw = BranchKindRaw()
    enforce: bool = False


class PlanRaw(Raw):
    allow: Texts = []


class ApprovalsRaw(Raw):
    count: Whole = 1
    from_: Texts = Field([], alias="from")
    one_from_each: Texts = []
    sticky: Literal["same_digest", "within_ceiling"] | None = None


NO_APPROVALS = ApprovalsRaw.model_validate({"count": 0})


class ApplyRaw(Raw):
    allow: Texts = []
    approvals: ApprovalsRaw = NO_APPROVALS
    require: list[Condition] = []


class ApplyOff(ApplyRaw):
    """`apply: disabled`."""


class AwsRaw(Raw):
    role_arn: Text | None = None
    session_duration: Text | None = None
    external_id: Text | None = None


class CredentialsRaw(Raw):
    env: dict[str, Text] = {}
    aws: AwsRaw | None = None


class CredentialPairRaw(Raw):
    plan: CredentialsRaw = CredentialsRaw()
    apply: CredentialsRaw = CredentialsRaw()


class LinkRaw(Raw):
    name: Text
    url: Text


class ChecklistItemRaw(Raw):
    id: Text
    text: Text | None = None
    by: Texts = []
    auto: Text | bool | None = None
    evidence: Text | bool | None = None
    not_author: bool | None = None
    sticky: bool | None = None


class PromotionRaw(Raw):
    only_here: Texts = []


class RollbackRaw(Raw):
    auto: bool = False
    within: Text | None = None
    disposable: Texts = []


class EnvironmentRaw(Raw):
    aliases: Texts = []
    display: Text | None = None
    branch: Texts = []
    primary_branch: Text | None = None
    paths: Texts = []
    deploy: Literal["before_merge", "after_merge", "either"] | None = None
    promotes_from: Text | None = None
    plan: PlanRaw = PlanRaw()
    apply: Annotated[ApplyRaw, BeforeValidator(_disabled)] = ApplyOff()
    credentials: CredentialPairRaw = CredentialPairRaw()
    after_apply: Texts = []
    monitoring: list[LinkRaw] = []
    signals: dict[str, dict[str, Any]] = {}
    checklist: list[Annotated[ChecklistItemRaw, BeforeValidator(_item)]] = []
    promotion: PromotionRaw = PromotionRaw()
    rollback: RollbackRaw = RollbackRaw()
    watch_for: Text | None = None
    cost_watch_for: Text | None = None


class SecurityChecksRaw(Raw):
    """`WARN` is no severity to block from: what it is given to never blocks."""

    scanners: Annotated[list[Literal["builtin", "checkov", "trivy", "tfsec"]], BeforeValidator(one_or_many)] = []
    block_from: Annotated[Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"], BeforeValidator(_severity)] = "HIGH"
    severities: dict[str, WrittenSeverity] = {}


class NamingChecksRaw(Raw):
    template: Annotated[Text, AfterValidator(name_template)] | None = None
    applies_to: TerraformTypes = []


class TagChecksRaw(Raw):
    required: Texts = []
    allowed: dict[str, Annotated[Texts, AfterValidator(_values)]] = {}


class PoliciesRaw(Raw):
    path: RepositoryPath | None = None


class ChecksRaw(Raw):
    security: SecurityChecksRaw = SecurityChecksRaw()
    naming: NamingChecksRaw = NamingChecksRaw()
    tags: TagChecksRaw = TagChecksRaw()
    policies: PoliciesRaw = PoliciesRaw()


class EmergencyRaw(Raw):
    approvers: Texts = []


class CostRaw(Raw):
    engine: Literal["catalog", "infracost"] = "catalog"
    currency: Annotated[Text, AfterValidator(currency_code)] = "USD"
    overlay: RepositoryPath | None = None
    usage: RepositoryPath | None = None


class NotificationRaw(Raw):
    template: Text | None = None
    channels: Texts = []
    mentions: Annotated[dict[str, Texts], BeforeValidator(_everywhere)] = {}


class NotificationsRaw(Raw):
    plan_completed: NotificationRaw | None = None
    apply_requested: NotificationRaw | None = None
    apply_completed: NotificationRaw | None = None
    apply_failed: NotificationRaw | None = None


class BudgetRaw(Raw):
    limit: Number
    threshold: Number | None = None


class AnomalyRaw(Raw):
    enabled: bool = True
    threshold: Number | None = None


class DailyReportRaw(Raw):
    enabled: bool = True
    channels: Texts = []


class CostMonitoringRaw(Raw):
    budget_alerts: dict[str, BudgetRaw] = {}
    cost_anomaly_detection: AnomalyRaw | None = None
    daily_cost_report: DailyReportRaw | None = None
    scopes: dict[str, Any] = {}


class WindowRaw(Raw):
    allowed: Texts = ["24/7"]
    restrictions: Texts = []
    blocked_periods: Texts = []
    emergency_override: bool = False


class CostRangeRaw(Raw):
    cost_range: Text
    approvals: Whole
    additional_requirements: Texts = []


class ResourceLimitsRaw(Raw):
    max_cost_increase_per_pr: dict[str, Amount] = {}
    max_resources_per_pr: dict[str, Whole] = {}
    required_approvals_by_cost: list[CostRangeRaw] = []


class TriggerRaw(Raw):
    threshold: Text | None = None
    duration: Text | None = None


class TriggersRaw(Raw):
    health_check_failure: TriggerRaw | None = None
    cost_spike: TriggerRaw | None = None
    error_rate_increase: TriggerRaw | None = None


class RollbackProcedureRaw(Raw):
    command: Text | None = None
    timeline: Text | None = None
    approval_required: bool | None = None
    approvers: Texts = []


class GovernanceRaw(Raw):
    version: Literal[1] = 1
    locale: Literal["en", "ko"] = "en"
    timezone: Annotated[Text, AfterValidator(known_zone)] = "UTC"
    governance: GovernanceOwnersRaw = GovernanceOwnersRaw()
    people: dict[str, PersonRaw] = {}
    identities: IdentitiesRaw = IdentitiesRaw()
    branches: BranchesRaw = BranchesRaw()
    environments: dict[str, EnvironmentRaw] = {}
    checks: ChecksRaw = ChecksRaw()
    resource_groups: dict[str, Annotated[TerraformTypes, AfterValidator(_types)]] = {}
    waivers: dict[str, Texts] = {}
    emergency: EmergencyRaw = EmergencyRaw()
    cost: CostRaw = CostRaw()
    notifications: NotificationsRaw = NotificationsRaw()
    cost_monitoring: CostMonitoringRaw = CostMonitoringRaw()
    deployment_windows: dict[str, WindowRaw] = {}
    resource_limits: ResourceLimitsRaw = ResourceLimitsRaw()
    auto_rollback_triggers: TriggersRaw = TriggersRaw()
    manual_rollback_procedures: dict[str, RollbackProcedureRaw] = {}
    technical_review: Texts = []
    business_review: Texts = []
    operational_review: Texts = []
