from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from support.stages import stage_run
from tidegate.core.errors import StepFailed
from tidegate.ports.terraform import StageRun
from tidegate.terraform import code_files
from tidegate.terraform.code_files import LARGEST, file_hashes, installed_modules, is_own, module_folder


@pytest.fixture
def run(tmp_path) -> StageRun:
    (tmp_path / "secret").write_text("the server's own")
    return stage_run(tmp_path)


def write(run: StageRun, path: str, content: str | bytes = "x") -> Path:
    file = run.worktree / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def manifest(run: StageRun, *modules: dict[str, str], folder: str = ".terraform") -> None:
    write(run, f"app/{folder}/modules/modules.json", json.dumps({"Modules": list(modules)}))


ROOT = {"Key": "", "Source": "", "Dir": "."}


def test_modules_are_where_init_says_it_has_put_them(run):
    manifest(
        run,
        ROOT,
        {"Key": "net", "Source": "../modules/net", "Dir": "../modules/net"},
        {"Key": "net.inner", "Source": "acme/x/aws", "Dir": ".terraform/modules/net.inner"},
    )
    found = installed_modules(run)
    assert {address: os.path.normpath(place) for address, place in found.items()} == {
        "module.net": "modules/net",
        "module.net.module.inner": "app/.terraform/modules/net.inner",
    }


def test_the_data_folder_may_be_another(tmp_path):
    run = stage_run(tmp_path, variables={"TF_DATA_DIR": "data"})
    manifest(run, {"Key": "a", "Dir": "x"}, folder="data")
    assert installed_modules(run) == {"module.a": "app/x"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"Modules": 1}', '{"Modules": [{}]}', '{"Modules": [{"Key": 1}]}'])
def test_what_init_has_not_written_is_nothing(run, text):
    write(run, "app/.terraform/modules/modules.json", text)
    assert installed_modules(run) == {}


def test_a_folder_has_its_configuration_and_its_other_files(run):
    write(run, "app/b.tf.json", "{}")
    for other in ("app/.hidden.tf", "app/t/x.tpl", "app/t/deep.tf", "app/terraform.tfvars"):
        write(run, other)
    for own in ("app/.terraform/x", "app/terraform.tfstate", "app/.terraform.lock.hcl", "app/.git/HEAD"):
        write(run, own)
    found = module_folder(run, "app/")
    assert found is not None
    assert sorted(found.configuration) == ["b.tf.json", "main.tf"]
    assert set(found.others) == {"app/.hidden.tf", "app/t/x.tpl", "app/t/deep.tf", "app/terraform.tfvars"}
    assert not found.unread


def test_a_file_of_configuration_too_large_to_read_is_hashed_and_a_link_to_the_outside_never_followed(run):
    write(run, "app/large.tf", b"#" * (LARGEST + 1))
    (run.dir / "out.tf").symlink_to("../../secret")
    found = module_folder(run, "app")
    assert found is not None
    assert set(found.unread) == {"large.tf", "out.tf"}
    assert len(found.unread["large.tf"]) == 64
    assert found.unread["out.tf"].startswith("link:")


@pytest.mark.parametrize("place", ["absent", "..", "../other", "app/main.tf", "away", "/etc"])
def test_a_directory_that_is_not_in_the_checkout_is_no_module(run, place):
    (run.worktree / "away").symlink_to("/etc")
    assert module_folder(run, place) is None


def test_files_are_hashed_where_they_are_there(run):
    write(run, "app/a.txt", "same")
    write(run, "b.txt", "same")
    found = file_hashes(run, ["app/a.txt", "b.txt", "absent", "app"], [])
    assert set(found) == {"app/a.txt", "b.txt"}
    assert found["app/a.txt"] == found["b.txt"]
    write(run, "b.txt", "other")
    assert file_hashes(run, ["b.txt"], [])["b.txt"] != found["b.txt"]


def test_everything_below_a_folder_is_hashed_but_terraforms_own(run):
    for path in ("conf/a", "conf/b/c", "conf/.terraform/x", "conf/x.tfstate", "other"):
        write(run, path)
    (run.worktree / "conf" / "linked").symlink_to("../other")
    (run.worktree / "conf" / "away").symlink_to("/etc")
    found = file_hashes(run, [], ["conf", "absent"])
    assert set(found) == {"conf/a", "conf/b/c", "conf/linked", "conf/away"}
    assert found["conf/linked"] == found["conf/a"]
    assert found["conf/away"] == f"link:{b'/etc'.hex()}"


def test_nothing_outside_the_checkout_is_walked_or_read(run):
    (run.worktree / "away").symlink_to("/")
    (run.dir / "passwd").symlink_to("/etc/passwd")
    assert file_hashes(run, [], ["away"]) == {}
    assert file_hashes(run, ["app/passwd"], [])["app/passwd"].startswith("link:")
    assert file_hashes(run, ["away/etc/passwd"], [])["away/etc/passwd"] == "unreadable"


def test_a_pipe_is_not_waited_for(run):
    os.mkfifo(run.dir / "pipe")
    assert file_hashes(run, ["app/pipe"], []) == {"app/pipe": "unreadable"}


def test_more_than_anybody_reviews_is_refused(run, monkeypatch):
    monkeypatch.setattr(code_files, "MOST", 3)
    write(run, "app/a", "ab")
    write(run, "app/b", "cd")
    with pytest.raises(StepFailed) as refused:
        file_hashes(run, ["app/a", "app/b"], [])
    assert "Keep them out of the module's directory" in refused.value.output


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("app/terraform.tfstate", True),
        ("x.tfstate.backup", True),
        ("app/.terraform.lock.hcl", True),
        ("p.tfplan", True),
        ("app/tfstate", False),
        ("app/main.tf", False),
    ],
)
def test_terraforms_own_files_go_by_their_names(path, own):
    assert is_own(path) is own
