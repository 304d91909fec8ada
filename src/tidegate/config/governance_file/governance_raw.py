"""`tidegate.yaml` as people write it: every key there is with its type, its default and what it says.

The descriptions are what the reference and the JSON Schema for editors say.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tidegate.config.governance_file.checks_raw import ChecksRaw, CostRaw, TerraformTypes
from tidegate.config.governance_file.environment_raw import EnvironmentRaw
from tidegate.config.governance_file.limits_raw import ResourceLimitsRaw, WindowRaw
from tidegate.config.governance_file.notices_raw import CostMonitoringRaw, NotificationsRaw
from tidegate.config.governance_file.rollbacks_raw import RollbackProcedureRaw, TriggersRaw
from tidegate.config.governance_file.written_values import Glob, Mention
from tidegate.config.governance_file.zones import known_zone
from tidegate.config.problems import OneOrMany, Raw, Text, Texts, broken

_USER = re.compile("[UW][A-Z0-9]{2,}")
_ACCOUNT = re.compile(r"@?[A-Za-z0-9][\w.-]*(\[bot\])?(/[\w.-]+)?", re.ASCII)


def _types(types: list[str]) -> list[str]:
    if not types:
        raise broken("No Terraform type is named here.", "List some, as in `[aws_instance]`.")
    return types


def _slack_users(users: dict[str, str]) -> dict[str, str]:
    for user in users:
        if not _USER.fullmatch(user):
            raise broken(f"`{user}` is not the id of a Slack user.", "Write it as in `U0KIM: kim-lead`.")
    return users


def _account(value: str) -> str:
    if not _ACCOUNT.fullmatch(value):
        raise broken(f"`{value}` is neither a login nor a team.", "Write `kim-lead`, or `@org/team`.")
    return value


Account = Annotated[Text, AfterValidator(_account)]


class GovernanceOwnersRaw(Raw):
    owners: Texts = Field(
        default=[],
        description="Roles that answer for this file, for scripts run after an apply and for where environments point;"
        " by default those that may apply where nothing is promoted from.",
    )


class PersonRaw(Raw):
    """Who holds a role."""

    github: OneOrMany[Account] = Field(default=[], description="Logins, and teams as `@org/team`.")
    slack: OneOrMany[Mention] = Field(default=[], description="How chat calls the role: `@devops-lead`.")
    includes: Texts = Field(default=[], description="Roles its holders hold as well.")
    deputies: OneOrMany[Account] = Field(
        default=[], description="Logins that fill its seat while its holder is the author or away."
    )


class IdentitiesRaw(Raw):
    slack: Annotated[dict[str, Text], AfterValidator(_slack_users)] = Field(
        default={}, description="Login on the forge by the id of a Slack user."
    )
    email_match: bool = Field(default=False, description="Whether the same mail address makes two accounts one person.")


class BranchKindRaw(Raw):
    pattern: Glob = Field(description="How such a branch is called: `feature/infra-{add,update,remove}-*`.")
    into: Texts = Field(default=[], description="Branches it may be merged into; any by default.")


class BranchesRaw(Raw):
    feature: BranchKindRaw | None = Field(default=None, description="Branches ordinary changes come from.")
    hotfix: BranchKindRaw | None = Field(default=None, description="Branches that ask to skip the environments before.")
    enforce: bool = Field(default=False, description="Whether a branch of another name blocks; else it is told.")


class EmergencyRaw(Raw):
    approvers: Texts = Field(
        default=[],
        description="Roles, by name or chat handle, one of which agrees to an emergency; by default the environment's"
        " `approvers` of `manual_rollback_procedures`.",
    )


class GovernanceRaw(Raw):
    version: Literal[1] = Field(default=1, description="Version of the format.")
    locale: Literal["en", "ko"] = Field(
        default="en", description="Language of what is said to people: comments, descriptions of statuses, help."
    )
    timezone: Annotated[Text, AfterValidator(known_zone)] = Field(
        default="UTC",
        description="Time zone of phrases that name none: an IANA name. Where it is not written, what closes a window"
        " is in the zone of what opens it.",
    )
    governance: GovernanceOwnersRaw = Field(default=GovernanceOwnersRaw(), description="Who answers for the rules.")
    people: dict[str, PersonRaw] = Field(default={}, description="Roles by name, and who holds them.")
    identities: IdentitiesRaw = Field(default=IdentitiesRaw(), description="Accounts that are one person.")
    branches: BranchesRaw = Field(default=BranchesRaw(), description="How branches are called.")
    environments: dict[str, EnvironmentRaw] = Field(
        default={},
        description="The environments by name. Without the key they are `dev`, `staging` and `prod` of the reference"
        " convention.",
    )
    checks: ChecksRaw = Field(default=ChecksRaw(), description="What is asked of checks.")
    resource_groups: dict[str, Annotated[TerraformTypes, AfterValidator(_types)]] = Field(
        default={}, description="Terraform types by group, added to the groups below."
    )
    waivers: dict[str, Texts] = Field(
        default={},
        description="Roles that may let a gate pass once, by gate. Without the key: `cost_limit: [cto]` and `promotion:"
        " [devops-lead, cto]`, as far as there are such roles.",
    )
    emergency: EmergencyRaw = Field(default=EmergencyRaw(), description="Applies that go past the window.")
    cost: CostRaw = Field(default=CostRaw(), description="How plans are priced.")
    notifications: NotificationsRaw = Field(default=NotificationsRaw(), description="Messages to chat, by event.")
    cost_monitoring: CostMonitoringRaw = Field(
        default=CostMonitoringRaw(), description="What is spent, and who hears of it."
    )
    deployment_windows: dict[str, WindowRaw] = Field(
        default={}, description="When an environment may be deployed to, by its name or another word for it."
    )
    resource_limits: ResourceLimitsRaw = Field(default=ResourceLimitsRaw(), description="How much one change may do.")
    auto_rollback_triggers: TriggersRaw = Field(
        default=TriggersRaw(), description="What calls for a rollback by itself."
    )
    manual_rollback_procedures: dict[str, RollbackProcedureRaw] = Field(
        default={}, description="How an environment is rolled back by hand, by its name or another word for it."
    )
    technical_review: Texts = Field(default=[], description="What a technical review looks at.")
    business_review: Texts = Field(default=[], description="What a business review looks at.")
    operational_review: Texts = Field(default=[], description="What an operational review looks at.")
