"""Installing for real is what `make install` does; here is what goes wrong, and what is promised of the lock file."""

from __future__ import annotations

import re
import subprocess

from support.subjects import need_checkov
from tidegate.cli import tools

LOCK = tools.LOCKS / "checkov.lock"


def test_what_is_no_tool_is_refused(tmp_path, capsys):
    assert tools.run("terrascan", tmp_path) == 2
    assert capsys.readouterr().err == "There is no tool terrascan to install; there is: checkov.\n"
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_installed_says_why_and_is_not_found(tmp_path, monkeypatch, capsys):
    (tmp_path / "checkov.lock").write_text("checkov @ file:///not/there.whl --hash=sha256:00\n")
    monkeypatch.setattr(tools, "LOCKS", tmp_path)
    assert tools.run("checkov", tmp_path / "data") == 1
    said = capsys.readouterr().err
    assert said.startswith("checkov is not installed: installing failed.\n")
    assert "there.whl" in said
    assert not (tmp_path / "data/checkov/bin/checkov").exists()


def test_everything_is_pinned_and_has_its_hash_and_nothing_says_where_it_is_from():
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.read_text())
    assert all("==" in each.split("\n", 1)[0] and "--hash=sha256:" in each for each in entries if each[0] != "#")
    assert "://" not in LOCK.read_text()
    assert "index-url" not in LOCK.read_text()


def test_the_version_that_is_here_is_the_pinned_one():
    here = need_checkov() / "checkov" / "bin" / "python"
    asked = "from importlib.metadata import version; print(version('checkov'))"
    found = subprocess.run([here, "-I", "-c", asked], capture_output=True, text=True, check=True)
    assert f"\ncheckov=={found.stdout.strip()} " in LOCK.read_text()
