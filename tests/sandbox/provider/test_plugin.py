"""The process Terraform talks to: it starts, stays out of the way of signals, and leaves with its parent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.provider import running_provider
from support.terraform import PROVIDER, workspace
from support.waiting import until
from tidegate.sandbox.provider import ADDRESS


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0]


@pytest.mark.terraform
def test_an_interrupt_to_the_whole_group_does_not_end_it(tmp_path: Path) -> None:
    with running_provider() as line:
        os.kill(json.loads(line)[ADDRESS]["Pid"], signal.SIGINT)
        queue = 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'
        here = workspace(tmp_path, {"main.tf": PROVIDER + queue}, {"TF_REATTACH_PROVIDERS": line})
        here.must("init")
        here.plan()


def test_it_leaves_when_its_parent_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-m", "tidegate.sandbox.provider", "--reattach", str(tmp_path / "s")]
    start = f"import subprocess, sys; subprocess.Popen({command!r}, stdout=sys.stdout).wait()"
    with subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        provider = json.loads(parent.stdout.readline())[ADDRESS]["Pid"]
        parent.kill()
        until("the provider to leave", lambda: not alive(provider))
