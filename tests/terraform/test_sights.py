from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from support.stages import stage_run
from tidegate.terraform import own
from tidegate.terraform.isolation import Bubblewrap, Open
from tidegate.terraform.sights import Sights, provider_mirrors

CONFIG = """
provider_installation {{
  filesystem_mirror {{
    path    = "{there}"
    include = ["example.com/*/*"]
  }}
  filesystem_mirror {{
    path = "/not/there"
  }}
  direct {{}}
}}
plugin_cache_dir = "/var/cache/plugins"
"""


@pytest.fixture
def run(tmp_path):
    made = stage_run(tmp_path)
    own.made(made)
    return made


def bound(sights: Sights, run, tool: str = "/usr/bin/terraform") -> dict[str, str]:
    """Path within → how it is seen."""
    around = sights.walls(run, tool)
    assert around
    words = iter(around.line)
    found = {}
    for word in words:
        if word in {"--bind", "--ro-bind"}:
            next(words)
            found[next(words)] = word
    return found


def sights(tmp_path: Path, **isolation) -> Sights:
    return Sights(isolation=Bubblewrap(**isolation), shims=tmp_path / "shims", cli_config=tmp_path / "terraform.rc")


def test_in_the_open_nothing_is_worked_out(tmp_path, run):
    assert replace(sights(tmp_path), isolation=Open()).walls(run, "terraform") is None


def test_a_run_writes_its_worktree_and_its_own_folders_and_reads_its_tools(tmp_path, run):
    (tmp_path / "shims").mkdir()
    (tmp_path / "tool").mkdir()
    tool = tmp_path / "tool" / "terraform"
    tool.touch()
    seen = bound(sights(tmp_path), run, str(tool))
    written = {path for path, how in seen.items() if how == "--bind"}
    assert written == {str(run.worktree), str(own.home(run)), str(own.files(run)), "/tmp"}
    assert seen[str(tool)] == seen[str(tmp_path / "shims")] == "--ro-bind"
    assert str(run.folder) not in seen


def test_provider_mirrors_are_found_in_the_cli_configuration(tmp_path):
    config = tmp_path / "terraform.rc"
    assert provider_mirrors(config) == ()
    (tmp_path / "mirror").mkdir()
    config.write_text(CONFIG.format(there=tmp_path / "mirror"))
    assert provider_mirrors(config) == (tmp_path / "mirror",)


def test_a_steps_own_path_shows_it_nothing_of_ours(tmp_path, run):
    ours = tmp_path / "data" / "worktrees" / "other"
    ours.mkdir(parents=True)
    (ours / "terraform").touch()
    (run.dir / "terraform").symlink_to(ours / "terraform")
    for tool in (ours / "terraform", run.dir / "terraform"):
        assert str(tool) not in bound(sights(tmp_path, hidden=(tmp_path / "data",)), run, str(tool))


def test_the_mirror_a_worktree_belongs_to_is_seen_and_no_other(tmp_path, run):
    mirrors = tmp_path / "mirrors"
    for name, place in (("ours", run.worktree), ("theirs", tmp_path / "other")):
        admin = mirrors / f"{name}.git" / "worktrees" / "one"
        admin.mkdir(parents=True)
        (admin / "gitdir").write_text(f"{place}/.git\n")
    around = sights(tmp_path, mirrors=mirrors)
    link = run.worktree / ".git"
    assert not [path for path in bound(around, run) if "mirrors" in path]
    link.write_text(f"gitdir: {mirrors}/ours.git/worktrees/one\n")
    assert bound(around, run)[str(mirrors / "ours.git")] == "--ro-bind"
    for lie in (
        f"{mirrors}/theirs.git/worktrees/one",
        f"{mirrors}/ours.git/worktrees/../../theirs.git/worktrees/one",
        f"{mirrors}/ours.git/worktrees/absent",
        str(run.worktree / "made" / "worktrees" / "one"),
        "/etc",
    ):
        link.write_text(f"gitdir: {lie}\n")
        assert not [path for path in bound(around, run) if "mirrors" in path or path in {lie, "/etc"}]


def seen_by(sights: Sights, run, program: str, *reads: Path) -> dict[str, str]:
    around = sights.looking(run, program, run.dir, reads)
    assert around
    words = list(around.line)
    return {words[n + 2]: word for n, word in enumerate(words) if word in {"--bind", "--ro-bind"}}


def test_what_only_looks_reads_the_checkout_and_writes_its_scratch(tmp_path, run):
    (tmp_path / "base").mkdir()
    seen = seen_by(sights(tmp_path, hidden=(tmp_path,)), run, "/usr/bin/sh", tmp_path / "base", tmp_path / "absent")
    assert seen[str(run.worktree)] == seen[str(tmp_path / "base")] == "--ro-bind"
    assert seen[str(run.folder / "scratch")] == "--bind"
    assert not {str(own.files(run)), str(own.home(run)), str(tmp_path / "absent")} & set(seen)


def test_our_python_is_seen_but_never_where_that_would_uncover_the_servers_own(tmp_path, run):
    place = Path(sys.base_prefix).resolve()
    within = not place.is_relative_to("/usr")  # The system's own is seen anyway.
    assert (str(place) in seen_by(sights(tmp_path), run, "/usr/bin/sh")) == within
    assert str(place) not in seen_by(sights(tmp_path, hidden=(place / "data",)), run, "/usr/bin/sh")


def test_in_the_open_nothing_stands_around_what_only_looks(tmp_path, run):
    assert replace(sights(tmp_path), isolation=Open()).looking(run, "/usr/bin/sh", run.dir, ()) is None
