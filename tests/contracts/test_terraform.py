"""What every Terraform must do, on the real terraform with builtin resources."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from support import our_python, walls
from support.eventually import until
from support.programs import WAITS, begun, end_all, runner_of
from support.stages import MAIN, handed_on, stage_run
from tidegate.core.changes import Change
from tidegate.core.errors import Interrupted, StepFailed, TerraformMissing
from tidegate.core.projects.model import Project, Step
from tidegate.ports.terraform import Terraform
from tidegate.terraform import local, process
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap, Isolation, Open
from tidegate.terraform.limits import TimeLimit
from tidegate.terraform.local import LocalTerraform

pytestmark = pytest.mark.terraform

INIT, PLAN, APPLY = Step(kind="init"), Step(kind="plan"), Step(kind="apply")
CHANGE = Change(
    repo="acme/infra",
    number=7,
    title="t",
    author="alice",
    base_branch="staging",
    base_sha="b" * 40,
    head_branch="develop",
    head_sha="a" * 40,
    head_repo="acme/infra",
    url="https://git.example.com/acme/infra/pull/7",
)
FAILS = 'resource "terraform_data" "one" { input = nowhere.at_all }\n'
SLOW = """
resource "terraform_data" "one" {
  provisioner "local-exec" { command = "until [ -e go ]; do sleep 0.05; done" }
}
resource "terraform_data" "two" { depends_on = [terraform_data.one] }
"""
SECRET = """
variable "password" { sensitive = true }
resource "terraform_data" "one" { input = var.password }
output "shown" { value = nonsensitive(var.password) }
"""

# A server that performs one waiting step, to be killed.
SERVER = """
import asyncio, sys
from pathlib import Path
sys.path[:0] = {path!r}
from support.stages import stage_run
from tidegate.core.projects.model import Step
from tidegate.terraform.binary import Binaries
from tidegate.terraform.isolation import Bubblewrap, Open
from tidegate.terraform.limits import TimeLimit
from tidegate.terraform.local import LocalTerraform
terraform = LocalTerraform(Binaries(Path()), Path("absent"), isolation={isolation}())
asyncio.run(terraform.perform_once(stage_run(Path({folder!r})), 0, Step(kind="run", command={command!r})))
"""


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    end_all(tmp_path)


@pytest.fixture(params=[Open(), Bubblewrap(visible=our_python.VISIBLE)], ids=["open", "isolated"])
def isolation(request) -> Isolation:
    """Whatever stands around the processes, the port keeps its word."""
    if isinstance(request.param, Bubblewrap):
        walls.need()
    return request.param


@pytest.fixture
def serve(folder, isolation):
    """Starts a server performing a command as a step."""
    here, servers = Path(__file__).parents[1], []

    def start(command: str) -> subprocess.Popen[bytes]:
        path = [str(here), str(here.parent / "src")]
        text = SERVER.format(path=path, folder=str(folder), command=command, isolation=type(isolation).__name__)
        servers.append(subprocess.Popen([sys.executable, "-c", text]))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()
        server.wait()


@pytest.fixture
def terraform(folder, isolation) -> Terraform:
    return LocalTerraform(Binaries(folder / "tools"), folder / "shims", isolation=isolation)


async def test_a_plan_is_made_shown_and_applied(terraform, folder):
    run = stage_run(folder)
    await terraform.perform(run, 0, INIT)
    planned = await terraform.perform(run, 1, PLAN)
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in planned.output
    assert run.plan_file.stat().st_mode & 0o777 == 0o600
    shown = await terraform.show(run)
    assert [change["address"] for change in shown["resource_changes"]] == ["terraform_data.one"]
    applied = await terraform.perform_once(handed_on(run, stage_run(folder, name="apply", stage="apply")), 0, APPLY)
    assert "Resources: 1 added" in applied.output
    assert "terraform_data" in (run.dir / "terraform.tfstate").read_text()


async def test_everything_said_is_in_the_log_people_follow(terraform, folder):
    run = stage_run(folder)
    await terraform.perform(run, 0, INIT)
    await terraform.perform(run, 1, Step(kind="run", command="echo seen", output=("hide",)))
    log = (run.folder / "log").read_text()
    assert "$ terraform init\n" in log
    assert log.endswith("$ echo seen\nseen\n")


async def test_an_error_of_terraform_comes_with_its_words(terraform, folder):
    run = stage_run(folder, main=FAILS)
    await terraform.perform(run, 0, INIT)
    with pytest.raises(StepFailed) as failed:
        await terraform.perform(run, 1, PLAN)
    assert (failed.value.step, failed.value.exit_code) == ("terraform plan", 1)
    assert "nowhere" in failed.value.output
    assert "main.tf line 1" in failed.value.output


async def test_a_named_workspace_is_made_once_and_selected(terraform, folder):
    run = stage_run(folder, workspace="staging")
    await terraform.perform(run, 0, INIT)
    await terraform.perform(run, 1, PLAN)
    apply = handed_on(run, stage_run(folder, name="apply", stage="apply", workspace="staging"))
    await terraform.perform_once(apply, 0, APPLY)
    assert (run.dir / "terraform.tfstate.d" / "staging" / "terraform.tfstate").exists()
    assert not (run.dir / "terraform.tfstate").exists()
    await terraform.perform(stage_run(folder, name="again", workspace="staging"), 0, PLAN)
    assert "workspace select" in (run.folder / "log").read_text()
    assert "workspace select" not in (folder / "again" / "log").read_text()


async def test_a_plan_in_the_default_workspace_leaves_another_one(terraform, folder):
    await terraform.perform(stage_run(folder, name="one", workspace="staging"), 0, PLAN)
    await terraform.perform(stage_run(folder, name="two"), 0, PLAN)
    assert (folder / "work" / "app" / ".terraform" / "environment").read_text() == "default"


async def test_an_apply_finds_its_way_in_a_fresh_checkout(terraform, folder):
    run = stage_run(folder, workspace="staging", stage="apply")
    await terraform.perform(run, 0, PLAN)
    for left in (".terraform/environment", "terraform.tfstate.d/staging"):
        path = run.dir / left
        path.unlink() if path.is_file() else path.rmdir()
    (run.dir / ".terraform").rmdir()
    applied = await terraform.perform_once(run, 1, APPLY)
    assert "Resources: 1 added" in applied.output


async def test_a_plan_made_stale_is_not_applied(terraform, folder):
    run = stage_run(folder)
    await terraform.perform(run, 0, PLAN)
    await terraform.perform_once(run, 1, APPLY)
    with pytest.raises(StepFailed) as failed:
        await terraform.perform_once(run, 2, APPLY)
    assert "stale" in failed.value.output


async def test_comment_arguments_reach_the_plan_literally(terraform, folder):
    main = MAIN + 'variable "said" { default = "" }\noutput "said" { value = var.said }\n'
    run = stage_run(folder, main=main, comment_args=("-var=said=$HOME",))
    planned = await terraform.perform(run, 0, PLAN)
    assert '"$HOME"' in planned.output


async def test_values_of_a_workspace_are_found_in_its_file(terraform, folder):
    run = stage_run(folder, main='variable "size" {}\noutput "size" { value = var.size }\n')
    (run.dir / "env").mkdir()
    (run.dir / "env" / "default.tfvars").write_text('size = "from-file"\n')
    assert "from-file" in (await terraform.perform(run, 0, PLAN)).output


async def test_a_run_step_speaks_to_a_shell_with_its_variables(terraform, folder):
    run = stage_run(folder, variables={"WORKSPACE": "staging"})
    done = await terraform.perform(run, 0, Step(kind="run", command="echo $WORKSPACE | tr a-z A-Z; pwd"))
    assert done.output == f"STAGING\n{run.dir}\n"


async def test_a_run_step_may_bring_its_own_shell(terraform, folder):
    step = Step(kind="run", command="print(6 * 7)", shell=sys.executable, shell_args=("-I", "-c"))
    assert (await terraform.perform(stage_run(folder), 0, step)).output == "42\n"


async def test_a_failing_run_step_fails(terraform, folder):
    with pytest.raises(StepFailed) as failed:
        await terraform.perform(stage_run(folder), 0, Step(kind="run", command="echo no; exit 3"))
    assert (failed.value.exit_code, failed.value.output) == (3, "no\n")


async def test_a_step_over_its_time_fails_and_says_which_setting_ended_it(folder):
    hurried = LocalTerraform(Binaries(folder / "tools"), folder / "shims", limit=TimeLimit(seconds=0.5, grace=0.1))
    with pytest.raises(StepFailed) as failed:
        await hurried.perform(stage_run(folder), 0, Step(kind="run", command="echo begun; sleep infinity; true"))
    assert failed.value.exit_code == -signal.SIGKILL
    assert failed.value.output == "begun\nended after 0.5 s: the limit of TIDEGATE_STEP_TIMEOUT\n"


async def test_what_must_not_run_twice_takes_the_time_it_takes(folder):
    hurried = LocalTerraform(Binaries(folder / "tools"), folder / "shims", limit=TimeLimit(seconds=0.001, grace=0.001))
    run, step = stage_run(folder), Step(kind="run", command=WAITS)
    once = asyncio.create_task(hurried.perform_once(run, 0, step))
    await begun(run.folder / "00-run")
    (run.dir / "go").touch()
    assert (await once).output == "begun\nended\n"


async def test_env_steps_add_variables(terraform, folder):
    run = stage_run(folder)
    fixed = await terraform.perform(run, 0, Step(kind="env", name="A", value="$HOME"))
    computed = await terraform.perform(
        run, 1, Step(kind="env", name="B", command="echo ghp_$(printf 'a%.0s' $(seq 36))")
    )
    assert fixed.variables == {"A": "$HOME"}
    assert computed.variables == {"B": "ghp_" + "a" * 36}
    assert "ghp_" not in (run.folder / "log").read_text().split("\n", 1)[1]


async def test_a_multienv_step_adds_several(terraform, folder):
    done = await terraform.perform(stage_run(folder), 0, Step(kind="multienv", command="""echo 'A=1,B="x,y",C='"""))
    assert done.variables == {"A": "1", "B": "x,y", "C": ""}


async def test_a_show_step_writes_the_plan_into_the_runs_folder_whatever_a_step_has_set(terraform, folder):
    precious = folder / "precious"
    precious.write_text("the server's own")
    run = stage_run(folder, variables={"SHOWFILE": str(precious)})
    await terraform.perform(run, 0, PLAN)
    (run.folder / "files" / "show.json").unlink()
    (run.folder / "files" / "show.json").symlink_to(precious)
    await terraform.perform(run, 1, Step(kind="show"))
    await terraform.perform(run, 2, Step(kind="show"))
    assert precious.read_text() == "the server's own"
    assert (run.folder / "files" / "show.json").read_text().startswith('{"format_version"')
    assert (run.folder / "files" / "show.json").stat().st_mode & 0o777 == 0o600


async def test_steps_after_the_plan_step_find_what_it_says_and_a_plan_made_anew_is_shown_anew(terraform, folder):
    run = stage_run(folder)
    await terraform.perform(run, 0, Step(kind="init"))
    await terraform.perform(run, 1, Step(kind="plan"))
    written = run.folder / "files" / "show.json"
    assert json.loads(written.read_text()) == await terraform.show(run)
    (run.dir / "more.tf").write_text('resource "terraform_data" "more" {}')
    await terraform.perform(run, 2, Step(kind="plan"))
    shown = await terraform.show(run)
    assert "terraform_data.more" in [change["address"] for change in shown["resource_changes"]]
    assert json.loads(written.read_text()) == shown


async def test_a_show_that_does_not_end_is_a_failed_step(terraform, folder, monkeypatch):
    monkeypatch.setattr(local, "SHOW_TIMEOUT", 0.2)
    slow = folder / "bin" / "terraform"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    with pytest.raises(StepFailed) as failed:
        await terraform.show(stage_run(folder, variables={"PATH": f"{slow.parent}:/usr/bin:/bin"}))
    assert (failed.value.step, failed.value.exit_code) == ("terraform show", -9)
    assert "ended after 0.2 s" in failed.value.output


async def test_a_character_the_database_cannot_keep_is_left_out(terraform, folder):
    run = stage_run(folder)
    done = await terraform.perform(run, 0, Step(kind="run", command="printf 'a\\000b'"))
    assert done.output == "ab"
    found = await terraform.perform(run, 2, Step(kind="env", name="A", command="printf 'a\\000b'"))
    assert found.variables == {"A": "ab"}
    with pytest.raises(StepFailed) as failed:
        await terraform.perform(run, 1, Step(kind="run", command="printf 'a\\000b'; exit 1"))
    assert failed.value.output == "ab"


async def test_a_step_kind_nobody_knows_yet_is_refused_by_name(terraform, folder):
    with pytest.raises(StepFailed, match="policy_check") as failed:
        await terraform.perform(stage_run(folder), 0, Step(kind="policy_check"))
    assert "not in this version yet" in failed.value.output


async def test_a_hook_is_performed_in_the_root_and_may_leave_words_for_its_status(terraform, folder):
    run = replace(stage_run(folder), project=Project(dir="."), stage="pre_hook", comment_args=("-lock=false",))
    run = await terraform.surround_hook(run, CHANGE, "carol", "plan")
    command = 'echo "$COMMAND_NAME by $USER_NAME" > $OUTPUT_STATUS_FILE; pwd; echo ${WORKSPACE-none}'
    done = await terraform.perform(run, 0, Step(kind="run", command=command))
    assert done.output == f"{run.worktree}\nnone\n"
    assert await asyncio.to_thread(Path(run.variables["OUTPUT_STATUS_FILE"]).read_text) == "plan by carol\n"


async def test_which_binary_a_project_would_run_with_is_read_from_its_checkout(terraform, folder):
    run = stage_run(folder)
    assert (await terraform.version_of(run.project, run.worktree)).startswith("terraform 1.")
    (run.dir / ".terraform-version").write_text("0.0.1")
    with pytest.raises(TerraformMissing, match=r"wants terraform 0\.0\.1"):
        await terraform.version_of(run.project, run.worktree)


async def test_what_a_run_step_says_is_filtered(terraform, folder):
    run = stage_run(folder)
    step = Step(
        kind="run", command="echo a token: abc123; echo kept", output=("filter_regex",), filters=(r"(token: )\w+",)
    )
    assert (await terraform.perform(run, 0, step)).output == "a token: <redacted>\nkept\n"


async def test_found_variables_are_handed_on_and_shown_by_name(terraform, folder):
    step = Step(kind="multienv", command="printf 'A=1,B=\"two, three\"'")
    done = await terraform.perform(stage_run(folder), 0, step)
    assert done.variables == {"A": "1", "B": "two, three"}
    assert done.output == "Variables added:\nA\nB\n"


async def test_without_a_binary_the_path_is_named(terraform, folder):
    run = stage_run(folder, variables={"PATH": str(folder)})
    with pytest.raises(TerraformMissing, match=str(folder)):
        await terraform.perform(run, 0, INIT)


async def test_hidden_values_reach_no_log_and_secrets_found_later_are_taken_out(terraform, folder):
    run = stage_run(
        folder, main=SECRET, variables={"TF_VAR_password": "hunter2!"}, hidden=frozenset({"TF_VAR_password"})
    )
    planned = await terraform.perform(run, 0, PLAN)
    await terraform.perform(run, 1, Step(kind="run", command="echo later-known"))
    value = await terraform.perform(run, 2, Step(kind="env", name="A", command="echo later-known"))
    assert value.variables == {"A": "later-known"}
    assert "hunter2!" not in planned.output
    terraform.redact(run, frozenset({"later-known"}))
    terraform.clean(run)
    assert not run.plan_file.exists()
    texts = [file.read_text() for file in run.folder.rglob("*") if file.is_file()]
    assert any("Plan: 1 to add" in text for text in texts)
    assert not any("hunter2!" in text or "later-known" in text.replace("echo later-known", "") for text in texts)


def test_the_lock_file_is_read_where_there_is_one(terraform, folder):
    run = stage_run(folder)
    assert terraform.lock_file(run) == ""
    (run.dir / ".terraform.lock.hcl").write_text("# pinned\n")
    assert terraform.lock_file(run) == "# pinned\n"
    (folder / "secret").write_text("the server's own")
    (run.dir / ".terraform.lock.hcl").unlink()
    (run.dir / ".terraform.lock.hcl").symlink_to(folder / "secret")
    assert terraform.lock_file(run) == ""


WITH_MODULE = """
terraform {
  backend "local" { path = "here.tfstate" }
}
module "part" { source = "../part" }
"""


async def test_it_is_known_where_state_and_modules_lie_once_terraform_has_said_so(terraform, folder):
    run = stage_run(folder, main=WITH_MODULE)
    (run.worktree / "part").mkdir()
    (run.worktree / "part" / "main.tf").write_text(MAIN)
    (run.worktree / "part" / "words.txt").write_text("words")
    assert (terraform.backend_record(run), terraform.workspace(run)) == ("", "default")
    assert terraform.installed_modules(run) == {}
    await terraform.perform(run, 0, INIT)
    assert json.loads(terraform.backend_record(run))["backend"]["config"]["path"] == "here.tfstate"
    place = terraform.installed_modules(run)["module.part"]
    found = terraform.module_folder(run, place)
    assert found.configuration == {"main.tf": MAIN.encode()}
    assert found.others == ("part/words.txt",)
    assert set(terraform.file_hashes(run, found.others, ())) == {"part/words.txt"}


async def test_the_workspace_is_the_one_that_was_selected(terraform, folder):
    run = stage_run(folder, workspace="blue")
    await terraform.perform(run, 0, INIT)
    await terraform.perform(run, 1, PLAN)
    assert terraform.workspace(run) == "blue"


async def test_the_same_step_again_returns_what_it_left(terraform, folder):
    run, step = stage_run(folder), Step(kind="run", command="echo once | tee -a times")
    first = await terraform.perform(run, 0, step)
    assert await terraform.perform_once(run, 0, step) == first
    assert (run.dir / "times").read_text() == "once\n"


async def test_a_step_outlives_a_server_killed_beneath_it(terraform, folder, serve):
    run, step = stage_run(folder), Step(kind="run", command=WAITS)
    server = serve(WAITS)
    await begun(run.folder / "00-run")
    server.kill()
    server.wait()
    again = asyncio.create_task(terraform.perform_once(run, 0, step))
    (run.dir / "go").touch()
    assert (await again).output == "begun\nended\n"
    assert (run.dir / "times").read_text() == "once\n"


async def test_a_step_that_ended_while_nobody_looked_is_known_afterwards(terraform, folder, serve):
    run, step = stage_run(folder), Step(kind="run", command=f"{WAITS}; exit 5")
    server = serve(step.command)
    await begun(run.folder / "00-run")
    server.kill()
    server.wait()
    (run.dir / "go").touch()
    await until((run.folder / "00-run" / "rc").exists)
    with pytest.raises(StepFailed) as failed:
        await terraform.perform_once(run, 0, step)
    assert failed.value.exit_code == 5


async def test_a_step_lost_with_everything_is_interrupted_once_and_started_again_otherwise(terraform, folder, serve):
    run, step = stage_run(folder), Step(kind="run", command=WAITS)
    server = serve(WAITS)
    pid = await begun(run.folder / "00-run")
    runner = runner_of(pid)
    server.kill()
    server.wait()
    os.kill(runner, signal.SIGKILL)
    process.kill(run.folder / "00-run")
    with pytest.raises(Interrupted):
        await terraform.perform_once(run, 0, step)
    assert (run.dir / "times").read_text() == "once\n"
    (run.dir / "go").touch()
    assert (await terraform.perform(run, 0, step)).output == "begun\nended\n"


async def test_a_run_is_surrounded_by_all_its_steps_need(terraform, folder):
    run = await terraform.surround(stage_run(folder), CHANGE, "bob", {"AWS_REGION": "eu-west-1"})
    await terraform.perform(run, 0, PLAN)
    said = await terraform.perform(
        run, 1, Step(kind="run", command="echo $USER_NAME $PULL_NUM $AWS_REGION; ls $PLANFILE")
    )
    assert said.output == f"bob 7 eu-west-1\n{run.plan_file}\n"
    assert (run.folder / "home").stat().st_mode & 0o777 == 0o700


async def test_a_version_that_is_not_here_is_missing_before_anything_runs(terraform, folder):
    run = stage_run(folder, main='terraform {\n  required_version = "0.1.2"\n}\n')
    with pytest.raises(TerraformMissing, match=r"0\.1\.2"):
        await terraform.surround(run, CHANGE, "bob", {})


async def test_the_version_of_the_binary_is_told(terraform):
    assert (await terraform.version()).startswith("terraform 1.")


async def test_an_apply_writes_its_state_even_when_its_runner_is_killed(terraform, folder):
    run = stage_run(folder, main=SLOW)
    await terraform.perform(run, 0, PLAN)
    applied = asyncio.create_task(terraform.perform_once(run, 1, APPLY))
    pid = await begun(run.folder / "01-apply")
    os.kill(runner_of(pid), signal.SIGKILL)
    (run.dir / "go").touch()
    with pytest.raises(Interrupted):
        await applied
    assert (run.dir / "terraform.tfstate").read_text().count('"mode": "managed"') == 2


async def test_what_a_command_found_out_may_be_an_argument_and_reaches_no_log(terraform, folder):
    run = stage_run(folder, main='variable "x" {}\noutput "x" { value = var.x }\n', variables={"X": "found-out"})
    run = replace(run, found=frozenset({"X"}))
    await terraform.perform(run, 0, Step(kind="plan", extra_args=("-var=x=$X",)))
    assert "found-out" not in (run.folder / "log").read_text()
