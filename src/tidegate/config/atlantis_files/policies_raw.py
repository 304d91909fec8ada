"""`policies` of Atlantis's files as people write them; read, and without effect until policy checks are there."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from tidegate.config.atlantis_files.switch import Switch
from tidegate.config.atlantis_files.versions import version
from tidegate.config.patterns import pattern
from tidegate.config.problems import Raw, Text


class OwnersRaw(Raw):
    users: list[Text] = []
    teams: list[Text] = []


class PolicySetRaw(Raw):
    name: Text
    path: Text
    source: Literal["local", "github"] | None = None
    owners: OwnersRaw = OwnersRaw()
    approve_count: Annotated[int, Field(ge=0)] = 1
    prevent_self_approve: Switch = False
    sticky_policy_approvals: Switch | None = None
    policy_item_regex: Annotated[Text, AfterValidator(pattern)] | None = None


class PoliciesRaw(Raw):
    conftest_version: Annotated[Text, AfterValidator(version)] | None = None
    owners: OwnersRaw = OwnersRaw()
    approve_count: Annotated[int, Field(ge=0)] = 1
    sticky_policy_approvals: Switch | None = None
    policy_item_regex: Annotated[Text, AfterValidator(pattern)] | None = None
    policy_sets: list[PolicySetRaw] = []
