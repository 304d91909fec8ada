"""The provider's half of a plan, on a resource type of our own."""

from __future__ import annotations

import json
from typing import Any

from tidegate.sandbox.provider.behaviour import Behaviour
from tidegate.sandbox.provider.planning import plan_creation, plan_update
from tidegate.sandbox.provider.schema import read_listing
from tidegate.sandbox.provider.values import UNKNOWN

RAW = {
    "provider": {},
    "data_sources": {},
    "resources": {
        "aws_thing": {
            "attributes": {
                "id": ["string", "c"],
                "size": ["number", "o"],
                "zone": ["string", "o"],
                "groups": [["set", "string"], "oc"],
                "ingress": [
                    ["set", ["object", {"port": "number", "note": "string", "from": ["list", "string"]}]],
                    "oc",
                ],
                "tags": [["map", "string"], "o"],
                "tags_all": [["map", "string"], "oc"],
            },
            "blocks": {"disk": {"nesting": "set", "attributes": {"name": ["string", "r"], "id": ["string", "c"]}}},
        }
    },
}
BLOCK = read_listing(json.dumps(RAW)).resources["aws_thing"].block
BEHAVIOUR = Behaviour(defaults={"size": 8}, computed_blocks=("disk",), replace=("zone",))


def configured(**values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(BLOCK.attributes), "disk": [], **values}


def created(**values: Any) -> dict[str, Any]:
    return plan_creation(BLOCK, BEHAVIOUR, configured(**values), {}).value


def test_what_nobody_said_is_the_default_or_known_after_apply() -> None:
    value = created()
    assert (value["size"], value["zone"], value["id"], value["disk"]) == (8, None, UNKNOWN, UNKNOWN)


def test_what_the_configuration_says_stays() -> None:
    assert created(size=20, disk=[{"name": "a", "id": None}]) == {
        **created(),
        "size": 20,
        "disk": [{"name": "a", "id": UNKNOWN}],
    }


def test_one_unknown_element_makes_a_set_unknown() -> None:
    assert created(groups=["sg-1", UNKNOWN])["groups"] == UNKNOWN


def test_objects_written_as_blocks_hold_no_nulls() -> None:
    given = [{"port": 22, "note": None, "from": None}]
    assert created(ingress=given)["ingress"] == [{"port": 22, "note": "", "from": []}]


def test_all_tags_are_the_providers_and_the_resources_own() -> None:
    value = plan_creation(BLOCK, BEHAVIOUR, configured(tags={"Env": "dev"}), {"Env": "any", "Team": "shop"}).value
    assert value["tags_all"] == {"Env": "dev", "Team": "shop"}
    assert created(tags=UNKNOWN)["tags_all"] == UNKNOWN


PRIOR = configured(id="thing-1", size=8, zone="a", tags_all={}, disk=[{"name": "a", "id": "disk-1"}])


def test_an_unchanged_resource_plans_to_itself() -> None:
    config = configured(zone="a", disk=[{"name": "a", "id": None}])
    proposed = {**PRIOR, "disk": [{"name": "a", "id": None}]}
    planned = plan_update(BLOCK, BEHAVIOUR, PRIOR, proposed, config, {})
    assert (planned.value, planned.replace) == (PRIOR, ())


def test_an_attribute_that_cannot_change_in_place_asks_for_a_replacement() -> None:
    config = configured(zone="b", size=9)
    planned = plan_update(BLOCK, BEHAVIOUR, PRIOR, {**PRIOR, "zone": "b", "size": 9}, config, {})
    assert planned.replace == ("zone",)


def test_a_new_element_of_a_set_does_not_take_over_anothers_identity() -> None:
    disks = [{"name": "b", "id": None}, {"name": "a", "id": None}]
    planned = plan_update(BLOCK, BEHAVIOUR, PRIOR, {**PRIOR, "disk": disks}, configured(zone="a", disk=disks), {})
    assert planned.value["disk"] == [{"name": "b", "id": None}, {"name": "a", "id": "disk-1"}]
