"""`checks:` and `cost:` of `tidegate.yaml` as people write them."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from tidegate.config.governance_file.currencies import currency_code
from tidegate.config.governance_file.templates import name_template
from tidegate.config.governance_file.written_values import RepositoryPath
from tidegate.config.problems import OneOrMany, Raw, Text, Texts, broken
from tidegate.core.checks.model import SEVERITIES, Severity

TERRAFORM_TYPE = re.compile(r"[a-z][a-z0-9-]*(_[a-z0-9]+)+")


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


TerraformTypes = OneOrMany[Annotated[Text, AfterValidator(_terraform_type)]]
Scanner = Literal["builtin", "checkov", "trivy", "tfsec"]
WrittenSeverity = Annotated[Severity, BeforeValidator(_severity, json_schema_input_type=str)]
BlockFrom = Annotated[
    Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"], BeforeValidator(_severity, json_schema_input_type=str)
]


class SecurityChecksRaw(Raw):
    """`WARN` is no severity to block from: what it is given to never blocks."""

    scanners: OneOrMany[Scanner] = Field(
        default=[],
        description="Scanners that must run: `builtin`, `checkov`, `trivy`, `tfsec`; without it, `builtin` and those"
        " that are installed run.",
    )
    block_from: BlockFrom = Field(
        default="HIGH",
        description="The mildest severity of a new finding that blocks: `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`.",
    )
    severities: dict[str, WrittenSeverity] = Field(
        default={},
        description="Severities by rule id, before those this version or the tool gives; `WARN` never blocks.",
    )


class NamingChecksRaw(Raw):
    template: Annotated[Text, AfterValidator(name_template)] | None = Field(
        default=None,
        description="What names of resources look like: words in braces are placeholders, `{project}`, `{environment}`"
        " and `{service}`; without it, names are free.",
    )
    applies_to: TerraformTypes = Field(
        default=[], description="Terraform types whose names are looked at; all by default."
    )


class TagChecksRaw(Raw):
    required: Texts = Field(default=[], description="Tags every resource that can have tags has; `default_tags` count.")
    allowed: dict[str, Annotated[Texts, AfterValidator(_values)]] = Field(
        default={}, description="Values a tag may have, by tag."
    )


class PoliciesRaw(Raw):
    path: RepositoryPath | None = Field(
        default=None, description="Folder of Rego policies on the branch this file is read from."
    )


class ChecksRaw(Raw):
    security: SecurityChecksRaw = Field(default=SecurityChecksRaw(), description="Security scanners.")
    naming: NamingChecksRaw = Field(default=NamingChecksRaw(), description="Names of resources.")
    tags: TagChecksRaw = Field(default=TagChecksRaw(), description="Tags of resources.")
    policies: PoliciesRaw = Field(default=PoliciesRaw(), description="A team's own policies.")


class CostRaw(Raw):
    engine: Literal["catalog", "infracost"] = Field(
        default="catalog", description="What prices plans: `catalog`, which is built in, or `infracost`."
    )
    currency: Annotated[Text, AfterValidator(currency_code)] = Field(
        default="USD",
        description="ISO 4217 code of estimates, limits and ranges. An amount in another currency is not known.",
    )
    overlay: RepositoryPath | None = Field(
        default=None,
        description="Price file on the branch this file is read from; its prices go before the engine's own.",
    )
    usage: RepositoryPath | None = Field(
        default=None, description="File of expected usage on the branch this file is read from."
    )
