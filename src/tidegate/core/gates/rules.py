"""The rules that hold for the projects of a decision, and how gates speak of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import ApplyRule, Environment, Governance, NoPolicy, Policy
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Mark
from tidegate.core.people import Role, roles_of
from tidegate.core.projects.model import Requirement
from tidegate.core.words import Wording, say

AGAIN = say("try again in a moment")
_NOWHERE = Environment(name="", apply=ApplyRule(enabled=False))
NOT_LOOKED_UP = Unknown(unknown_because=say("their teams were not looked up"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A governance file and the one environment of it that a decision is about."""

    policy: Policy
    environment: Environment

    def mark(self, *path: str) -> Mark | None:
        """The place of a key of the environment: `mark("apply", "allow")`."""
        return self.policy.mark("environments", self.environment.name, *path)


def rules_of(facts: Facts, governance: Governance) -> Rules | None:
    """None without a usable governance file, or when no environment of it holds the projects."""
    if not isinstance(governance, Policy) or facts.environment is None:
        return None
    environment = governance.environments.get(facts.environment)
    return Rules(policy=governance, environment=environment) if environment else None


def governed(facts: Facts, governance: Governance) -> Rules:
    """The rules, for gates that are asked only where an environment's rules hold.

    Raises:
        LookupError: No environment's rules hold: `decide` should not have asked.
    """
    rules = rules_of(facts, governance)
    if rules is None:
        raise LookupError(f"no environment's rules hold for {facts.environment!r}")
    return rules


def rules_of_files(facts: Facts, policy: Policy) -> Rules:
    """The rules for a change of the rules themselves, which is of no environment.

    Where the file names no owners, those of the base branch's environment stand for them, else of where changes end up.
    """
    home = environment_of_base(facts, policy) or next(iter(policy.last), _NOWHERE)
    return Rules(policy=policy, environment=home)


def environment_of_base(facts: Facts, policy: Policy) -> Environment | None:
    """The environment the change's base branch deploys to."""
    return next((e for e in policy.environments.values() if facts.change.base_branch in e.branches), None)


def may_be_applied(facts: Facts, governance: Governance) -> bool:
    """Whether plans of these projects are deployable: their environment is this base branch's and apply is enabled."""
    if isinstance(governance, NoPolicy):
        return True
    rules = rules_of(facts, governance)
    if rules is None:
        return False
    return rules.environment.apply.enabled and facts.change.base_branch in rules.environment.branches


def roles_held(login: str, facts: Facts, roles: Mapping[str, Role]) -> Known[frozenset[str]]:
    """Roles of a person by the standing in the facts; a person who was not looked up is unknown."""
    standing = facts.standings.get(login.lower())
    if standing is None:
        return NOT_LOOKED_UP
    if isinstance(standing, Unknown):
        return standing
    return roles_of(standing, roles)


def requirement_mark(facts: Facts, requirement: Requirement) -> Mark | None:
    """Where the first project that asks for it says so."""
    return next((p.requirements_at for p in facts.projects if requirement in p.requirements), None)


def place(mark: Mark | None) -> str:
    """` (tidegate.yaml:30)`, or nothing."""
    return f" ({mark.short})" if mark else ""


def listed(words: Iterable[Wording], last: Literal["and", "or"] = "and") -> Wording:
    """`a`, `a and b`, `a, b and c`; empty for none."""
    before, end = _parted(words)
    if not before:
        return end
    return say("{all} or {last}" if last == "or" else "{all} and {last}", all=before, last=end)


def _parted(words: Iterable[Wording]) -> tuple[Wording, Wording]:
    """All but the last with commas between them, and the last."""
    *several, last = [*words] or [""]
    before: Wording = ""
    for one in several:
        before = say("{before}, {one}", before=before, one=one) if before else one
    return before, last


def branches_of(environment: Environment) -> Wording:
    """`` `main` or `prod` ``."""
    return listed((f"`{branch}`" for branch in environment.branches), "or")
