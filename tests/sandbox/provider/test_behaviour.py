"""The overlay that ships speaks of types and attributes that exist."""

from __future__ import annotations

from string import Formatter

from tidegate.sandbox.provider.__main__ import DATA
from tidegate.sandbox.provider.behaviour import Behaviour, read_overlay
from tidegate.sandbox.provider.schema import read_listing

OVERLAY = read_overlay((DATA / "overlay.json").read_text("utf-8"))
LISTING = read_listing((DATA / "aws61.json").read_text("utf-8"))


def test_the_overlay_names_only_types_and_attributes_of_the_listing() -> None:
    strangers = []
    for name, behaviour in OVERLAY.resources.items():
        block = LISTING.resources[name].block
        known = {*block.attributes, *block.blocks}
        named = {*behaviour.defaults, *behaviour.computed_blocks, *behaviour.replace, *behaviour.made}
        strangers += [f"{name}.{each}" for each in named - known]
    assert strangers == []


def test_the_overlays_data_is_of_listed_data_sources() -> None:
    for name, values in OVERLAY.data.items():
        assert set(values) <= set(LISTING.data_sources[name].block.attributes)


def test_patterns_use_only_what_they_are_given() -> None:
    for name, behaviour in OVERLAY.resources.items():
        for pattern, given in ((behaviour.id, {"hex", "name"}), (behaviour.arn, {"id", "name"})):
            assert {field for _, field, _, _ in Formatter().parse(pattern) if field is not None} <= given, name


def test_a_type_without_an_entry_behaves_plainly() -> None:
    assert OVERLAY.of("aws_something_new") == Behaviour()
