from __future__ import annotations

import json
from typing import Any

import pytest

from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.plans.identity import BACKENDS, UNKNOWN, Written, identity_of


def backend(kind: str, config: dict[str, Any]) -> dict[str, str]:
    record = json.dumps({"version": 3, "backend": {"type": kind, "config": config, "hash": 1}})
    found = identity_of({}, record, "default", Written())
    assert isinstance(found, Identity)
    return dict(found.backend)


def test_without_a_record_the_state_is_local():
    found = identity_of({}, "", "other", Written())
    assert found == Identity(backend={"type": "local"}, workspace="other")
    assert backend("local", {"path": None, "workspace_dir": None}) == {"type": "local"}


def test_of_s3_what_says_where_the_state_lies_is_kept_and_no_credential():
    config = {
        "bucket": "acme-state",
        "key": "prod.tfstate",
        "region": "ap-northeast-2",
        "encrypt": True,
        "access_key": "AKIA",
        "secret_key": "hush",
        "assume_role": {"role_arn": "arn:aws:iam::1:role/state", "external_id": "hush", "session_name": "x"},
        "endpoints": {"s3": "https://user:hush@s3.example.com"},
        "profile": None,
    }
    assert backend("s3", config) == {
        "type": "s3",
        "bucket": "acme-state",
        "key": "prod.tfstate",
        "region": "ap-northeast-2",
        "assume_role.role_arn": "arn:aws:iam::1:role/state",
        "endpoints.s3": "https://s3.example.com",
    }


@pytest.mark.parametrize(
    ("kind", "config", "kept"),
    [
        ("pg", {"conn_str": "postgres://u:hush@db.example.com/tf?password=hush", "schema_name": "prod"}, "conn_str"),
        ("http", {"address": "https://u:hush@state.example.com/prod?token=hush&x=1", "password": "hush"}, "address"),
        ("gcs", {"bucket": "b", "credentials": "hush", "access_token": "hush"}, "bucket"),
        ("cloud", {"organization": "acme", "token": "hush", "workspaces": {"name": "prod"}}, "workspaces.name"),
        ("remote", {"workspaces": [{"name": "prod"}], "token": "hush"}, "workspaces.name"),
        ("madeup", {"place": "x", "auth_token": "hush", "client_secret": "hush", "api_key": "hush"}, "place"),
    ],
)
def test_no_backend_shows_a_credential(kind, config, kept):
    found = backend(kind, config)
    assert kept in found
    assert "hush" not in json.dumps(found)


def test_a_database_by_words_is_named_without_its_password():
    found = backend("pg", {"conn_str": "host=db user=u password=hush dbname=tf"})
    assert found["conn_str"] == "host=db dbname=tf"


def test_two_keys_are_two_places():
    assert backend("s3", {"bucket": "b", "key": "one"}) != backend("s3", {"bucket": "b", "key": "two"})


@pytest.mark.parametrize("kind", BACKENDS)
def test_every_setting_that_is_kept_is_kept_under_its_name(kind):
    config = dict.fromkeys(BACKENDS[kind], "value")
    assert backend(kind, config) == {"type": kind, **config}


@pytest.mark.parametrize("record", ["{", "[]", '{"backend": []}', '{"backend": {"config": {}}}', "1"])
def test_a_record_that_cannot_be_read_makes_the_identity_unknown(record):
    found = identity_of({}, record, "default", Written())
    assert isinstance(found, Unknown) or record == '{"backend": []}'


def providers(config: dict[str, Any], written: Written | None = None, **document: Any) -> dict[str, Any]:
    shown = {"configuration": {"provider_config": config, **document.pop("configuration", {})}, **document}
    found = identity_of(shown, "", "prod", written or Written())
    assert isinstance(found, Identity)
    return {name: dict(settings) for name, settings in found.providers.items()}


def constant(value: Any) -> dict[str, Any]:
    return {"constant_value": value}


AWS = {
    "name": "aws",
    "expressions": {
        "region": constant("eu-west-1"),
        "access_key": constant("AKIA"),
        "skip_metadata_api_check": constant(value=True),
        "allowed_account_ids": constant(["2", "1"]),
        "assume_role": [{"role_arn": constant("arn:1"), "session_name": constant("x")}],
    },
}


def test_what_says_whose_account_role_and_region_it_is_is_kept_of_a_provider():
    expected = {"region": "eu-west-1", "allowed_account_ids": "1,2", "assume_role.role_arn": "arn:1"}
    assert providers({"aws": AWS}) == {"aws": expected}


def test_providers_are_named_by_module_and_alias_and_those_that_say_nothing_are_left_out():
    expressions = {"region": constant("r")}
    found = providers(
        {
            "aws.eu": {"name": "aws", "alias": "eu", "expressions": expressions},
            "module.x:aws": {"name": "aws", "module_address": "module.x", "expressions": expressions},
            "random": {"name": "random"},
            "null": {"name": "null", "expressions": {"x": constant(1)}},
        }
    )
    assert found == {"aws.eu": {"region": "r"}, "module.x.aws": {"region": "r"}}


def test_several_roles_are_told_apart():
    roles = [{"role_arn": constant("one")}, {"role_arn": constant("two")}]
    found = providers({"aws": {"name": "aws", "expressions": {"assume_role": roles}}})
    assert found == {"aws": {"assume_role.0.role_arn": "one", "assume_role.1.role_arn": "two"}}


REFERRED = {"aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("var.region", "eu-west-1"),
        ('"${var.region}"', "eu-west-1"),
        ('"${ var.region }-x"', "eu-west-1-x"),
        ("local.place", "eu-west-1a"),
        ('"${terraform.workspace}-${local.place}"', "prod-eu-west-1a"),
        ("terraform.workspace", "prod"),
        ("var.number", "3"),
        ("var.hidden", UNKNOWN),
        ("var.absent", UNKNOWN),
        ("local.round", UNKNOWN),
        ("local.absent", UNKNOWN),
        ("lower(var.region)", UNKNOWN),
        ('"${lower(var.region)}"', UNKNOWN),
        ('"a\\nb"', UNKNOWN),
        ("", UNKNOWN),
        ("var.object", UNKNOWN),
    ],
)
def test_references_are_followed_as_far_as_the_plan_has_values(text, value):
    written = Written(
        providers={"aws": {"region": text}}, values={"place": '"${var.region}a"', "round": '"${local.round}"'}
    )
    found = providers(
        REFERRED,
        written,
        variables={
            "region": {"value": "eu-west-1"},
            "number": {"value": 3},
            "hidden": {"value": "hush"},
            "object": {"value": {"a": 1}},
        },
        configuration={"root_module": {"variables": {"hidden": {"sensitive": True}}}},
    )
    assert found == {"aws": {"region": value}}


def test_what_nobody_has_written_down_is_unknown():
    assert providers(REFERRED) == {"aws": {"region": UNKNOWN}}
