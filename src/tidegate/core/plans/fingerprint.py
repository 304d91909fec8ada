"""What a plan would act on and with: where its state lies, whose accounts it reaches, which module content it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidegate.core.known import NOT_ASKED, Known

LOCK_FILE = ".terraform.lock.hcl"
_ROOT = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Where a project's plan acts. Two plans with one identity change the same things of the same accounts.

    Attributes:
        backend: Terraform's own backend record: type and the settings that say where the state lies
            (`bucket`, `key`, `region`, `path` ...), without credentials. `{"type": "local"}` where none is configured.
        workspace: Terraform's workspace.
        providers: Provider configuration (`aws`, `module.x.aws.eu`) → the settings that say whose account, role and
            region it is: `region`, `assume_role.role_arn`, `allowed_account_ids` ... as text; what is unknown is `?`.
    """

    backend: Mapping[str, str]
    workspace: str = "default"
    providers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is kept of a plan besides its content, to compare it with plans of other projects and times.

    Attributes:
        modules: Address of a module, without instance keys (`` is the root, `module.redis`) → hash of its content and
            of all it calls. The root's says nothing across environments: each has its own folder.
        providers: Source of a provider → the version the lock file holds; empty where there is no lock file.
        tree: Hash of the commit's tree in git.
        loose: Remote modules without a version, and `.terraform.lock.hcl` where it is missing: what may differ at the
            next init.
    """

    identity: Known[Identity] = NOT_ASKED
    modules: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, str] = field(default_factory=dict)
    tree: str = ""
    loose: tuple[str, ...] = ()

    def content(self, module: str) -> str | None:
        """The hash of a module's content, empty where the plan has no such module any more; None when nobody knows."""
        inside = (each for each in self.loose if each == module or each.startswith(f"{module}."))
        if module and any(each not in self.modules for each in inside):
            return None  # Some of its code was not found, and is in no hash.
        gone = "" if _ROOT in self.modules else None
        return self.modules.get(module, gone)
