from __future__ import annotations

import pytest

from tidegate.terraform.toolbox import Toolbox


@pytest.fixture
def place(tmp_path):
    """Puts a program somewhere."""

    def put(where: str) -> str:
        file = tmp_path / where
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o755)
        return str(file)

    return put


def test_a_tool_of_ours_goes_before_the_one_on_the_path(tmp_path, place):
    toolbox = Toolbox(folder=tmp_path / "tools", path=str(tmp_path / "bin"))
    assert toolbox.find("checkov") is None
    other = place("bin/checkov")
    assert toolbox.find("checkov") == other
    assert toolbox.find("checkov") != (own := place("tools/checkov/bin/checkov"))
    assert toolbox.find("checkov") == own
    assert Toolbox(path=str(tmp_path / "bin")).find("checkov") == other


def test_a_file_that_cannot_be_run_is_no_tool(tmp_path, place):
    place("tools/checkov/bin/checkov")
    (tmp_path / "tools/checkov/bin/checkov").chmod(0o644)
    assert Toolbox(folder=tmp_path / "tools", path="").find("checkov") is None


def test_a_tool_of_ours_is_seen_whole_and_nothing_else_of_ours(tmp_path):
    toolbox = Toolbox(folder=tmp_path)
    assert toolbox.home(str(tmp_path / "checkov/bin/checkov")) == tmp_path / "checkov"
    assert toolbox.home("/usr/bin/trivy") is None
    assert toolbox.home(str(tmp_path / "../data/secret")) is None
    assert Toolbox().home(str(tmp_path / "checkov/bin/checkov")) is None
