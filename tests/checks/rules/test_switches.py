from __future__ import annotations

import pytest

from support.checked_plans import side
from tidegate.checks.rules.switches import off, switch, switch_in_block

TOP = switch("on", from_source=("source",))
EACH = switch("disk.on")
ONE = switch_in_block("safe.on")
DEEP = switch("mapping.disk.on")


def _off(one, values, **masks):
    return [(flaw.text, flaw.is_sure) for flaw in off(side("aws_thing", values, **masks), one)]


@pytest.mark.parametrize("value", [True, "true"])
def test_what_is_on_is_fine(value) -> None:
    assert _off(TOP, {"on": value}) == []
    assert _off(EACH, {"disk": [{"on": value}]}) == []
    assert _off(DEEP, {"mapping": [{"disk": [{"on": value}]}]}) == []


@pytest.mark.parametrize(
    ("values", "masks", "expected"),
    [
        ({"on": False}, {}, [("`on` is off; set it to true.", True)]),
        ({"on": "false"}, {}, [("`on` is off; set it to true.", True)]),
        ({}, {}, [("`on` is not set; set it to true.", True)]),
        ({}, {"unknown": {"on": True}, "written": {}}, [("`on` is not set; set it to true.", True)]),
        (
            {},
            {"unknown": {"on": True}, "written": {"on": {"references": ["var.x"]}}},
            [("Whether `on` is on is known only after apply.", False)],
        ),
        ({"source": "x"}, {}, [("`on` is taken from its source, which nobody looked at.", False)]),
        (
            {},
            {"unknown": {"source": True}, "written": {"source": {}}},
            [("`on` is taken from its source, which nobody looked at.", False)],
        ),
        ({"source": "x", "on": False}, {}, [("`on` is off; set it to true.", True)]),
        ({"source": []}, {}, [("`on` is not set; set it to true.", True)]),
    ],
)
def test_off_not_set_and_not_known_are_told_apart(values, masks, expected) -> None:
    assert _off(TOP, values, **masks) == expected


def test_every_block_is_looked_at_and_named_by_its_device() -> None:
    disks = [{"on": True}, {"on": False, "device_name": "/dev/sdf"}, {"on": None}]
    assert _off(EACH, {"disk": disks}) == [
        ("`disk` /dev/sdf: `on` is off; set it to true.", True),
        ("`disk`: `on` is not set; set it to true.", True),
    ]


def test_blocks_that_need_not_be_there_may_be_missing() -> None:
    assert _off(EACH, {"disk": []}) == []
    assert _off(EACH, {}, unknown={"disk": True}, written={}) == []


def test_a_block_that_has_to_be_there_is_asked_for() -> None:
    missing = [("`safe` is not written; set `safe.on` to true in it.", True)]
    assert _off(ONE, {"safe": []}) == missing
    assert _off(ONE, {}, unknown={"safe": True}, written={}) == missing


def test_blocks_known_only_after_apply_are_said_as_such() -> None:
    expected = [("`disk` is known only after apply.", False)]
    assert _off(EACH, {}, unknown={"disk": True}, written={"disk": {}}) == expected


def test_a_switch_nobody_sets_is_the_same_flaw_as_one_that_is_off() -> None:
    (before,) = off(side("aws_thing", {"on": False}), TOP)
    (after,) = off(side("aws_thing", {}, unknown={"on": True}, written={}), TOP)
    assert before.same == after.same
