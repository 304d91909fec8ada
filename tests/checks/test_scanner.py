from __future__ import annotations

from dataclasses import dataclass

import pytest

from support.subjects import place_tool, subject
from tidegate.checks.scanner import Scan, Scanned
from tidegate.checks.unread import NOT_SCANNED
from tidegate.core.checks.model import Finding
from tidegate.core.errors import ToolFailed

OLD = Finding(id="R1", severity="HIGH", message="old", address="a.b")
NEW = Finding(id="R2", severity="HIGH", message="new", address="a.b")


@dataclass
class Plays:
    """Finds what each checkout's file `found` names."""

    name: str = "plays"
    remedy: str = "Install it."
    reads: tuple[str, ...] = (".tf",)

    async def scan(self, scan: Scan) -> tuple[Finding, ...]:
        said = (scan.folder / "found").read_text()
        if said == "broken":
            raise ToolFailed("It cannot read this.")
        return tuple(each for each in (OLD, NEW) if each.message in said)


def looked(tmp_path, head: str, base: str | None = None, **changes):
    tools = place_tool(tmp_path / "tools", "plays", "true")
    before = None if base is None else {"app/found": base}
    return Scanned(Plays()).examine(subject(tmp_path, {"app/found": head}, base=before, tools=tools, **changes))


async def test_findings_of_the_base_are_old(tmp_path):
    result = await looked(tmp_path, "old new", "old")
    assert {each.id: each.is_new for each in result.findings} == {"R1": False, "R2": True}


@pytest.mark.parametrize("base", [None, "broken"])
async def test_without_a_base_that_can_be_read_everything_is_new(tmp_path, base):
    assert [each.is_new for each in (await looked(tmp_path, "old", base)).findings] == [True]


async def test_a_project_the_base_does_not_have_is_new(tmp_path):
    tools = place_tool(tmp_path / "tools", "plays", "true")
    new = subject(tmp_path, {"app/found": "old"}, base={"other/found": "old"}, tools=tools)
    assert [each.is_new for each in (await Scanned(Plays()).examine(new)).findings] == [True]


async def test_a_scanner_that_cannot_read_the_change_fails(tmp_path):
    with pytest.raises(ToolFailed):
        await looked(tmp_path, "broken", "old")


@pytest.mark.terraform
async def test_without_a_plan_code_terraform_cannot_read_fails_whatever_the_scanner_finds(tmp_path):
    tools = place_tool(tmp_path / "tools", "plays", "true")
    broken = subject(tmp_path, {"app/found": "", "app/main.tf": 'resource "x" {'}, tools=tools)
    with pytest.raises(ToolFailed, match="cannot read the code"):
        await Scanned(Plays()).examine(broken)


@pytest.mark.parametrize(
    ("named", "there", "state"),
    [
        ((), False, "skipped"),
        (("plays",), False, "failed"),
        (("builtin",), True, "skipped"),
        (("plays",), True, "passed"),
    ],
)
async def test_it_runs_when_named_or_there_and_fails_when_named_and_not_there(tmp_path, named, there, state):
    tools = place_tool(tmp_path / "tools", "plays" if there else "other", "true")
    result = await Scanned(Plays()).examine(subject(tmp_path, {"app/found": ""}, tools=tools, scanners=named))
    assert result.state == state
    if state == "failed":
        assert str(result.reason) == "plays is not installed. Install it."


async def test_a_file_the_scanner_passes_over_is_a_finding(tmp_path):
    tools = place_tool(tmp_path / "tools", "plays", "true")
    made = subject(tmp_path, {"app/found": "", "app/main.tf.json": "{}"}, base={"app/found": ""}, tools=tools, plan={})
    (finding,) = (await Scanned(Plays()).examine(made)).findings
    assert (finding.id, finding.file, finding.severity, finding.is_new) == (
        NOT_SCANNED,
        "app/main.tf.json",
        "HIGH",
        True,
    )
