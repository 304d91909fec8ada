"""What every check must do, each row of the table; and scanners that only exist as binaries, where there is one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.missing import report_left_out
from support.subjects import OPEN, SYSTEM, subject
from tidegate.checks.examiner import Checks
from tidegate.checks.scanner import Scanned
from tidegate.checks.table import TABLE, Row
from tidegate.checks.tfsec import Tfsec
from tidegate.checks.trivy import Trivy
from tidegate.core.checks.model import SEVERITIES
from tidegate.core.checks.rules import SCANNERS

pytestmark = pytest.mark.terraform

BINARIES = {"trivy": Trivy(), "tfsec": Tfsec()}


def test_every_check_has_a_name_of_its_own_and_every_scanner_people_can_name_is_one():
    names = [row.check.name for row in TABLE]
    assert len(set(names)) == len(names)
    assert set(SCANNERS) <= set(names)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.check.name)
async def test_code_that_is_not_terraform_never_passes(tmp_path, row: Row):
    """Without a plan and with code nobody can read, a check is failed, or says that nobody asked for it."""
    (result,) = await Checks((row,)).examine(subject(tmp_path, {"app/main.tf": 'resource "x" {\n'}))
    assert result.check == row.check.name
    assert result.state in {"failed", "skipped", "found"}
    assert result.reason or result.findings


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.check.name)
async def test_nothing_of_the_checkout_is_changed(tmp_path, row: Row):
    made = subject(tmp_path, {"app/main.tf": OPEN}, plan={"resource_changes": []})
    await Checks((row,)).examine(made)
    assert [path.name for path in made.root.rglob("*") if path.is_file()] == ["main.tf"]
    assert (made.root / "app/main.tf").read_text() == OPEN


@pytest.fixture(params=BINARIES)
def binary(request) -> str:
    if shutil.which(request.param) is None:
        report_left_out(f"{request.param} is not on PATH: only its documented output was read")
        pytest.skip(f"needs {request.param}")
    return request.param


async def test_a_real_binary_finds_an_open_security_group(tmp_path, binary):
    path = f"{Path(shutil.which(binary)).parent}:{SYSTEM}"
    made = subject(tmp_path, {"app/main.tf": OPEN}, base={"app/main.tf": ""}, plan={}, path=path)
    result = await Scanned(BINARIES[binary]).examine(made)
    opened = [each for each in result.findings if each.address == "aws_security_group.open"]
    assert opened
    assert {each.file for each in opened} == {"app/main.tf"}
    assert all(each.severity in SEVERITIES and each.is_new for each in opened)
