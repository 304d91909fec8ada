"""Where a plan acts, read from Terraform's own backend record, the plan, and how its providers are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tidegate.core.known import Known, Unknown
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.words import say

UNKNOWN = "?"

#: Backend type → settings that say where the state lies and in whose account; none of them is a credential.
BACKENDS: Mapping[str, frozenset[str]] = {
    "azurerm": frozenset(
        {
            "container_name",
            "endpoint",
            "environment",
            "key",
            "metadata_host",
            "resource_group_name",
            "storage_account_name",
            "subscription_id",
            "tenant_id",
        }
    ),
    "cloud": frozenset({"hostname", "organization", "workspaces"}),
    "consul": frozenset({"address", "datacenter", "path", "scheme"}),
    "cos": frozenset({"accelerate", "bucket", "endpoint", "key", "prefix", "region"}),
    "gcs": frozenset({"bucket", "impersonate_service_account", "prefix"}),
    "http": frozenset({"address"}),
    "kubernetes": frozenset({"config_context", "config_path", "host", "namespace", "secret_suffix"}),
    "local": frozenset({"path", "workspace_dir"}),
    "oci": frozenset({"bucket", "key", "namespace", "region", "tenancy_ocid", "workspace_key_prefix"}),
    "oss": frozenset({"assume_role_role_arn", "bucket", "endpoint", "key", "prefix", "profile", "region"}),
    "pg": frozenset({"conn_str", "schema_name"}),
    "remote": frozenset({"hostname", "organization", "workspaces"}),
    "s3": frozenset(
        {
            "allowed_account_ids",
            "assume_role",
            "bucket",
            "endpoint",
            "endpoints",
            "forbidden_account_ids",
            "key",
            "profile",
            "region",
            "role_arn",
            "workspace_key_prefix",
        }
    ),
}
#: Settings of any provider that say whose account, role and region it is, by the last part of their names.
PROVIDERS = frozenset(
    {
        "account",
        "account_id",
        "address",
        "allowed_account_ids",
        "base_url",
        "billing_project",
        "config_context",
        "config_path",
        "domain",
        "endpoint",
        "environment",
        "forbidden_account_ids",
        "host",
        "hostname",
        "impersonate_service_account",
        "namespace",
        "org",
        "organization",
        "owner",
        "profile",
        "project",
        "region",
        "role_arn",
        "site",
        "subscription_id",
        "tenant_id",
        "url",
        "zone",
    }
)

_SECRET = re.compile(
    r"passw|secret|token|credential|private|access_key|sas_|cert|encrypt|conn_str|(?:^|_)key$", re.IGNORECASE
)
_NO_PLACE = frozenset({"external_id", "policy", "policy_arns", "session_name", "source_identity", "tags", "duration"})
_USER = re.compile(r"(?<=://)[^/@\s]*@")
_SECRET_QUERY = re.compile(r"([?&][^=&]*(?:passw|secret|token|key|sig)[^=&]*=)[^&]*", re.IGNORECASE)
_PLACE_OF_DATABASE = re.compile(r"(?:^|\s)((?:host|hostaddr|port|dbname)\s*=\s*(?:'[^']*'|\S+))")
_REFERENCE = r"(?:var\.[\w-]+|local\.[\w-]+|terraform\.workspace)"
_BARE = re.compile(_REFERENCE)
_TEMPLATE = re.compile(rf'"((?:[^"\\$%]|\$\{{\s*{_REFERENCE}\s*\}})*)"')
_INTERPOLATED = re.compile(rf"\$\{{\s*({_REFERENCE})\s*\}}")
_DEEPEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How the root module writes what a plan gives no value of.

    Attributes:
        providers: `aws`, `aws.eu` → setting (`assume_role.role_arn`) → its expression as it is written.
        values: Name of a local value → its expression.
    """

    providers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


def identity_of(show_json: Mapping[str, Any], record: str, workspace: str, written: Written) -> Known[Identity]:
    """Where a plan acts.

    Args:
        show_json: `terraform show -json` of the plan.
        record: Text of `terraform.tfstate` in Terraform's data folder; empty where it has written none.
        workspace: The one it was planned in.
        written: The root module's own words.
    """
    try:
        backend = _backend(json.loads(record).get("backend") if record else None)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return Unknown(unknown_because=say("Terraform's record of the backend could not be read"))
    scope = _Scope(show_json, workspace, written)
    return Identity(backend=backend, workspace=workspace, providers=dict(_providers(show_json, scope)))


