"""On an answer in tfsec's documented shape; tests/contracts/test_checks.py has the real one, where there is one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from support.subjects import place_tool, subject, write
from tidegate.checks.scanner import Scanned
from tidegate.checks.tfsec import Tfsec
from tidegate.core.errors import ToolFailed

ANSWER = (Path(__file__).parent / "data" / "tfsec.json").read_text()


def looked(tmp_path, script: str):
    tools = place_tool(tmp_path / "tools", "tfsec", script)
    return Scanned(Tfsec()).examine(subject(tmp_path, {"app/main.tf": ""}, plan={}, tools=tools))


async def test_findings_have_their_place_and_what_is_ignored_is_none(tmp_path):
    write(tmp_path, {"answer.json": ANSWER.replace("@ROOT@", str(tmp_path / "head"))})
    (found,) = (await looked(tmp_path, f"cat {tmp_path}/answer.json")).findings
    assert (found.id, found.severity) == ("aws-ec2-no-public-ingress-sgr", "HIGH")
    assert (found.address, found.file, found.line) == ("aws_security_group.open", "app/main.tf", 7)
    assert found.link == "https://tfsec.example.com/no-public-ingress-sgr/"
    assert found.message == "Security group rule allows ingress from public internet."


async def test_nothing_found_passes(tmp_path):
    assert (await looked(tmp_path, "echo '{\"results\": null}'")).state == "passed"


async def test_settings_of_the_checkout_are_not_read(tmp_path):
    await looked(tmp_path, f'echo "$@" > {tmp_path}/line; echo \'{{"results": null}}\'')
    line = (tmp_path / "line").read_text().split()
    settings, checks = (Path(line[line.index(name) + 1]) for name in ("--config-file", "--custom-check-dir"))
    assert await asyncio.to_thread(settings.read_text) == "{}"
    assert not list(checks.rglob("*"))


@pytest.mark.parametrize("script", ["exit 1", "echo nothing", "echo '{}'", "echo '[]'"])
async def test_anything_else_is_no_pass(tmp_path, script):
    with pytest.raises(ToolFailed):
        await looked(tmp_path, script)
