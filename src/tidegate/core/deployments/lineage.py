"""Whether deployments of an environment prove what is to be deployed to the next one, address by address.

Values and counts may differ between environments; the content of modules and the versions of providers may not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.deployments.touches import ANYWHERE, Touch, by_place, last_touch
from tidegate.core.plans.fingerprint import LOCK_FILE, Fingerprint
from tidegate.core.plans.places import module_of, place_of
from tidegate.core.words import Wording, Words, say

_BUILT_IN = "terraform.io/builtin/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A deployment of the environment before: what may prove something.

    Attributes:
        id: How people call it.
        addresses: What it changed, with or without instance keys.
        tested: Its commands after the apply all went well.
        past_watch: The time it is watched for is over, without a finding.
    """

    id: str
    at: datetime
    addresses: frozenset[str]
    fingerprint: Fingerprint
    successful: bool
    tested: bool
    past_watch: bool
    rolled_back: bool = False

    @property
    def called(self) -> Words:
        """`deployment 41 of 2026-11-27`."""
        return say("deployment {id} of {day}", id=self.id, day=f"{self.at:%Y-%m-%d}")

    @property
    def unsettled(self) -> Wording:
        """Why it proves nothing whatever it changed, one clause; empty when it may prove something."""
        if self.rolled_back:
            return say("{deployment} was rolled back", deployment=self.called)
        if not self.successful:
            return say("{deployment} did not succeed", deployment=self.called)
        if not self.tested:
            return say("{deployment} is not tested", deployment=self.called)
        if not self.past_watch:
            return say("{deployment} is still watched", deployment=self.called)
        return ""


def lineage(
    source: str, addresses: Iterable[str], fingerprint: Fingerprint, proofs: Iterable[Proof], touches: Iterable[Touch]
) -> Promotion:
    """What the deployments prove of a plan for the next environment.

    Args:
        source: The environment the deployments were made to.
        addresses: What the plan changes.
        fingerprint: Of the plan.
        proofs: Deployments to the source, in any order.
        touches: Deployments of the plan's project to the next environment, in any order.
    """
    newest = sorted(proofs, key=lambda proof: (proof.at, proof.id), reverse=True)
    changed_by, touched_by = by_place(newest), by_place(touches)
    proven: dict[str, Proof] = {}
    unproven: list[Unproven] = []
    for place in dict.fromkeys(place_of(address) for address in addresses):
        used_up = last_touch(place, fingerprint, (*touched_by.get(place, ()), *touched_by.get(ANYWHERE, ())))
        against = [(proof, _against(proof, place, fingerprint, used_up)) for proof in changed_by.get(place, ())]
        proving = next((proof for proof, why in against if not why), None)
        if proving:
            proven[place] = proving
        else:
            unproven.append(Unproven(what=place, because=against[0][1] if against else _untouched(source)))
    used = set(map(id, proven.values()))
    return Promotion(
        source=source,
        proven_by=tuple(proof.called for proof in newest if id(proof) in used),
        unproven=tuple(unproven),
    )


def _untouched(source: str) -> Words:
    return say("no deployment to {environment} has changed it", environment=source)


def _against(proof: Proof, place: str, wanted: Fingerprint, used_up: Touch | None) -> Wording:
    """Why a deployment that changed the place does not prove it, one clause; empty when it does."""
    return (
        _before(proof, used_up)
        or proof.unsettled
        or _other_content(proof, place, wanted)
        or _other_providers(proof, wanted)
    )


def _before(proof: Proof, touch: Touch | None) -> Wording:
    if touch is None or proof.at > touch.at:
        return ""
    if touch.successful:
        return say("{deployment} came before {touch} here changed it", deployment=proof.called, touch=touch.called)
    return say(
        "{deployment} came before {touch} here, which did not succeed and may have changed it",
        deployment=proof.called,
        touch=touch.called,
    )


def _other_content(proof: Proof, place: str, wanted: Fingerprint) -> Wording:
    """The outermost module is compared: its hash covers what it calls. A root's folder is each environment's own."""
    module = module_of(place)
    here, there = wanted.content(module), proof.fingerprint.content(module)
    if here is None:
        return _lacking_here(module)
    if there is None:
        return _lacking_there(module, proof)
    if not module or here == there:
        return ""
    return say("{deployment} had other content of `{module}`", deployment=proof.called, module=module)


def _lacking_here(module: str) -> Words:
    return say("the content of `{module}` is not known here", module=module) if module else say("its code is not known")


def _lacking_there(module: str, proof: Proof) -> Words:
    if not module:
        return say("the code of {deployment} is not known", deployment=proof.called)
    return say("the content of `{module}` in {deployment} is not known", module=module, deployment=proof.called)


def _other_providers(proof: Proof, wanted: Fingerprint) -> Wording:
    there = proof.fingerprint
    if LOCK_FILE in wanted.loose:
        return say("no `{file}` says which provider versions these are", file=LOCK_FILE)
    if LOCK_FILE in there.loose:
        return say("no `{file}` says which provider versions {deployment} had", file=LOCK_FILE, deployment=proof.called)
    for source, version in wanted.providers.items():
        before = there.providers.get(source, "")
        if source.startswith(_BUILT_IN) or (version and version == before):
            continue
        return say(
            "{deployment} had `{provider}` {before}, this has {now}",
            deployment=proof.called,
            provider=source,
            before=before or say("of no known version"),
            now=version or say("none known"),
        )
    return ""