def _backend(recorded: Mapping[str, Any] | None) -> Mapping[str, str]:
    if not recorded:
        return {"type": "local"}
    kind = recorded["type"]
    allowed = BACKENDS.get(kind)
    settings = {
        name: _shown(value)
        for name, value in _flat(recorded.get("config") or {})
        if (name.split(".")[0] in allowed if allowed else not _SECRET.search(name)) and _says_where(name)
    }
    return {"type": kind, **settings}


def _says_where(name: str) -> bool:
    return name.rsplit(".", 1)[-1] not in _NO_PLACE


def _flat(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Settings under dotted names, those of a lone block without a number; what is not set is left out."""
    for name, each in value.items():
        several = each if isinstance(each, list) and each and isinstance(each[0], Mapping) else None
        inner = several[0] if several and len(several) == 1 else each
        if isinstance(inner, Mapping):
            yield from _flat(inner, f"{path}{name}.")
        elif several:
            yield from _flat({str(index): one for index, one in enumerate(several)}, f"{path}{name}.")
        elif each not in (None, "", []):
            yield f"{path}{name}", each


def _shown(value: Any) -> str:
    """As text, without a user's name, passwords and the like in an address."""
    if isinstance(value, list):
        return ",".join(sorted(map(_shown, value)))
    if not isinstance(value, str):
        return json.dumps(value)
    if "password" in value and "://" not in value:
        return " ".join(_PLACE_OF_DATABASE.findall(value))
    return _SECRET_QUERY.sub(r"\1-", _USER.sub("", value)) if "://" in value else value


def _providers(show_json: Mapping[str, Any], scope: _Scope) -> Iterator[tuple[str, Mapping[str, str]]]:
    configured = show_json.get("configuration", {}).get("provider_config", {})
    for entry in configured.values():
        module, own = entry.get("module_address", ""), ".".join(filter(None, (entry.get("name"), entry.get("alias"))))
        texts = {} if module else scope.written.providers.get(own, {})
        settings = {
            name: _shown(value) if known else scope.value_of(texts.get(name, ""))
            for name, known, value in _settings(entry.get("expressions", {}))
            if _is_place(name)
        }
        if settings:
            yield ".".join(filter(None, (module, own))), settings


def _is_place(name: str) -> bool:
    parts = name.split(".")
    return parts[-1] in PROVIDERS or "endpoints" in parts


def _settings(expressions: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, bool, Any]]:
    """Name, whether the plan knows its value, and the value, of every setting of a provider."""
    for name, each in expressions.items():
        blocks = each if isinstance(each, list) else None
        inner = blocks[0] if blocks and len(blocks) == 1 else each
        if blocks is not None and len(blocks) != 1:
            yield from _settings({str(index): one for index, one in enumerate(blocks)}, f"{path}{name}.")
        elif "constant_value" in inner:
            constant = inner["constant_value"]
            nested = dict(_flat({name: constant}, path))
            yield from ((key, True, value) for key, value in nested.items())
        elif "references" in inner:
            yield f"{path}{name}", False, None
        else:
            yield from _settings(inner, f"{path}{name}.")


class _Scope:
    """What expressions of the root module may refer to, as far as the plan has it."""

    def __init__(self, show_json: Mapping[str, Any], workspace: str, written: Written) -> None:
        declared = show_json.get("configuration", {}).get("root_module", {}).get("variables", {})
        given = show_json.get("variables", {})
        self.written = written
        self._workspace = workspace
        self._variables = {
            name: each.get("value") for name, each in given.items() if not declared.get(name, {}).get("sensitive")
        }

    def value_of(self, text: str, depth: int = 0) -> str:
        """The value of a text, or of a reference to one; `?` where it is made in any other way."""
        text = text.strip()
        if depth > _DEEPEST:
            return UNKNOWN
        if _BARE.fullmatch(text):
            return self._referred(text, depth)
        template = _TEMPLATE.fullmatch(text)
        if template is None:
            return UNKNOWN
        parts = [self._referred(name, depth) for name in _INTERPOLATED.findall(template[1])]
        if UNKNOWN in parts:
            return UNKNOWN
        found = iter(parts)
        return _shown(_INTERPOLATED.sub(lambda _: next(found), template[1]))

    def _referred(self, name: str, depth: int) -> str:
        kind, _, rest = name.partition(".")
        if kind == "terraform":
            return self._workspace
        if kind == "local":
            return self.value_of(self.written.values.get(rest, ""), depth + 1)
        value = self._variables.get(rest)
        return UNKNOWN if value is None or isinstance(value, dict) else _shown(value)
