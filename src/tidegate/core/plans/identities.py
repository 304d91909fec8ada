"""What differs between two places a plan may act in, line by line."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.plans.fingerprint import Identity
from tidegate.core.words import Words, say

NOTHING = say("(none)")


def differences(before: Identity | None, now: Identity) -> tuple[Words, ...]:
    """`provider aws region: ap-northeast-2 → us-east-1`, sorted; without a before, all there is now."""
    is_now = _settings(now)
    if before is None:
        return tuple(say("{name}: {value}", name=name, value=is_now[name]) for name in sorted(is_now, key=str))
    was = _settings(before)
    return tuple(
        say("{name}: {before} → {now}", name=name, before=was.get(name, NOTHING), now=is_now.get(name, NOTHING))
        for name in sorted({*was, *is_now}, key=str)
        if was.get(name) != is_now.get(name)
    )


def _settings(identity: Identity) -> Mapping[Words, str]:
    """Everything that says where it is, by a name people know it by."""
    providers = {
        say("provider {provider} {setting}", provider=provider, setting=key): value
        for provider, settings in identity.providers.items()
        for key, value in settings.items()
    }
    backend = {say("backend {setting}", setting=key): value for key, value in identity.backend.items()}
    return {**backend, say("workspace"): identity.workspace, **providers}
