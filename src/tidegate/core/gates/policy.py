"""The governance file as valid values: what the gates hold a change against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from tidegate.core.checks.rules import CheckRules
from tidegate.core.costs.rules import CostRules
from tidegate.core.marks import Mark, Problem
from tidegate.core.people import Role
from tidegate.core.windows.model import Window
from tidegate.core.words import Locale, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRule:
    """Who may apply in an environment and what must be there first.

    Attributes:
        enabled: False for `apply: disabled`.
        allow: Roles that may apply.
        approvals: How many counted consents are needed.
        approvals_from: Roles whose consent counts; `allow` when the file does not say.
        one_from_each: Roles each of which must be among those who consented.
        sticky: What a consent survives: a plan with the same digest, or also one that stays within what was consented.
        require: Conditions that are otherwise only reported: `cost_review`, `all_reviews`.
    """

    enabled: bool = True
    allow: tuple[str, ...] = ()
    approvals: int = 0
    approvals_from: tuple[str, ...] = ()
    one_from_each: tuple[str, ...] = ()
    sticky: Literal["same_digest", "within_ceiling"] = "same_digest"
    require: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRange:
    """How many consents a cost increase takes, net a month in one environment; half-open.

    Attributes:
        text: As written: `$100-500/month`.
        low: Included.
        high: Excluded; None when open-ended.
        additional: `business_justification`, or `ROLE_approval`.
    """

    text: str
    low: Decimal
    high: Decimal | None
    approvals: int
    additional: tuple[str, ...] = ()
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One thing to be confirmed before a deployment.

    Attributes:
        text: What is to be confirmed; words of ours for a built-in item, the file's own for others.
        also: How else the same item is called in a change's description, in other languages.
        by: Roles that may tick it; nobody named means those whose consent counts in the environment.
        auto: Which automatic check ticks it, by the id of a built-in item; None for a person's claim.
        evidence: A tick needs a link.
        not_author: A tick by the author of the change does not count.
        sticky: A tick survives another digest.
    """

    id: str
    text: Wording
    also: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    auto: str | None = None
    evidence: bool = False
    not_author: bool = False
    sticky: bool = False
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchKind:
    """A kind of head branch: how it is called and where it may go.

    Attributes:
        name: `feature`, `hotfix`.
        pattern: As written, with `*` and `{a,b}`: `feature/infra-{add,update,remove}-*`.
        into: Branches it may be merged into; none named means any.
    """

    name: str
    pattern: str
    into: tuple[str, ...] = ()
    at: Mark | None = None

    def goes_into(self, branch: str) -> bool:
        return not self.into or branch in self.into


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page people look at: a dashboard."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsRole:
    """A role that is assumed for one plan or apply.

    Attributes:
        seconds: How long its credentials hold.
        external_id: What the role's trust policy may ask for.
    """

    arn: str
    seconds: int = 3600
    external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a process of this environment gets.

    Attributes:
        env: Variables. The values are secrets unless they configure Terraform.
        aws: The role whose short-lived credentials it gets besides.
    """

    env: Mapping[str, str] = field(default_factory=dict)
    aws: AwsRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One environment of the governance file.

    Attributes:
        name: Its key: `staging`.
        aliases: Further words for it in commands, paths and other blocks.
        display: The word messages use; resolves as a command argument.
        branches: Base branches whose changes may be applied here.
        paths: Patterns over repository paths whose projects belong here.
        promotes_from: The environment a change comes through first.
        window: None when no deployment window names the environment.
        max_increase: How much more a month one change may cost here; None when nobody says.
        primary_branch: Which of several `branches` promotions and requests are about; the first when nobody says.
        deploy: Whether changes are applied before they are merged, after, or as people like.
        checklist: Its own items; those of the environments it is promoted from come on top.
        monitoring: Links shown with its deployments.
        only_here: Patterns over addresses that need no counterpart in the environment before.
        after_apply: Commands run in the repository after every apply; all of them green is a tested deployment.
        watch_for: Seconds a deployment is watched.
        emergency_override: Whether `apply --emergency` may go past the window.
        rollback_approvers: Roles all of which have to consent to a rollback by hand.
    """

    name: str
    aliases: tuple[str, ...] = ()
    display: str = ""
    branches: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    promotes_from: str | None = None
    plan_allow: tuple[str, ...] = ()
    apply: ApplyRule = ApplyRule()
    plan_credentials: Credentials = Credentials()
    apply_credentials: Credentials = Credentials()
    window: Window | None = None
    max_increase: Decimal | None = None
    primary_branch: str | None = None
    deploy: Literal["before_merge", "after_merge", "either"] = "either"
    checklist: tuple[ChecklistItem, ...] = ()
    monitoring: tuple[Link, ...] = ()
    only_here: tuple[str, ...] = ()
    after_apply: tuple[str, ...] = ()
    watch_for: int = 0
    emergency_override: bool = False
    rollback_approvers: tuple[str, ...] = ()

    @property
    def primary(self) -> str:
        """The branch promotions and requests are about; empty when it has none."""
        return self.primary_branch or next(iter(self.branches), "")

    @property
    def called(self) -> str:
        """The word messages use for it; it resolves as a command argument."""
        return self.display or self.name

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that names it in a command."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *([self.display] if self.display else []))))


