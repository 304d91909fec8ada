import pytest
from pydantic_core import PydanticCustomError

from tidegate.config.atlantis_files.versions import version


@pytest.mark.parametrize(("written", "meant"), [("1.11.4", "1.11.4"), ("v1.6", "1.6"), ("1.0.0-rc1", "1.0.0-rc1")])
def test_a_version_loses_its_v(written, meant):
    assert version(written) == meant


@pytest.mark.parametrize("written", ["latest", ">=1.5", "", "1.x"])
def test_what_is_no_version_is_refused(written):
    with pytest.raises(PydanticCustomError, match="not a version"):
        version(written)
