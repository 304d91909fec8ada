"""What differs between two places a plan may act in, line by line."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.plans.fingerprint import Identity

NOTHING = "(none)"


def differences(before: Identity | None, now: Identity) -> tuple[str, ...]:
    """`provider aws region: ap-northeast-2 → us-east-1`, sorted; without a before, all there is now."""
    is_now = _settings(now)
    if before is None:
        return tuple(f"{name}: {is_now[name]}" for name in sorted(is_now))
    was = _settings(before)
    return tuple(
        f"{name}: {was.get(name, NOTHING)} → {is_now.get(name, NOTHING)}"
        for name in sorted({*was, *is_now})
        if was.get(name) != is_now.get(name)
    )


def _settings(identity: Identity) -> Mapping[str, str]:
    """Everything that says where it is, by a name people know it by."""
    providers = {
        f"provider {provider} {key}": value
        for provider, settings in identity.providers.items()
        for key, value in settings.items()
    }
    backend = {f"backend {key}": value for key, value in identity.backend.items()}
    return {**backend, "workspace": identity.workspace, **providers}
