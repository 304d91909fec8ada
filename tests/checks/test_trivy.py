"""On an answer in trivy's documented shape; tests/contracts/test_checks.py has the real one, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.subjects import place_tool, subject
from tidegate.checks.scanner import Scanned
from tidegate.checks.trivy import Trivy
from tidegate.core.errors import ToolFailed

ANSWER = Path(__file__).parent / "data" / "trivy.json"
CHECK = Scanned(Trivy())


def looked(tmp_path, script: str):
    tools = place_tool(tmp_path / "tools", "trivy", script)
    return CHECK.examine(subject(tmp_path, {"app/main.tf": ""}, plan={}, tools=tools))


async def test_findings_have_their_place_and_a_severity_of_ours_before_trivys(tmp_path):
    opened, other = (await looked(tmp_path, f"cat {ANSWER}")).findings
    assert (opened.id, opened.severity, opened.address) == ("AVD-AWS-0107", "HIGH", "aws_security_group.open")
    assert (opened.file, opened.line, opened.link) == (
        "app/main.tf",
        7,
        "https://avd.example.com/misconfig/avd-aws-0107",
    )
    assert opened.message == "Security group rule allows unrestricted ingress from any IP address."
    assert (other.severity, other.file, other.message) == ("MEDIUM", "net/main.tf", "Something newer than our table.")


async def test_nothing_found_passes(tmp_path):
    assert (await looked(tmp_path, 'echo \'{"SchemaVersion": 2, "Results": null}\'')).state == "passed"


async def test_nothing_is_fetched_and_no_settings_of_the_checkout_are_read(tmp_path):
    """It is started in an empty folder, where it would look for trivy.yaml and .trivyignore."""
    await looked(tmp_path, f'echo "$@" > {tmp_path}/line; ls -A > {tmp_path}/seen; cat {ANSWER}')
    line = (tmp_path / "line").read_text().split()
    assert "--skip-check-update" in line
    assert line[-1] == str(tmp_path / "head/app")
    assert (tmp_path / "seen").read_text() == ""


@pytest.mark.parametrize("script", ["exit 1", "echo nothing", "echo '{}'", "echo '{\"SchemaVersion\": 3}'"])
async def test_anything_else_is_no_pass(tmp_path, script):
    with pytest.raises(ToolFailed):
        await looked(tmp_path, script)
