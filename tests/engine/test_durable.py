"""What the flows rely on, checked on a process that is killed."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.paths import SUPPORT
from support.waiting import until

pytestmark = pytest.mark.crash


@contextmanager
def child(folder: Path, *args: str):
    process = subprocess.Popen(
        [sys.executable, SUPPORT / "engine_child.py", f"sqlite:///{folder}/engine.sqlite", folder, *args],
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def said(folder: Path) -> list[str]:
    file = folder / "said"
    return file.read_text().splitlines() if file.exists() else []


def test_a_killed_workflow_goes_on_where_it_was_and_repeats_no_finished_step(tmp_path):
    with child(tmp_path, "start", "a"):
        until("the slow step", lambda: "slow a begins" in said(tmp_path))
    (tmp_path / "go").touch()
    with child(tmp_path, "resume"):
        until("the end", lambda: "done a: answer of first for a" in said(tmp_path))
    assert said(tmp_path).count("first a") == 1
    assert said(tmp_path).count("slow a begins") == 2, "the step that was cut off ran again"


def test_one_partition_runs_one_workflow_at_a_time_in_order_and_one_id_is_one_workflow(tmp_path):
    (tmp_path / "go").touch()
    with child(tmp_path, "start", "a", "b", "c"):
        until("the last", lambda: any(line.startswith("done c") for line in said(tmp_path)))
    lines = [line for line in said(tmp_path) if not line.startswith("refused")]
    assert [line.split()[1].rstrip(":") for line in lines] == ["a"] * 4 + ["b"] * 4 + ["c"] * 4


def test_a_partition_where_there_is_none_is_refused_at_once(tmp_path):
    with child(tmp_path, "resume"):
        until("the refusal", lambda: "refused a partition where there is none" in said(tmp_path))
