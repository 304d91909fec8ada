"""Everything a flow may touch outside itself, set once at start.

A recovered workflow has its JSON arguments and nothing else; it finds its ports here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.changes import Change
from tidegate.core.commands.grammar import GrammarSettings
from tidegate.core.costs.rules import EngineName
from tidegate.core.projects.repos import ServerConfig
from tidegate.core.switches import Switches
from tidegate.ports.calendars import Calendars
from tidegate.ports.checkout import Checkout
from tidegate.ports.checks import Examiner
from tidegate.ports.clock import Clock
from tidegate.ports.cloud import Cloud
from tidegate.ports.cost import CostEngine
from tidegate.ports.forge import Forge
from tidegate.ports.terraform import Terraform, Vault
from tidegate.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSettings:
    """What flows need to know of the server's settings.

    Attributes:
        runs: Folder under which every run has its own.
        public_url: Where people reach the dashboard, no trailing slash.
        status_prefix: First part of every status context: `atlantis`.
        repo_allowlist: Patterns over `host/owner/name`, as Atlantis's.
        governance_file: Text and place of a server-side governance file; None to read it from the repository.
        governance_ref: Branch the governance file is read from; None for the default branch.
        host: Names the machine and process that runs stages.
        unsafe_runner: Plans run without isolation; every surface says so.
        server_config: What the server says of its repositories (Atlantis: repos.yaml).
        audit_repo: Repository the end of the audit log is published in each day; empty for none.
        interrupt_patience: Seconds an interrupted apply gets to end before a person is asked to look.
    """

    runs: Path
    public_url: str
    status_prefix: str
    forge_host: str
    repo_allowlist: tuple[str, ...]
    governance_file: Path | None
    governance_ref: str | None
    allow_custom_workflows: bool
    grammar: GrammarSettings
    host: str
    unsafe_runner: bool
    switches: Switches
    server_config: ServerConfig
    audit_repo: str = ""
    interrupt_patience: float = 600.0

    def page_of(self, change: Change) -> str:
        """The change's page on the dashboard."""
        return f"{self.public_url}/changes/{change.repo}/{change.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The ports, and the keys that digests are made with and the audit log is chained with."""

    settings: FlowSettings
    database: Database
    forge: Forge
    checkout: Checkout
    terraform: Terraform
    vault: Vault
    cloud: Cloud
    engines: Mapping[EngineName, CostEngine]
    examiner: Examiner
    calendars: Calendars
    clock: Clock
    digest_key: bytes
    audit_key: bytes


_outside: list[Outside] = []


def open_door(outside: Outside) -> None:
    """Set what flows work with. Once, before the engine starts."""
    _outside[:] = [outside]


def outside() -> Outside:
    """What flows work with.

    Raises:
        RuntimeError: A flow ran before wiring was done.
    """
    if not _outside:
        raise RuntimeError("flows were started before wiring")
    return _outside[0]
