from dataclasses import replace

import pytest

from support.digest_lab import WORKFLOW
from tidegate.core.known import NOT_ASKED
from tidegate.core.projects.model import Project, Stage, Step
from tidegate.flows.planning.code import Behind
from tidegate.flows.planning.committed import Blobs, Committed
from tidegate.flows.planning.stage import digest_inputs
from tidegate.ports.terraform import StageRun
from tidegate.terraform.binary import Binaries
from tidegate.terraform.local import LocalTerraform

SCRIPTED = replace(WORKFLOW, apply=Stage(steps=(Step(kind="apply"), Step(kind="run", command="../scripts/after.sh"))))
HELD = {"scripts/after.sh": "1a", "scripts/lib.sh": "2b", "README.md": "3c", "app/main.tf": "4d"}


@pytest.fixture
def steps(tmp_path):
    """What the digest of a plan covers of its steps, by the workflow and what was committed."""
    terraform = LocalTerraform(Binaries(tmp_path / "tools"), tmp_path / "shims")
    run = StageRun(
        folder=tmp_path / "run",
        worktree=tmp_path,
        project=Project(dir="app"),
        stage="plan",
        variables={},
        hidden=frozenset(),
        comment_args=(),
        plan_file=tmp_path / "p.tfplan",
        state_lock="off",
    )

    def covered(workflow, blobs):
        there = Committed(blobs=Blobs(blobs), code={})
        behind = Behind(covered={}, values={}, modules={}, identity=NOT_ASKED, there=there)
        return digest_inputs(terraform, run, workflow, {}, behind).steps

    return covered


@pytest.mark.parametrize("path", ["scripts/after.sh", "scripts/lib.sh"])
def test_another_script_that_a_step_runs_or_one_beside_it_is_another_plan(steps, path):
    assert steps(SCRIPTED, HELD) != steps(SCRIPTED, {**HELD, path: "9z"})


@pytest.mark.parametrize("path", ["README.md", "app/main.tf"])
def test_files_no_step_names_are_no_part_of_the_steps(steps, path):
    assert steps(SCRIPTED, HELD) == steps(SCRIPTED, {**HELD, path: "9z"})


def test_where_no_step_runs_anything_its_files_do_not_count(steps):
    assert steps(WORKFLOW, HELD) == steps(WORKFLOW, {})
