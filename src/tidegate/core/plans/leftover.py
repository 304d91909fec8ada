"""What is left of a plan whose apply did not end well: a later plan that does nothing else keeps its consents."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from tidegate.core.known import Unknown
from tidegate.core.plans.change_digests import ChangeDigests, Ground
from tidegate.core.plans.digest import DigestInputs
from tidegate.core.plans.places import place_of

#: How long consents are kept, from the end of the apply.
KEPT = timedelta(hours=24)


def is_kept(ended: datetime, now: datetime) -> bool:
    """Whether consents to what is left of an apply that ended then still hold."""
    return now < ended + KEPT


def is_left_of(current: ChangeDigests, applied: ChangeDigests) -> bool:
    """Whether a plan does nothing but what another was to do, with the same tools, in the same place.

    Each of its changes is one of the other's: the same address, action and values, unknown and sensitive ones included.
    What is known at apply alone comes from the same code, and from values that stood there or that the other was to
    change. A plan of which a part is not known is left of nothing.
    """
    if current.ground is None or applied.ground is None:
        return False
    return (
        current.ground.around == applied.ground.around
        and current.changes.items() <= applied.changes.items()
        and set(current.code) <= set(applied.code)
        and _is_fed_alike(current.ground, applied)
    )


def ground_of(key: bytes, inputs: DigestInputs) -> Ground | None:
    """What a plan stands on, in keyed hashes; None where a part of it is not known."""
    if isinstance(inputs.identity, Unknown) or None in inputs.code["planned"].values():
        return None
    around = {
        "terraform": inputs.show_json.get("terraform_version"),
        "identity": asdict(inputs.identity),
        "lock_file": inputs.lock_file,
        "workspace": inputs.workspace,
        "comment_args": inputs.comment_args,
        "steps": inputs.steps,
    }
    feeds = {place: _hash(key, values) for place, values in inputs.values.items()}
    return Ground(around=_hash(key, around), feeds=feeds)


def _is_fed_alike(current: Ground, applied: ChangeDigests) -> bool:
    before: Mapping[str, str] = applied.ground.feeds if applied.ground else {}
    changed = {place_of(address) for address in applied.changes}
    return all(place in changed or before.get(place) == values for place, values in current.feeds.items())


def _hash(key: bytes, document: object) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
