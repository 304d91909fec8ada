"""The listing that ships: complete enough for Terraform to accept, true to its notation."""

from __future__ import annotations

import json

from tidegate.sandbox.provider.__main__ import DATA
from tidegate.sandbox.provider.schema import read_listing

TEXT = (DATA / "aws61.json").read_text("utf-8")


def test_the_letters_of_an_attribute_become_its_flags() -> None:
    password = read_listing(TEXT).resources["aws_db_instance"].block.attributes["password"]
    assert (password.required, password.optional, password.computed, password.sensitive) == (False, True, False, True)


def test_nested_blocks_keep_their_nesting_and_limits() -> None:
    logs = read_listing(TEXT).resources["aws_elasticache_replication_group"].block.blocks["log_delivery_configuration"]
    assert (logs.nesting, logs.max_items, logs.repeats) == ("set", 2, True)
    assert logs.content.attributes["destination"].required


def test_every_listed_type_is_read() -> None:
    listing = read_listing(TEXT)
    assert set(listing.resources) == set(json.loads(TEXT)["resources"])
    assert "aws_caller_identity" in listing.data_sources
    assert "region" in listing.provider.block.attributes
