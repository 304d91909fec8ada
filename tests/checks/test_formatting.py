from __future__ import annotations

import pytest

from support.subjects import subject
from tidegate.checks.formatting import Formatting
from tidegate.core.errors import ToolFailed

pytestmark = pytest.mark.terraform

GOOD, BAD = "locals {\n  a = 1\n}\n", "locals {\n a=1\n}\n"


async def test_formatted_code_passes(tmp_path):
    result = await Formatting().examine(subject(tmp_path, {"app/main.tf": GOOD, "other/x.tf": BAD}))
    assert (result.check, result.state) == ("fmt", "passed")


async def test_files_are_named_from_the_repositorys_root_and_those_so_before_are_old(tmp_path):
    files = {"app/main.tf": BAD, "app/deep/x.tfvars": "a=1\n", "app/new.tf": BAD, "app/good.tf": GOOD}
    looked = await Formatting().examine(subject(tmp_path, files, base={"app/main.tf": BAD, "app/new.tf": GOOD}))
    assert looked.state == "found"
    assert {each.file: each.is_new for each in looked.findings} == {
        "app/main.tf": False,
        "app/deep/x.tfvars": True,
        "app/new.tf": True,
    }
    assert {each.severity for each in looked.findings} == {"HIGH"}


@pytest.mark.parametrize("name", ["a\nb.tf", "a\rb.tf", "a\u2028b.tf"])
async def test_no_name_of_a_file_hides_it(tmp_path, name):
    result = await Formatting().examine(subject(tmp_path, {f"app/{name}": BAD}))
    assert result.state == "found"


async def test_code_that_cannot_be_read_is_a_failure_with_the_place(tmp_path):
    with pytest.raises(ToolFailed) as failed:
        await Formatting().examine(subject(tmp_path, {"app/main.tf": 'resource "x" {\n'}))
    assert "main.tf" in failed.value.output


async def test_a_base_that_cannot_be_read_makes_everything_new(tmp_path):
    looked = await Formatting().examine(subject(tmp_path, {"app/main.tf": BAD}, base={"app/main.tf": "locals {"}))
    assert [each.is_new for each in looked.findings] == [True]


async def test_nothing_is_written(tmp_path):
    await Formatting().examine(subject(tmp_path, {"app/main.tf": BAD}))
    assert (tmp_path / "head/app/main.tf").read_text() == BAD
