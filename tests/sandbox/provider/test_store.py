"""Things that exist beside Terraform's state: editing them is drift, and an import finds them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.provider import running_provider
from support.terraform import PROVIDER, Workspace, actions, workspace

pytestmark = pytest.mark.terraform

QUEUE = 'resource "aws_cloudwatch_log_group" "q" {\n  name              = "q"\n  retention_in_days = 7\n}\n'
IMPORT = 'import {\n  to = aws_cloudwatch_log_group.q\n  id = "q"\n}\n'


@pytest.fixture
def applied(tmp_path: Path) -> Iterator[Workspace]:
    with running_provider({"STANDIN_STORE": str(tmp_path / "store")}) as line:
        here = workspace(tmp_path / "here", {"main.tf": PROVIDER + QUEUE}, {"TF_REATTACH_PROVIDERS": line})
        here.must("init")
        here.plan()
        here.apply()
        yield here


def stored(tmp_path: Path) -> Path:
    return tmp_path / "store" / "aws_cloudwatch_log_group" / "q.json"


def test_an_edited_file_is_drift(applied: Workspace, tmp_path: Path) -> None:
    thing = json.loads(stored(tmp_path).read_text("utf-8"))
    stored(tmp_path).write_text(json.dumps({**thing, "retention_in_days": 1}), "utf-8")
    plan = applied.plan()
    (drift,) = plan["resource_drift"]
    assert drift["change"]["after"]["retention_in_days"] == 1
    assert actions(plan) == {"aws_cloudwatch_log_group.q": ["update"]}


def test_a_deleted_file_is_made_again(applied: Workspace, tmp_path: Path) -> None:
    stored(tmp_path).unlink()
    assert actions(applied.plan()) == {"aws_cloudwatch_log_group.q": ["create"]}


def test_destroying_removes_the_file(applied: Workspace, tmp_path: Path) -> None:
    applied.must("destroy", "-auto-approve")
    assert not stored(tmp_path).exists()


def test_an_import_finds_what_exists(applied: Workspace, tmp_path: Path) -> None:
    elsewhere = workspace(tmp_path / "elsewhere", {"main.tf": PROVIDER + QUEUE + IMPORT}, applied.variables)
    elsewhere.must("init")
    plan = elsewhere.plan()
    assert actions(plan) == {}
    (change,) = plan["resource_changes"]
    assert change["change"]["importing"] == {"id": "q"}
