from __future__ import annotations

import subprocess

import pytest

from support.stages import stage_run
from support.terraform import binary
from tidegate.core.errors import StepFailed
from tidegate.core.projects.model import Step
from tidegate.terraform.steps import LOCK_FILE, expand, parts, title


def lines(run, step) -> list[str]:
    shown = (" ".join(part.argv) for part in parts(run, step, "terraform"))
    return [line.replace(str(run.plan_file), "PLAN") for line in shown]


@pytest.mark.parametrize(
    ("stage", "locked", "options"),
    [
        ("plan", False, "-upgrade"),
        ("plan", True, ""),
        ("apply", False, "-upgrade"),
        ("apply", True, "-lockfile=readonly"),
    ],
)
def test_init_takes_new_providers_only_where_none_are_pinned(tmp_path, stage, locked, options):
    run = stage_run(tmp_path, stage=stage)
    if locked:
        (run.dir / LOCK_FILE).touch()
    step = Step(kind="init", extra_args=("-backend-config=key=$KEY",))
    expected = f"terraform init -input=false -no-color {options} -backend-config=key="
    assert lines(run, step) == [expected.replace("  ", " ")]


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        (("-lockfile=readonly",), "terraform init -input=false -no-color -lockfile=readonly"),
        (("--upgrade=false",), "terraform init -input=false -no-color --upgrade=false"),
        (("-reconfigure", "-input=true"), "terraform init -input=false -no-color -upgrade -reconfigure -input=true"),
    ],
)
def test_init_leaves_the_choice_of_providers_to_arguments_that_make_it(tmp_path, extra, line):
    assert lines(stage_run(tmp_path), Step(kind="init", extra_args=extra)) == [line]


def test_versions_without_lock_files_are_always_given_new_providers(tmp_path):
    run = stage_run(tmp_path, variables={"ATLANTIS_TERRAFORM_VERSION": "0.13.7"})
    (run.dir / LOCK_FILE).touch()
    assert lines(run, Step(kind="init")) == ["terraform init -input=false -no-color -upgrade"]


def test_plan_takes_extra_then_comment_arguments(tmp_path):
    run = stage_run(tmp_path, variables={"V": "a b"}, comment_args=("-target=$V",))
    step = Step(kind="plan", extra_args=("-var-file=terraform.tfvars", "-var=v=${V}"))
    expected = (
        "terraform plan -input=false -no-color -refresh -out PLAN -var-file=terraform.tfvars -var=v=a b -target=$V"
    )
    assert lines(run, step) == [expected]
    assert "-var=v=a b" in parts(run, step, "terraform")[-1].argv


def test_the_workspaces_own_values_come_last(tmp_path):
    run = stage_run(tmp_path, workspace="staging", variables={"TF_WORKSPACE": "staging"}, comment_args=("-target=a",))
    (run.dir / "env").mkdir()
    (run.dir / "env" / "staging.tfvars").touch()
    (run.dir / "env" / "default.tfvars").touch()
    (line,) = lines(run, Step(kind="plan", extra_args=("-parallelism=2",)))
    assert line.endswith("-out PLAN -parallelism=2 -target=a -var-file env/staging.tfvars")


def test_a_speculative_plan_leaves_the_state_unlocked(tmp_path):
    run = stage_run(tmp_path, state_lock="off")
    assert lines(run, Step(kind="plan")) == ["terraform plan -input=false -no-color -refresh -out PLAN -lock=false"]


def test_another_workspace_is_selected_first(tmp_path):
    run = stage_run(tmp_path, workspace="staging")
    assert lines(run, Step(kind="plan"))[0] == "terraform workspace select -no-color -or-create=true staging"


@pytest.mark.parametrize(("version", "or_create"), [("1.3.9", False), ("1.4.0", True), ("1.11.4", True), ("", True)])
def test_older_versions_make_a_workspace_they_cannot_select(tmp_path, version, or_create):
    run = stage_run(tmp_path, workspace="staging", variables={"ATLANTIS_TERRAFORM_VERSION": version})
    select = parts(run, Step(kind="plan"), "terraform")[0]
    assert ("-or-create=true" in select.argv) is or_create
    assert or_create or select.argv[-3:] == ("workspace", "terraform", "staging")


