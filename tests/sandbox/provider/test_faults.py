"""Faults asked for by tags, as Terraform shows them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from support.terraform import PROVIDER, Workspace, workspace

pytestmark = pytest.mark.terraform


def ready(folder: Path, reattach: str, tags: str) -> Workspace:
    good = 'resource "aws_sqs_queue" "good" {\n  name = "good"\n}\n'
    faulty = f'resource "aws_sqs_queue" "faulty" {{\n  name = "faulty"\n  tags = {{ {tags} }}\n}}\n'
    here = workspace(folder, {"main.tf": PROVIDER + good + faulty}, {"TF_REATTACH_PROVIDERS": reattach})
    here.must("init")
    return here


def test_a_refused_creation_fails_the_apply_and_keeps_the_rest(tmp_path: Path, reattach: str) -> None:
    here = ready(tmp_path, reattach, '"standin:fail" = "apply"')
    done = here.run("apply", "-auto-approve", "-no-color")
    assert done.returncode == 1
    assert "UnauthorizedOperation" in done.stderr
    assert here.must("state", "list").split() == ["aws_sqs_queue.good"]


def test_a_refused_destruction_keeps_the_resource(tmp_path: Path, reattach: str) -> None:
    here = ready(tmp_path, reattach, '"standin:fail" = "destroy"')
    here.must("apply", "-auto-approve")
    done = here.run("destroy", "-auto-approve", "-no-color")
    assert done.returncode == 1
    assert "destroying aws_sqs_queue" in done.stderr
    assert here.must("state", "list").split() == ["aws_sqs_queue.faulty"]


def test_a_slow_resource_takes_its_time(tmp_path: Path, reattach: str) -> None:
    here = ready(tmp_path, reattach, '"standin:sleep" = "0.7"')
    started = time.monotonic()
    here.must("apply", "-auto-approve")
    assert time.monotonic() - started >= 0.7
