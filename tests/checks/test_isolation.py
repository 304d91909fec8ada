from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.subjects import subject, write
from tidegate.checks.isolation import Isolation
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.marks import Mark
from tidegate.core.projects.borders import borders_of
from tidegate.core.projects.model import Project, Stage, Step, Workflow
from tidegate.ports.checks import Neighbours

HOME = "environments/dev"
POLICY = Policy(
    revision="r",
    source="tidegate.yaml",
    environments={name: Environment(name=name, paths=(f"environments/{name}/**",)) for name in ("dev", "prod")},
)


def words(_name: str, content: bytes) -> list[tuple[int, str]]:
    """Every line is a path."""
    return list(enumerate(content.decode().split("\n"), start=1))


def of_dev(folder: Path, files, *, base=None, steps: tuple[Step, ...] = ()):
    workflow = Workflow(plan=Stage(steps=steps), at=Mark(file="atlantis.yaml", line=7))
    borders = borders_of("dev", POLICY)
    assert borders is not None
    made = subject(folder, files, base=base)
    beside = Neighbours(borders=borders, paths_in=words, workflow=workflow)
    return replace(made, project=Project(dir=HOME), environment="dev", neighbours=beside)


@pytest.mark.parametrize(
    ("written", "leads_there"),
    [
        ("../prod", True),
        ("../prod/rules.json", True),
        ("/../prod/rules.json", True),
        ("../../environments/prod/*.json", True),
        ("../dev/rules.json", False),
        ("../../modules/redis", False),
        ("../../../elsewhere/prod", False),
    ],
)
async def test_a_path_into_the_files_of_another_environment_is_found(tmp_path, written, leads_there):
    result = await Isolation().examine(of_dev(tmp_path, {f"{HOME}/main.tf": f"near\n{written}"}))
    assert result.state == ("found" if leads_there else "passed")
    for each in result.findings:
        assert (each.id, each.severity, each.file, each.line) == ("isolation", "HIGH", f"{HOME}/main.tf", 2)
        assert "files of prod" in each.message


async def test_only_what_the_change_brings_is_new(tmp_path):
    files = {f"{HOME}/main.tf": "\n../prod/a\n../prod/b"}
    result = await Isolation().examine(of_dev(tmp_path, files, base={f"{HOME}/main.tf": "../prod/a"}))
    assert [(each.line, each.is_new) for each in result.findings] == [(2, False), (3, True)]


async def test_a_link_into_another_environment_is_found(tmp_path):
    made = of_dev(tmp_path, {f"{HOME}/main.tf": "", "environments/prod/main.tf": "../dev/main.tf"})
    (made.root / HOME / "shared.tf").symlink_to("../prod/main.tf")
    (made.root / HOME / "folder").symlink_to("../prod")
    result = await Isolation().examine(made)
    assert [each.file for each in result.findings] == [f"{HOME}/folder", f"{HOME}/shared.tf"]


@pytest.mark.parametrize(
    "step",
    [
        Step(kind="plan", extra_args=("-var-file=../prod/terraform.tfvars",)),
        Step(kind="plan", extra_args=("-var-file", "../prod/terraform.tfvars")),
        Step(kind="run", command="cp ../prod/terraform.tfvars ."),
    ],
)
@pytest.mark.parametrize(("before", "is_new"), [("as it was", False), ("different", True)])
async def test_a_step_that_names_such_a_file_is_found_and_new_where_its_file_changes(tmp_path, step, before, is_new):
    made = of_dev(tmp_path, {"atlantis.yaml": "as it was"}, base={"atlantis.yaml": before}, steps=(step,))
    (finding,) = (await Isolation().examine(made)).findings
    assert (finding.file, finding.line, finding.is_new) == ("atlantis.yaml", 7, is_new)


async def test_the_conventions_own_steps_are_fine(tmp_path):
    command = "infracost breakdown --path . --terraform-var-file terraform.tfvars"
    steps = (Step(kind="plan", extra_args=("-var-file=terraform.tfvars",)), Step(kind="run", command=command))
    assert (await Isolation().examine(of_dev(tmp_path, {}, steps=steps))).state == "passed"


async def test_files_of_another_environment_and_of_tools_below_are_not_this_ones(tmp_path):
    made = of_dev(tmp_path, {"environments/prod/main.tf": "../prod/a", "environments/.terraform/x.tf": "../prod"})
    result = await Isolation().examine(replace(made, project=Project(dir="environments")))
    assert result.state == "passed"


async def test_where_there_is_no_other_environment_it_is_skipped(tmp_path):
    made = subject(tmp_path, {})
    write(made.root, {"app/main.tf": "../prod"})
    result = await Isolation().examine(made)
    assert (result.state, str(result.reason)) == ("skipped", "There is no other environment whose files are known.")