def last_of(environments: Mapping[str, Environment]) -> tuple[Environment, ...]:
    """Environments something is applied in and nothing is promoted from."""
    sources = {each.promotes_from for each in environments.values()}
    return tuple(each for each in environments.values() if each.apply.enabled and each.name not in sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A valid governance file.

    Attributes:
        revision: SHA-256 of its text, hex: which rules a decision was made under.
        source: Where it was read, for people: `acme/infra@main:tidegate.yaml`.
        timezone: IANA name used where a window names none.
        checks: What is asked of checks.
        cost: What is asked of estimates.
        max_resources: Resource group → how many of it one change may create or replace in an environment.
        groups: Resource group → Terraform types that belong to it, our own and the file's.
        marks: Dotted key → place, so that an answer can name its rule: `environments.dev.apply`.
        locale: Language of what is said to people: `en`, `ko`.
        owners: Roles that answer for this file and for where environments point.
        branch_kinds: How head branches are called; promotions need no pattern.
        enforce_branches: A head of no kind blocks; else it is only told.
        cost_ranges: By `low`, without gap or overlap, the last one open-ended.
        waivers: Gate → roles that may waive it.
        emergency_approvers: Roles one of which has to consent to an emergency; empty means `rollback_approvers`.
        review_points: `technical`, `business`, `operational` → what is looked at.
    """

    revision: str
    source: str
    timezone: str = "UTC"
    roles: Mapping[str, Role] = field(default_factory=dict)
    environments: Mapping[str, Environment] = field(default_factory=dict)
    checks: CheckRules = field(default_factory=CheckRules)
    cost: CostRules = field(default_factory=CostRules)
    max_resources: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    locale: Locale = "en"
    owners: tuple[str, ...] = ()
    branch_kinds: tuple[BranchKind, ...] = ()
    enforce_branches: bool = False
    cost_ranges: tuple[CostRange, ...] = ()
    waivers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    emergency_approvers: tuple[str, ...] = ()
    review_points: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words_of(self, environment: str | None) -> tuple[str, ...]:
        """Everything that names an environment; nothing for none."""
        found = self.environments.get(environment or "")
        return found.words if found else ()

    def name_of(self, word: str) -> str:
        """What an environment is called today that a row of ours calls by this word; the word where none has it."""
        if word in self.environments:
            return word
        return next((each.name for each in self.environments.values() if word in each.words), word)

    @property
    def last(self) -> tuple[Environment, ...]:
        """Where changes end up: production, by whatever name."""
        return last_of(self.environments)

    def before(self, environment: Environment) -> tuple[Environment, ...]:
        """Every environment a change comes through before this one, nearest first."""
        found: list[Environment] = []
        step = self.environments.get(environment.promotes_from or "")
        while step is not None and step not in (environment, *found):
            found.append(step)
            step = self.environments.get(step.promotes_from or "")
        return tuple(found)

    def mark(self, *path: str) -> Mark | None:
        """The place of the longest written prefix of a key: the rule an answer points at."""
        for end in range(len(path), 0, -1):
            found = self.marks.get(".".join(path[:end]))
            if found:
                return found
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPolicy:
    """There is no governance file: Atlantis's own rules hold, and nothing else.

    Attributes:
        team_rules: `(team, command)` pairs of who may do what, `*` for any; None when everybody may do everything.
    """

    kind: Literal["none"] = "none"
    team_rules: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPolicy:
    """The governance file cannot be used: applies are blocked, plans go on."""

    source: str
    problems: tuple[Problem, ...]


Governance = Policy | NoPolicy | BrokenPolicy


def locale_of(governance: Governance) -> Locale:
    """The language people are spoken to in: that of the rules, English while there are none to read."""
    return governance.locale if isinstance(governance, Policy) else "en"


def for_the_record(governance: Governance) -> Governance:
    """The same rules without the credentials: what may be stored with a decision."""
    if not isinstance(governance, Policy):
        return governance
    bare = {
        name: replace(environment, plan_credentials=Credentials(), apply_credentials=Credentials())
        for name, environment in governance.environments.items()
    }
    return replace(governance, environments=bare)
