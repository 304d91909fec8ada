"""What of a plan's code and providers may be another thing at the next `terraform init`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LOCAL = ("./", "../")
#: `namespace/name/provider`, a registry's host before it or not; `//folder` after it.
_REGISTRY = re.compile(r"(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?/)?[\w-]+/[\w-]+/[\w-]+(?://.*)?")
_GIT_HOSTS = ("github.com/", "bitbucket.org/", "git@", "git::", "hg::")
_REPOSITORY = re.compile(r"\.git(?://|\?|$)")
_REVISION = re.compile(r"[?&](?:ref|rev)=[^&]")
_BUILT_IN = "terraform.io/builtin/"


def loose_modules(calls: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Addresses of modules from a registry without a version, or from git without a `ref`, of `code.calls`."""
    return tuple(address for address, call in calls.items() if _is_loose(call))


def uses_providers(show_json: Mapping[str, Any]) -> bool:
    """Whether a plan needs a provider that `init` installs."""
    configured = show_json.get("configuration", {}).get("provider_config", {})
    names = [str(each.get("full_name", "")) for each in configured.values()]
    names += [str(each.get("provider_name", "")) for each in show_json.get("resource_changes", ())]
    return any(name and not name.startswith(_BUILT_IN) for name in names)


def _is_loose(call: Mapping[str, Any]) -> bool:
    source = str(call.get("source", ""))
    if source.startswith(_LOCAL):
        return False
    if source.startswith(_GIT_HOSTS) or _REPOSITORY.search(source):
        return not _REVISION.search(source)
    return bool(_REGISTRY.fullmatch(source)) and not call.get("version_constraint")
