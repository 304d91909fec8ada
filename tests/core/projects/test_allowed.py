import pytest

from tidegate.core.marks import Mark
from tidegate.core.projects.allowed import refusals
from tidegate.core.projects.model import Project, RepoConfig, Workflow
from tidegate.core.projects.repos import CAUTIOUS, RepoRule, ServerConfig, rule_for

OWN = {"own": Workflow(name="own", at=Mark(file="atlantis.yaml", line=9))}
SERVER = ServerConfig(workflows={"theirs": Workflow(name="theirs")})


def said(config, **rule):
    server = ServerConfig(repos=(RepoRule(id="/.*/", **rule),), workflows=SERVER.workflows)
    return [str(problem) for problem in refusals(config, rule_for(server, "h/o/r"), server)]


def one(**keys):
    return RepoConfig(projects=(Project(dir="a", at=Mark(file="atlantis.yaml", line=3), **keys),))


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("plan_requirements", {"plan_requirements": ()}),
        ("apply_requirements", {"apply_requirements": ("approved",)}),
        ("import_requirements", {"import_requirements": ("approved",)}),
        ("workflow", {"workflow": "theirs"}),
        ("delete_source_branch_on_merge", {"delete_source_branch_on_merge": False}),
        ("repo_locking", {"repo_locking": True}),
        ("repo_locks", {"lock_mode": "on_plan"}),
        ("custom_policy_check", {"custom_policy_check": False}),
        ("silence_pr_comments", {"silence_pr_comments": ()}),
    ],
)
def test_a_key_needs_the_servers_permission(key, keys):
    (problem,) = said(one(**keys))
    assert problem == (
        f"atlantis.yaml:3:1: projects[0].{key}: This repository may not set `{key}`. Remove it, or let the server's "
        f"repos.yaml say `allowed_overrides: [{key}]` for this repository."
    )
    assert said(one(**keys), allowed_overrides=(key,)) == []


def test_a_policy_check_needs_none_as_in_atlantis():
    assert said(one(policy_check=False)) == []


def test_own_workflows_need_permission():
    (problem,) = said(RepoConfig(workflows=OWN))
    assert problem.startswith("atlantis.yaml:9:1: workflows: This repository may not define its own workflows.")
    assert said(RepoConfig(workflows=OWN), allow_custom_workflows=True) == []


@pytest.mark.parametrize("name", ["default", "theirs", "own"])
def test_a_workflow_is_the_files_the_servers_or_the_built_in(name):
    config = RepoConfig(workflows=OWN, projects=(Project(dir="a", workflow=name),))
    assert said(config, allow_custom_workflows=True, allowed_overrides=("workflow",)) == []


def test_a_workflow_nobody_defines_is_named_with_those_there_are():
    (problem,) = said(one(workflow="gone"), allowed_overrides=("workflow",))
    assert problem.endswith(
        "There is no workflow `gone` in atlantis.yaml or repos.yaml. Write one of: `default`, `theirs`."
    )


def test_a_workflow_nearly_spelt_is_suggested():
    (problem,) = said(one(workflow="their"), allowed_overrides=("workflow",))
    assert problem.endswith("Did you mean `theirs`?")


def test_a_problem_stands_where_the_key_does():
    at, key = Mark(file="atlantis.yaml", line=3), Mark(file="atlantis.yaml", line=5, column=3)
    config = RepoConfig(projects=(Project(dir="a", workflow="theirs", at=at),), keys_at={(at, "workflow"): key})
    (problem,) = said(config)
    assert problem.startswith("atlantis.yaml:5:3: projects[0].workflow:")


@pytest.mark.parametrize(
    ("name", "allowed", "refused"),
    [
        ("theirs", ("theirs",), False),
        ("theirs", ("other",), True),
        ("default", ("theirs",), True),
        ("theirs", (), False),
        ("own", ("theirs",), False),
        (None, ("theirs",), False),
    ],
)
def test_allowed_workflows_choose_among_the_servers(name, allowed, refused):
    config = RepoConfig(workflows=OWN, projects=(Project(dir="a", workflow=name),))
    problems = said(config, allow_custom_workflows=True, allowed_overrides=("workflow",), allowed_workflows=allowed)
    assert [f"may not use the workflow `{name}`" in problem for problem in problems] == [True] * refused


def test_every_problem_is_named_at_once():
    config = RepoConfig(
        workflows=OWN,
        projects=(Project(dir="a", workflow="gone", lock_mode="disabled"), Project(dir="b", apply_requirements=())),
    )
    assert len(list(refusals(config, CAUTIOUS, SERVER))) == 5