@pytest.mark.terraform
def test_the_way_of_older_versions_makes_a_workspace_once(tmp_path):
    run = stage_run(tmp_path, workspace="staging", variables={"ATLANTIS_TERRAFORM_VERSION": "1.3.9"})
    line = parts(run, Step(kind="plan"), binary())[0].argv
    for _ in range(2):
        subprocess.run(line, cwd=run.dir, env=run.variables, check=True, capture_output=True)
        subprocess.run([binary(), "workspace", "select", "default"], cwd=run.dir, env=run.variables, check=True)
    assert [found.name for found in (run.dir / "terraform.tfstate.d").iterdir()] == ["staging"]


@pytest.mark.parametrize("kind", ["import", "state_rm", "policy_check"])
def test_steps_of_later_versions_are_refused_by_name(tmp_path, kind):
    with pytest.raises(StepFailed) as failed:
        parts(stage_run(tmp_path), Step(kind=kind), "terraform")
    assert failed.value.step == kind
    assert f"{kind} steps are not in this version yet; there are: apply, env, init, multienv, plan" in (
        failed.value.output
    )


@pytest.mark.parametrize("kind", ["run", "env", "multienv"])
def test_a_command_is_given_to_the_shell_its_step_names(tmp_path, kind):
    step = Step(kind=kind, name="A", command="echo $A", shell="bash", shell_args=("-e", "-c"))
    assert [part.argv for part in parts(stage_run(tmp_path), step, "terraform")] == [("bash", "-e", "-c", "echo $A")]


def test_a_workspace_named_by_the_environment_is_current(tmp_path):
    run = stage_run(tmp_path, workspace="staging", variables={"TF_WORKSPACE": "staging"})
    assert len(lines(run, Step(kind="plan"))) == 1


def test_the_workspace_in_use_is_read_from_the_worktree_alone(tmp_path):
    run = stage_run(tmp_path, workspace="staging")
    (tmp_path / "elsewhere").write_text("staging")
    (run.dir / ".terraform").mkdir()
    (run.dir / ".terraform" / "environment").symlink_to(tmp_path / "elsewhere")
    assert len(lines(run, Step(kind="plan"))) == 2
    (run.dir / ".terraform" / "environment").unlink()
    (run.dir / ".terraform" / "environment").write_text("staging")
    assert len(lines(run, Step(kind="plan"))) == 1


def test_apply_initialises_where_nothing_is(tmp_path):
    run = stage_run(tmp_path, stage="apply")
    assert lines(run, Step(kind="apply", extra_args=("-parallelism=2",))) == [
        "terraform init -input=false -no-color -upgrade",
        "terraform apply -input=false -no-color -parallelism=2 PLAN",
    ]
    (run.dir / ".terraform").mkdir()
    assert len(lines(run, Step(kind="apply"))) == 1


@pytest.mark.parametrize(
    ("text", "expanded"),
    [("$A", "1"), ("${A}b", "1b"), ("$AB", ""), ("a$", "a$"), ("$A$B", "12 3"), ("`id`;$(id)", "`id`;$(id)")],
)
def test_arguments_are_expanded_without_a_shell(tmp_path, text, expanded):
    run = stage_run(tmp_path, variables={"A": "1", "B": "2 3"}, hidden=frozenset({"SECRET"}))
    assert expand(run, Step(kind="plan", extra_args=(text,))) == (expanded,)


@pytest.mark.parametrize("kind", ["init", "plan", "apply"])
@pytest.mark.parametrize("text", ["-var=p=$SECRET", "x${SECRET}y"])
def test_a_secret_is_kept_out_of_the_list_of_processes(tmp_path, kind, text):
    run = stage_run(tmp_path, variables={"SECRET": "hunter2!"}, hidden=frozenset({"SECRET"}))
    with pytest.raises(StepFailed) as failed:
        parts(run, Step(kind=kind, extra_args=("-lock=true", text)), "terraform")
    assert failed.value.step == f"terraform {kind}"
    assert "$SECRET" in failed.value.output
    assert "hunter2!" not in failed.value.output
    assert all(remedy in failed.value.output for remedy in ("TF_VAR_", "PG_CONN_STR", f"TF_CLI_ARGS_{kind}"))


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (Step(kind="init"), "terraform init"),
        (Step(kind="run", command="echo one"), "echo one"),
        (Step(kind="run", command="\necho one\necho two\n"), "echo one ..."),
        (Step(kind="run", command=""), ""),
    ],
)
def test_a_step_is_shown_as_what_it_runs(step, shown):
    assert title(step) == shown
