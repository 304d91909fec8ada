"""What is said of promotions: the pull request that carries them, and the answers to who asks for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidegate.core.deployments.promotion import Unproven
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import listed
from tidegate.core.words import Wording, Words, say

SHOWN = 10  # Unproven things an answer names.


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """A change that a promotion carries.

    Attributes:
        cost: What it costs more a month in the environment it is promoted to: `+$12.30`; empty when nobody knows.
    """

    number: int
    title: str
    cost: str = ""


def title(before: Environment, here: Environment) -> Words:
    return say("Promote {before} to {environment}", before=before.called, environment=here.called)


def body(before: Environment, here: Environment, carried: Sequence[Included], asked_by: str) -> tuple[Wording, ...]:
    """The description of the pull request in the convention's form, line by line."""
    return (
        say("## 📋 Changes"),
        *_changes(carried),
        "",
        say("## 💰 Cost"),
        *_costs(carried, here),
        "",
        say("## 🎯 Expected effect"),
        say(
            "- {environment} gets what {before} has proven, and nothing else.",
            environment=here.called,
            before=before.called,
        ),
        "",
        say("## ✅ Checklist"),
        *_checklist(here),
        "",
        say("Asked for by @{person}, who counts as its author.", person=asked_by),
    )


def _changes(carried: Sequence[Included]) -> tuple[Wording, ...]:
    if not carried:
        return (say("- What the branch has since the last promotion"),)
    return tuple(f"- #{one.number} {one.title}" for one in carried)


def _costs(carried: Sequence[Included], here: Environment) -> tuple[Wording, ...]:
    known = [one for one in carried if one.cost]
    if not known:
        return (say("- **{environment}**: known once it is planned", environment=here.called),)
    return tuple(
        say(
            "- **{environment}**: {cost} a month by #{number}",
            environment=here.called,
            cost=one.cost,
            number=one.number,
        )
        for one in known
    )


def _checklist(here: Environment) -> tuple[Wording, ...]:
    items = tuple(say("- [ ] {item}", item=item.text) for item in here.checklist)
    return (*items, say("- [ ] The plans are reviewed"))


def opened(number: int, called: str, branch: str, url: str) -> tuple[Wording, ...]:
    """A promotion to the environment that is called so was opened. `url` leads there: numbers in comments do not."""
    return (
        say(
            "#{number} promotes it to {environment}, from `{branch}`.",
            number=number,
            environment=called,
            branch=branch,
        ),
        url,
        say("Tidegate never merges it by itself: that is left to people."),
    )


def open_already(number: int, here: Environment, url: str) -> tuple[Wording, ...]:
    """There is nothing newer than the promotion that is open."""
    return (
        say(
            "#{number} is open and promotes all that is proven to {environment}.",
            number=number,
            environment=here.called,
        ),
        url,
    )


def standing(number: int, url: str) -> Words:
    """Which promotion is open already. `url` leads there: numbers in comments do not."""
    return say("A promotion is open: #{number}, {url}", number=number, url=url)


def several_branches(here: Environment) -> Words:
    """More than one branch of it exists, and the rules do not say which promotions are about."""
    return say(
        "Nothing is promoted while {environment} is deployed from {branches} and none of them is named primary: "
        "write `environments.{name}.primary_branch`.",
        environment=here.called,
        branches=listed(f"`{branch}`" for branch in here.branches),
        name=here.name,
    )


def nothing_new(before: Environment, here: Environment) -> tuple[Wording, ...]:
    return (say("{environment} has everything {before} has.", environment=here.called, before=before.called),)


def nothing_proven(before: Environment, here: Environment, unproven: Iterable[Unproven]) -> tuple[Wording, ...]:
    """What keeps everything new from being promoted."""
    lines = tuple(say("`{what}`: {why}", what=one.what, why=one.because) for one in unproven)
    more = (say("and {count} more", count=len(lines) - SHOWN),) if len(lines) > SHOWN else ()
    first = say(
        "Nothing that {environment} lacks is proven in {before} yet.", environment=here.called, before=before.called
    )
    return (first, *lines[:SHOWN], *more)


def back_merge_title(hotfix: int, here: Environment, lower: Environment) -> Words:
    return say(
        "Bring hotfix #{number} of {environment} back to {lower}",
        number=hotfix,
        environment=here.called,
        lower=lower.called,
    )


def back_merge_body(hotfix: int, here: Environment, author: str) -> tuple[Wording, ...]:
    return (
        say(
            "#{number} went to {environment} past this environment; this is what it left there.",
            number=hotfix,
            environment=here.called,
        ),
        "",
        say("In the name of @{person}, who wrote the hotfix.", person=author),
    )


def brought_back(numbers: Sequence[int]) -> Words:
    """Told on the hotfix."""
    return say("The hotfix is brought back by {changes}.", changes=listed(f"#{number}" for number in numbers))


def from_nowhere(here: Environment) -> tuple[Wording, ...]:
    return (say("Nothing is promoted to {environment}: no environment comes before it.", environment=here.called),)


def not_allowed(person: str, here: Environment, roles: Wording) -> tuple[Wording, ...]:
    return (
        say(
            "@{person} may not promote to {environment}: that takes {roles}.",
            person=person,
            environment=here.called,
            roles=roles,
        ),
    )


def unusable(source: str) -> tuple[Wording, ...]:
    return (say("{file} cannot be used, so nothing was done; say it again once it is repaired.", file=source),)


def ungoverned() -> tuple[Wording, ...]:
    return (say("There is no `tidegate.yaml`, so there are no environments."),)
