"""What is said to somebody who asks to record what runs in an environment as its first deployment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import listed
from tidegate.core.plans.model import PlanContent
from tidegate.core.words import Wording, say

SHOWN = 10  # Addresses a line names.


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A project as its plan of the branch's head found it.

    Attributes:
        content: None when there is no plan.
        error: Why there is none, one sentence; empty otherwise.
    """

    label: str
    content: PlanContent | None = None
    error: str = ""

    @property
    def is_as_written(self) -> bool:
        """What is deployed is what the branch says."""
        return self.content is not None and self.content.is_empty


def adopted(here: Environment, labels: Sequence[str], commit: str) -> tuple[Wording, ...]:
    return (
        say(
            "{environment} is adopted at `{commit}`: {projects} changed nothing, and count as deployed from there.",
            environment=here.called,
            commit=commit[:7],
            projects=listed(f"`{label}`" for label in labels),
        ),
        say("Where they act is accepted."),
    )


def differs(here: Environment, looked: Sequence[Looked]) -> tuple[Wording, ...]:
    """Nothing was adopted, and why."""
    against = [one for one in looked if not one.is_as_written]
    first = say("{environment} was not adopted: what runs there is not what its branch says.", environment=here.called)
    return (first, *(_line(one) for one in against))


def _line(one: Looked) -> Wording:
    if one.content is None:
        return say("`{project}` could not be planned: {why}", project=one.label, why=one.error)
    changed = [each.address for each in one.content.resources if each.action not in ("no-op", "read")]
    named = [f"`{address}`" for address in changed[:SHOWN]] or ["`outputs`"]
    if len(changed) > SHOWN:
        return say("`{project}` differs in {what} and more", project=one.label, what=", ".join(named))
    return say("`{project}` differs in {what}", project=one.label, what=", ".join(named))


def nothing_there(here: Environment) -> tuple[Wording, ...]:
    return (
        say("There is nothing to adopt: {environment} has no project that can be applied.", environment=here.called),
    )


def not_an_owner(person: str, here: Environment, owners: Wording) -> tuple[Wording, ...]:
    return (
        say(
            "@{person} may not adopt {environment}: that takes {roles} (`governance.owners`).",
            person=person,
            environment=here.called,
            roles=owners,
        ),
    )


def no_owners() -> tuple[Wording, ...]:
    return (say("Nobody may adopt an environment here: name roles in `governance.owners` first."),)
