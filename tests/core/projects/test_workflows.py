import pytest

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark
from tidegate.core.projects.model import Project, RepoConfig, Stage, Workflow
from tidegate.core.projects.workflows import BUILT_IN, held_to, trusted_workflows, workflow_of

STRICT = Workflow(name="w", apply=Stage(steps=(), enabled=False))
LOOSE = Workflow(name="w")


def test_a_project_runs_the_workflow_it_names_or_the_default_one():
    config = RepoConfig(workflows={"w": STRICT})
    assert workflow_of(config, Project(dir="a", workflow="w")) is STRICT
    assert workflow_of(config, Project(dir="a")) is BUILT_IN
    assert workflow_of(config, Project(dir="a", workflow="default")) is BUILT_IN


def test_a_file_may_define_its_own_default():
    own = Workflow(name="default", plan=Stage(steps=()))
    assert workflow_of(RepoConfig(workflows={"default": own}), Project(dir="a")) is own


def test_projects_come_from_the_head_and_workflows_from_the_trusted_ref():
    head = RepoConfig(projects=(Project(dir="new", workflow="w"),), workflows={"w": LOOSE})
    merged = trusted_workflows(head, RepoConfig(workflows={"w": STRICT}))
    assert workflow_of(merged, merged.projects[0]) is STRICT


@pytest.mark.parametrize("trusted", [None, RepoConfig()])
def test_a_workflow_only_the_head_knows_is_refused_with_its_place(trusted):
    at = Mark(file="atlantis.yaml", line=7)
    head = RepoConfig(projects=(Project(dir="a", workflow="w", at=at), Project(dir="b")), workflows={"w": LOOSE})
    with pytest.raises(BadInput, match=r"atlantis.yaml:7:1: projects\[0\].workflow: The workflow `w` is not in"):
        trusted_workflows(head, trusted)


def test_a_change_cannot_take_a_projects_own_rules_off():
    trusted = RepoConfig(
        projects=(Project(dir="a", workspace="prod", workflow="w", apply_requirements=("approved",)),),
        workflows={"w": STRICT},
        lock_mode="on_plan",
    )
    head = RepoConfig(projects=(Project(dir="a", workspace="prod", name="renamed"),), lock_mode="disabled")
    merged = trusted_workflows(head, trusted)
    assert merged.projects[0].workflow == "w"
    assert merged.projects[0].apply_requirements == ("approved",)
    assert merged.projects[0].name == "renamed"
    assert merged.lock_mode == "on_plan"


@pytest.mark.parametrize(
    ("asked", "workflow"),
    [
        (Project(dir="a", workspace="prod", name="blue"), "wb"),
        (Project(dir="a", workspace="prod", name="green"), "wg"),
        (Project(dir="a", workspace="prod", name="renamed"), "wb"),
        (Project(dir="a", workspace="other"), "wb"),
        (Project(dir="elsewhere"), None),
    ],
)
def test_a_project_keeps_its_rules_however_it_is_asked_for(asked, workflow):
    trusted = RepoConfig(
        projects=(
            Project(dir="a", workspace="prod", name="blue", workflow="wb"),
            Project(dir="a", workspace="prod", name="green", workflow="wg"),
        )
    )
    assert held_to(asked, trusted).workflow == workflow
