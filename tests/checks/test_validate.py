from __future__ import annotations

import pytest

from support.subjects import place_tool, subject
from tidegate.checks.validate import Validate
from tidegate.core.errors import ToolFailed

pytestmark = pytest.mark.terraform


async def test_a_plan_is_the_proof_that_code_is_valid(tmp_path):
    looked = await Validate().examine(subject(tmp_path, {"app/main.tf": "not even code"}, plan={}))
    assert (looked.check, looked.state) == ("validate", "passed")


async def test_valid_code_without_a_plan_passes_and_the_checkout_stays_as_it_is(tmp_path):
    files = {"app/main.tf": 'module "m" {\n  source = "../m"\n}\n', "m/x.tf": 'resource "terraform_data" "x" {}\n'}
    assert (await Validate().examine(subject(tmp_path, files))).state == "passed"
    assert sorted(path.name for path in (tmp_path / "head/app").iterdir()) == ["main.tf"]


async def test_an_error_is_found_with_its_place(tmp_path):
    files = {"app/main.tf": 'resource "terraform_data" "x" {\n  input = var.nope\n}\n'}
    (found,) = (await Validate().examine(subject(tmp_path, files))).findings
    assert (found.severity, found.file, found.line) == ("HIGH", "app/main.tf", 2)
    assert "nope" in found.message


async def test_an_error_in_a_local_module_is_placed_in_the_module(tmp_path):
    files = {"app/main.tf": 'module "m" {\n  source = "../m"\n}\n', "m/x.tf": 'output "o" {\n  value = local.no\n}\n'}
    (found,) = (await Validate().examine(subject(tmp_path, files))).findings
    assert (found.file, found.line) == ("m/x.tf", 2)


async def test_providers_that_cannot_be_had_leave_it_unevaluated(tmp_path):
    text = 'terraform {\n  required_providers {\n    x = { source = "localhost.invalid/a/b" }\n  }\n}\n'
    with pytest.raises(ToolFailed, match="`terraform init` failed in `app`"):
        await Validate().examine(subject(tmp_path, {"app/main.tf": text}))


@pytest.mark.parametrize("answer", ["{}", "[]", '{"valid": false, "diagnostics": []}', "no"])
async def test_an_answer_that_says_nothing_is_no_pass(tmp_path, answer):
    from dataclasses import replace

    tools = place_tool(tmp_path / "tools", "terraform", f"echo '{answer}'")
    odd = replace(subject(tmp_path, {"app/.terraform/x": ""}), terraform=str(tools / "terraform/bin/terraform"))
    with pytest.raises(ToolFailed):
        await Validate().examine(odd)
