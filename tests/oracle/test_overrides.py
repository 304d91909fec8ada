"""Corrections of the published schemas."""

import pytest

from oracle.overrides import Override, corrected

WRONG = Override(file="some.json", path=("$defs", "required"), value=["id"], because="real answers leave the name out")


def test_an_override_replaces_what_is_there():
    assert corrected({"$defs": {"required": ["id", "name"]}}, "some.json", (WRONG,)) == {"$defs": {"required": ["id"]}}


def test_another_file_stays_as_it_is():
    assert corrected({"$defs": {}}, "other.json", (WRONG,)) == {"$defs": {}}


def test_an_override_that_finds_no_place_is_an_error():
    with pytest.raises(KeyError, match=r"some\.json: \$defs/required is no longer there"):
        corrected({"$defs": {}}, "some.json", (WRONG,))
