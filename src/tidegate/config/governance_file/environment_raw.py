"""One environment of `tidegate.yaml` as people write it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from tidegate.config.governance_file.signals_raw import SignalsRaw
from tidegate.config.governance_file.written_values import (
    Command,
    Duration,
    Glob,
    People,
    RepositoryGlob,
    SessionDuration,
    Url,
    Word,
)
from tidegate.config.problems import OneOrMany, Raw, Text, Texts, broken


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


Condition = Literal["cost_review", "all_reviews"]


class PlanRaw(Raw):
    allow: Texts = Field(default=[], description="Roles that may plan; everybody where it is empty.")


class ApprovalsRaw(Raw):
    count: People = Field(
        default=1,
        description="How many approvals an apply takes at least; a cost range may ask for more. None where `approvals`"
        " is not written.",
    )
    from_: Texts = Field(
        default=[], alias="from", description="Roles whose approvals count; those of `apply.allow` by default."
    )
    one_from_each: Texts = Field(default=[], description="Roles each of which must be among those who approved.")
    sticky: Literal["same_digest", "within_ceiling"] = Field(
        default="same_digest",
        description="What an approval survives: a new plan with the same effect, or also one that costs no more,"
        " destroys or replaces nothing new and touches no new address.",
    )


NO_APPROVALS = ApprovalsRaw.model_validate({"count": 0})


class ApplyRaw(Raw):
    allow: Texts = Field(default=[], description="Roles that may apply.")
    approvals: ApprovalsRaw = Field(default=NO_APPROVALS, description="What approvals an apply takes.")
    require: OneOrMany[Condition] = Field(
        default=[],
        description="Conditions that are only reported otherwise: `cost_review`, somebody who approves has seen what"
        " the change costs; `all_reviews`, that and the three reviews, the checklists of this environment"
        " and of those before it, and the checks.",
    )


class ApplyOff(ApplyRaw):
    """`apply: disabled`."""


class AwsRaw(Raw):
    role_arn: Text | None = Field(default=None, description="AWS role the server assumes for the processes.")
    session_duration: SessionDuration | None = Field(
        default=None, description="How long it holds: `15m` to `12h`, else `1h`."
    )
    external_id: Text | None = Field(default=None, description="The external id its trust policy asks for.")


class CredentialsRaw(Raw):
    env: dict[str, Text] = Field(default={}, description="Environment variables of the processes.")
    aws: AwsRaw | None = Field(default=None, description="A role whose short-lived credentials the processes get.")


class CredentialPairRaw(Raw):
    plan: CredentialsRaw = Field(default=CredentialsRaw(), description="What a plan's processes get.")
    apply: CredentialsRaw = Field(default=CredentialsRaw(), description="What an apply's processes get.")


class LinkRaw(Raw):
    name: Text = Field(description="How the page is called.")
    url: Url = Field(description="Its whole address.")


class ChecklistItemRaw(Raw):
    id: Word = Field(description="The word a tick names it by; the built-in ones are listed below.")
    text: Text | None = Field(default=None, description="What is to be confirmed; built-in items have theirs.")
    by: Texts = Field(default=[], description="Roles that may tick it; those whose approvals count by default.")
    auto: bool | Text | None = Field(
        default=None, description="The automatic check that ticks it, by the id of a built-in item; `false` for none."
    )
    evidence: bool | None = Field(
        default=None, description="A tick needs a link; built-in items have their own default."
    )
    not_author: bool | None = Field(
        default=None,
        description="A tick by the change's author does not count; `true` by default where applies are enabled.",
    )
    sticky: bool = Field(default=False, description="A tick stays when the plan changes.")


class PromotionRaw(Raw):
    only_here: OneOrMany[Glob] = Field(
        default=[], description="Patterns over resource addresses that need no counterpart in the environment before."
    )


class RollbackRaw(Raw):
    auto: bool | None = Field(
        default=None, description="Whether a trigger may roll back by itself; `true` where there are triggers."
    )
    within: Duration | None = Field(
        default=None,
        description="How old a deployment may be that is rolled back to without an ordinary apply; `7d` by default.",
    )
    disposable: OneOrMany[Glob] = Field(
        default=[],
        description="Patterns over addresses that an automatic rollback may destroy although they hold data.",
    )


class EnvironmentRaw(Raw):
    aliases: OneOrMany[Word] = Field(
        default=[], description="Further words for the environment in commands and in other keys."
    )
    display: Word | None = Field(
        default=None, description="How the environment is called on pages and in comments; its name by default."
    )
    branch: Texts = Field(
        default=[], description="Branch or branches it is deployed from: the base branch of pull requests."
    )
    primary_branch: Text | None = Field(
        default=None,
        description="Which of several branches promotions go into; needed once more than one of them exists.",
    )
    paths: OneOrMany[RepositoryGlob] = Field(
        default=[],
        description="Directories that belong to it; `environments/NAME/**` and the same of each alias by default.",
    )
    deploy: Literal["before_merge", "after_merge", "either"] = Field(
        default="either", description="Whether changes are applied before they are merged or after."
    )
    promotes_from: Text | None = Field(default=None, description="The environment a change comes through first.")
    plan: PlanRaw = Field(default=PlanRaw(), description="Who may plan.")
    apply: Annotated[ApplyRaw, BeforeValidator(_disabled, json_schema_input_type=Literal["disabled"] | ApplyRaw)] = (
        Field(ApplyOff(), description="`disabled`, or who may apply; nothing is applied where the key is missing.")
    )
    credentials: CredentialPairRaw = Field(
        default=CredentialPairRaw(), description="What processes get besides Tidegate's own."
    )
    after_apply: OneOrMany[Command] = Field(
        default=[],
        description="Commands run in the repository after every apply; all of them green is a tested deployment.",
    )
    monitoring: list[LinkRaw] = Field(default=[], description="Pages shown with its deployments.")
    signals: SignalsRaw = Field(default=SignalsRaw(), description="Where a deployment is watched; triggers read them.")
    checklist: list[
        Annotated[ChecklistItemRaw, BeforeValidator(_item, json_schema_input_type=str | ChecklistItemRaw)]
    ] = Field(
        default=[],
        description="What is confirmed before an apply, by ids or as whole items; on top of the checklists of the"
        " environments it is promoted from.",
    )
    promotion: PromotionRaw = Field(default=PromotionRaw(), description="What promotions into it are held to.")
    rollback: RollbackRaw = Field(default=RollbackRaw(), description="How it is rolled back.")
    watch_for: Duration | None = Field(
        default=None, description="How long a deployment is watched before it counts as proven; not at all by default."
    )
    cost_watch_for: Duration | None = Field(default=None, description="The same for what it costs.")
