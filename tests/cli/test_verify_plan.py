import pytest

from support.terraform import binary
from tidegate.cli.check_look import programs_here
from tidegate.cli.verify_plan import Planner, left_out
from tidegate.core.errors import StepFailed, ToolFailed
from tidegate.core.projects.model import DEFAULT_PLAN, Project, Stage, Step, Workflow

DATA = 'variable "size" {\n  default = "small"\n}\nresource "terraform_data" "this" {\n  input = "${terraform.workspace} ${var.size}"\n}\n'


def planner(folder, steps=DEFAULT_PLAN.steps, code=DATA):
    (folder / "repo/stack").mkdir(parents=True)
    (folder / "repo/stack/main.tf").write_text(code)
    (folder / "scratch").mkdir()
    return Planner(
        root=folder / "repo",
        project=Project(dir="stack", workspace="blue"),
        workflow=Workflow(plan=Stage(steps=steps)),
        programs=programs_here(folder / "scratch"),
        terraform=binary(),
        version="1.11.4",
    )


def made(plan):
    return plan["resource_changes"][0]["change"]["after"]["input"]


@pytest.mark.terraform
async def test_a_project_is_planned_in_its_workspace_without_selecting_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")
    assert made(await planner(tmp_path).plan()) == "blue small"
    assert not (tmp_path / "repo/stack/.terraform/environment").exists()
    assert not list((tmp_path / "repo").rglob("*.tfstate"))


@pytest.mark.terraform
async def test_arguments_and_fixed_variables_of_the_workflow_hold_here_too(tmp_path, monkeypatch):
    monkeypatch.setenv("COLOUR", "red")
    steps = (
        Step(kind="env", name="SIZE", value="large"),
        Step(kind="init"),
        Step(kind="run", command="touch ran"),
        Step(kind="plan", extra_args=("-var=size=$COLOUR-$SIZE",)),
    )
    asked = planner(tmp_path, steps)
    assert made(await asked.plan()) == "blue red-large"
    assert not (tmp_path / "repo/stack/ran").exists()
    assert list(left_out(asked.workflow)) == ["touch ran"]


@pytest.mark.terraform
async def test_a_plan_that_fails_says_which_step_and_why(tmp_path):
    with pytest.raises(StepFailed, match="terraform plan ended with exit code 1") as failed:
        await planner(tmp_path, code='resource "terraform_data" "this" {\n  input = var.nothing\n}\n').plan()
    assert "undeclared input variable" in failed.value.output


async def test_a_workflow_that_plans_by_itself_needs_a_server(tmp_path):
    with pytest.raises(ToolFailed, match="makes no plan with a `plan` step"):
        await planner(tmp_path, (Step(kind="run", command="terragrunt plan"),)).plan()
