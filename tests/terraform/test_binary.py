from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.releases import PROGRAM, ReleaseFolder
from tidegate.core.errors import TerraformMissing
from tidegate.core.projects.model import Project
from tidegate.terraform.binary import Binaries, wanted_version
from tidegate.terraform.releases import OPENTOFU, Releases


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A folder that is the whole PATH, with a terraform 1.11.4 in it."""
    folder = tmp_path / "bin"
    place(folder / "terraform", "1.11.4")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def place(file, version):
    file.parent.mkdir(exist_ok=True)
    file.write_text(PROGRAM.format(version=version))
    file.chmod(0o755)


@pytest.mark.parametrize("constraint", [None, "1.11.4", "~> 1.11", ">= 1.5, < 2"])
async def test_a_fitting_binary_on_path_is_taken(tmp_path, path, constraint):
    found = await Binaries(tmp_path / "tools").find(constraint)
    assert (found.path, str(found.version)) == (path / "terraform", "1.11.4")


async def test_a_given_binary_goes_before_path(tmp_path, path):
    place(tmp_path / "given" / "terraform", "1.9.0")
    found = await Binaries(tmp_path / "tools", given=tmp_path / "given" / "terraform").find(None)
    assert str(found.version) == "1.9.0"


async def test_opentofu_is_looked_for_by_its_own_name(tmp_path, path):
    place(path / "tofu", "1.8.0")
    found = await Binaries(tmp_path / "tools").find("~> 1.8", "opentofu")
    assert found.path == path / "tofu"


async def test_what_does_not_fit_is_downloaded_once(tmp_path, path, monkeypatch):
    monkeypatch.undo()
    offered = ReleaseFolder(tmp_path)
    offered.publish("1.9.7", "1.9.8")
    with offered.serve() as url:
        binaries = Binaries(tmp_path / "tools", given=path / "terraform", releases=Releases(url=url, key=offered.key))
        found = await binaries.find("~> 1.9.0")
    offered.close()
    assert (found.path, str(found.version)) == (tmp_path / "tools" / "1.9.8" / "terraform", "1.9.8")
    assert await binaries.find("1.9.8") == found


async def test_a_server_without_any_binary_downloads_the_newest_of_what_it_uses(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    offered = ReleaseFolder(tmp_path)
    offered.publish("1.8.8", "1.9.0", layout=OPENTOFU)
    with offered.serve() as url:
        tofu = Releases(url=url, key=offered.key, layout=OPENTOFU)
        found = await Binaries(
            tmp_path / "tools", given=tmp_path / "absent", opentofu=tofu, distribution="opentofu"
        ).find(None)
    offered.close()
    assert (found.path.name, str(found.version)) == ("tofu", "1.9.0")


async def test_versions_lie_side_by_side(tmp_path, path, monkeypatch):
    monkeypatch.undo()
    offered = ReleaseFolder(tmp_path)
    offered.publish("1.8.5", "1.9.8")
    with offered.serve() as url:
        binaries = Binaries(tmp_path / "tools", given=path / "terraform", releases=Releases(url=url, key=offered.key))
        wanted = (None, "1.8.5", "~> 1.9.0")
        found = await asyncio.gather(*(binaries.find(constraint) for constraint in wanted))
    offered.close()
    assert [str(each.version) for each in found] == ["1.11.4", "1.8.5", "1.9.8"]


def test_several_event_loops_may_ask_at_once(tmp_path, path, monkeypatch):
    monkeypatch.undo()
    offered = ReleaseFolder(tmp_path)
    offered.publish("1.9.8")
    with offered.serve() as url, ThreadPoolExecutor(4) as threads:
        binaries = Binaries(tmp_path / "tools", given=path / "terraform", releases=Releases(url=url, key=offered.key))
        asked = [threads.submit(lambda: asyncio.run(binaries.find("1.9.8"))) for _ in range(4)]
        assert {each.result().path for each in asked} == {tmp_path / "tools" / "1.9.8" / "terraform"}
    offered.close()


@pytest.mark.parametrize(
    ("constraint", "distribution", "words"),
    [
        ("1.9.8", "terraform", r"wants terraform 1\.9\.8, and this server has 1\.11\.4"),
        ("1.8", "opentofu", "there is no tofu on this server's PATH"),
        ("newest", "terraform", "'newest' is not a version"),
    ],
)
async def test_without_a_fitting_one_the_wish_and_the_remedy_are_named(tmp_path, path, constraint, distribution, words):
    with pytest.raises(TerraformMissing, match=words):
        await Binaries(tmp_path / "tools").find(constraint, distribution)


async def test_a_program_that_is_no_terraform_is_not_taken_for_one(tmp_path, path):
    (path / "terraform").write_text("#!/bin/sh\necho hello\n")
    with pytest.raises(TerraformMissing, match="does not say its version"):
        await Binaries(tmp_path / "tools").find(None)


def test_a_projects_own_version_goes_before_its_files_and_those_before_its_code(tmp_path):
    assert wanted_version(Project(dir="."), tmp_path) is None
    (tmp_path / "main.tf").write_text('terraform {\n  required_version = ">= 1.5"\n}\n')
    (tmp_path / "versions.tf").write_text('terraform {\n  # required_version = "9"\n  required_version="< 2"\n}\n')
    assert set(wanted_version(Project(dir="."), tmp_path).split(",")) == {">= 1.5", "< 2"}
    (tmp_path / ".terraform-version").write_text("1.9.8\n")
    assert wanted_version(Project(dir="."), tmp_path) == "1.9.8"
    assert wanted_version(Project(dir=".", terraform_version="1.8.0"), tmp_path) == "1.8.0"


@pytest.mark.parametrize("named", ["latest", "latest:^1.5", "min-required"])
def test_words_of_version_managers_leave_the_choice_to_the_code(tmp_path, named):
    (tmp_path / ".terraform-version").write_text(named)
    assert wanted_version(Project(dir="."), tmp_path) is None
    (tmp_path / "main.tf").write_text('terraform { required_version = "~> 1.5" }')
    assert wanted_version(Project(dir="."), tmp_path) == "~> 1.5"


def test_what_a_version_file_or_code_links_to_outside_is_not_read(tmp_path):
    (tmp_path / "secret").write_text("the server's own")
    (tmp_path / "code").write_text('  required_version = "9.9.9"')
    worktree = tmp_path / "work"
    worktree.mkdir()
    (worktree / ".terraform-version").symlink_to("../secret")
    (worktree / "main.tf").symlink_to("../code")
    (worktree / "folder.tf").mkdir()
    (worktree / "latin.tf").write_bytes(b'# \xe9\nterraform {\n  required_version = "1.5"\n}\n')
    assert wanted_version(Project(dir="."), worktree) == "1.5"


def test_a_constraint_nobody_would_write_is_none(tmp_path):
    (tmp_path / ".terraform-version").write_text("1" * 201)
    (tmp_path / "main.tf").write_text("\n" * 1_000_000 + 'required_version = "' + " " * 201 + '"')
    assert wanted_version(Project(dir="."), tmp_path) is None
