"""On the real checkov: few runs, each takes seconds."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from support import walls
from support.stages import stage_run
from support.subjects import OPEN, need_checkov, place_tool, subject, write
from tidegate.checks.checkov import Checkov
from tidegate.checks.scanner import Scanned
from tidegate.core.errors import ToolFailed
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap
from tidegate.terraform.local import LocalTerraform
from tidegate.terraform.toolbox import Toolbox

CHECK = Scanned(Checkov())
CALL = 'module "net" {\n  source = "../net"\n}\n'
SKIPS_ALL = "skip-check: [CKV_AWS_24, CKV_AWS_23]\n"


@pytest.mark.slow
async def test_what_a_change_opens_is_new_in_its_own_code_and_in_local_modules_alone(tmp_path):
    """A nested project is not this one; a .checkov.yaml of whoever wrote the change hides nothing."""
    closed = OPEN.replace("0.0.0.0/0", "10.0.0.0/8")
    files = {
        "app/main.tf": CALL + closed.replace('"open"', '"inner"', 1),
        "net/main.tf": OPEN,
        "app/nested/main.tf": OPEN.replace('"open"', '"elsewhere"', 1),
        "app/.checkov.yaml": SKIPS_ALL,
        ".checkov.yaml": SKIPS_ALL,
    }
    base = {**files, "net/main.tf": closed}
    result = await CHECK.examine(subject(tmp_path, files, base=base, plan={}, tools=need_checkov()))
    found = {(each.id, each.address): each for each in result.findings}
    opened = found["CKV_AWS_24", "module.net.aws_security_group.open"]
    assert (opened.is_new, opened.severity, opened.file, opened.line) == (True, "HIGH", "net/main.tf", 1)
    undescribed = found["CKV_AWS_23", "aws_security_group.inner"]
    assert (undescribed.is_new, undescribed.severity, undescribed.file) == (False, "LOW", "app/main.tf")
    assert not [address for _, address in found if "elsewhere" in address]


@pytest.mark.slow
async def test_code_below_that_calls_the_project_as_its_module_hides_nothing_of_it(tmp_path):
    """It would be checked as that module only: elsewhere, and with the values the caller gives."""
    variable = 'variable "from" {\n  default = "0.0.0.0/0"\n}\n'
    files = {
        "app/main.tf": variable + OPEN.replace('"0.0.0.0/0"', "var.from") + CALL.replace("../net", "./my net"),
        "app/my net/main.tf": OPEN,
        "app/below.tf/main.tf": 'module "above" {\n  source = "../"\n  from   = "10.0.0.0/8"\n}\n',
    }
    result = await CHECK.examine(subject(tmp_path, files, plan={}, tools=need_checkov()))
    opened = {each.address for each in result.findings if each.id == "CKV_AWS_24"}
    assert opened == {"aws_security_group.open", "module.net.aws_security_group.open"}


@pytest.mark.slow
async def test_code_checkov_cannot_read_is_a_failure(tmp_path):
    broken = subject(tmp_path, {"app/main.tf": 'resource "x" {\n'}, plan={}, tools=need_checkov())
    with pytest.raises(ToolFailed, match="checkov could not read 1 of the files"):
        await CHECK.examine(broken)


@pytest.mark.slow
async def test_within_the_walls_of_a_run_it_finds_the_same(tmp_path):
    walls.need()
    toolbox = Toolbox(folder=need_checkov())
    terraform = LocalTerraform(
        Binaries(tmp_path), tmp_path / "shims", isolation=Bubblewrap(hidden=(tmp_path,)), toolbox=toolbox
    )
    run = stage_run(tmp_path, main=OPEN)
    made = replace(subject(tmp_path, {}, plan={}), root=run.worktree, programs=terraform.programs(run))
    ids = {each.id for each in (await CHECK.examine(made)).findings}
    assert "CKV_AWS_24" in ids


def answers(tmp_path, answer: object, code: int = 0):
    file = write(tmp_path, {"answer.json": json.dumps(answer)}) / "answer.json"
    tools = place_tool(tmp_path / "tools", "checkov", f"cat {file}; exit {code}")
    return CHECK.examine(subject(tmp_path, {"app/main.tf": ""}, plan={}, tools=tools))


SUMMARY = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3"}


@pytest.mark.parametrize("answer", [SUMMARY, [{"check_type": "terraform", "results": {}, "summary": SUMMARY}]])
async def test_nothing_to_scan_passes_in_each_of_its_shapes(tmp_path, answer):
    assert (await answers(tmp_path, answer)).state == "passed"


@pytest.mark.parametrize(
    ("answer", "code"), [({}, 0), ([], 0), ("no", 0), (SUMMARY, 2), ([{**SUMMARY, "parsing_errors": 2}], 1)]
)
async def test_anything_else_is_no_pass(tmp_path, answer, code):
    with pytest.raises(ToolFailed):
        await answers(tmp_path, answer, code)
