from __future__ import annotations

import pytest

from tidegate.core.projects.discover import concerned, discover, is_terraform
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.switches import Autoplan

FILES = (
    "main.tf",
    "README.md",
    "a/main.tf",
    "a/env/dev.tfvars",
    "a/modules/x/main.tf",
    "b/c/.terraform.lock.hcl",
    "shared/modules/y/main.tf",
)


@pytest.mark.parametrize(
    ("path", "dirs"),
    [
        ("main.tf", ["."]),
        ("a/main.tf", ["a"]),
        ("a/gone.tf", ["a"]),
        ("a/extra.tf.json", ["a"]),
        ("a/extra.tofu", ["a"]),
        ("a/env/dev.tfvars", ["a"]),
        ("env/dev.tfvars", ["."]),
        ("a/modules/x/main.tf", ["a"]),
        ("a/modules/x/modules/z/main.tf", ["a"]),
        ("modules/top/main.tf", ["."]),
        ("shared/modules/y/main.tf", []),
        ("b/c/.terraform.lock.hcl", ["b/c"]),
        ("gone/main.tf", []),
        ("README.md", []),
        ("a/terraform.tfstate", []),
        ("a/terraform.tfstate.d/x/terraform.tfstate.tf.json", []),
        ("a/.tflint.hcl", []),
    ],
)
def test_a_changed_file_leads_to_the_directory_terraform_runs_in(path, dirs) -> None:
    assert [project.dir for project in discover([path], FILES)] == dirs


@pytest.mark.parametrize(
    ("globs", "left"),
    [(["b/**"], ["a"]), (["b"], ["a", "b/c"]), (["*"], ["b/c"]), (["**"], []), (["{a,b/c}"], [])],
)
def test_ignored_directories_have_no_project(globs, left) -> None:
    assert [project.dir for project in discover(["a/main.tf", "b/c/x.tf"], FILES, ignore=globs)] == left


def test_an_operators_list_of_files_takes_the_place_of_the_default_one() -> None:
    found = discover(["a/main.tf", "b/c/stack.yaml"], FILES, listed=("**/*.yaml",))
    assert [project.dir for project in found] == ["b/c"]


def test_a_discovered_project_has_the_workspace_its_code_names_if_it_is_one() -> None:
    named = {"a": "production", "b/c": "../../etc"}
    found = discover(["a/main.tf", "b/c/x.tf", "main.tf"], FILES, workspaces=named)
    assert [project.key for project in found] == [".:default", "a:production", "b/c:default"]


DECLARED = Project(dir="a", name="declared", workspace="w")
CHANGED = ["a/main.tf", "b/c/.terraform.lock.hcl", "gone/main.tf"]


@pytest.mark.parametrize(
    ("config", "flag", "labels"),
    [
        (RepoConfig(), "auto", ["a/default", "b/c/default"]),
        (RepoConfig(), "enabled", ["a/default", "b/c/default"]),
        (RepoConfig(), "disabled", []),
        (RepoConfig(projects=(DECLARED,)), "auto", ["declared"]),
        (RepoConfig(projects=(DECLARED,)), "enabled", ["declared", "b/c/default"]),
        (RepoConfig(projects=(DECLARED,), autodiscover="auto"), "enabled", ["declared"]),
        (RepoConfig(projects=(DECLARED,), autodiscover="enabled"), "disabled", ["declared", "b/c/default"]),
        (RepoConfig(autodiscover="enabled", autodiscover_ignore=("b/c",)), "auto", ["a/default"]),
        (RepoConfig(autodiscover="disabled"), "enabled", []),
        (RepoConfig(projects=(Project(dir="gone"),), autodiscover="disabled"), "auto", []),
    ],
)
def test_declared_and_discovered_projects_are_joined_as_the_file_or_else_the_server_says(config, flag, labels) -> None:
    found = concerned(config, CHANGED, FILES, autoplan=Autoplan(discover=flag))
    assert [project.label for project in found] == labels


def test_a_file_whose_projects_are_all_for_other_branches_declares_none() -> None:
    config = RepoConfig(projects=(Project(dir="a", name="release", branch="/^main$/"),))
    assert [p.label for p in concerned(config, CHANGED, FILES, base_branch="main")] == ["release"]
    assert [p.label for p in concerned(config, CHANGED, FILES, base_branch="dev")] == ["a/default", "b/c/default"]


CALLS = {"a": frozenset({"shared/modules/y"}), "b/c": frozenset({"a/modules/x"}), "a/modules/x": frozenset({"net"})}
MODULES = {"shared/modules/y/main.tf": ["a"], "a/modules/x/main.tf": ["a", "b/c"], "net/x.tpl": ["b/c"]}


@pytest.mark.parametrize(("path", "dirs"), MODULES.items())
def test_a_changed_module_touches_the_undeclared_projects_that_call_it(path, dirs) -> None:
    found = concerned(RepoConfig(), [path], (*FILES, "net/x.tpl"), module_calls=CALLS)
    assert [project.dir for project in found] == dirs


def test_modules_are_followed_only_to_the_projects_an_operator_lists() -> None:
    autoplan = Autoplan(modules_from=("b/**",))
    config = RepoConfig(projects=(Project(dir="a", when_modified=()),), autodiscover="enabled")
    changed = ["shared/modules/y/main.tf", "a/modules/x/main.tf"]
    everywhere = concerned(config, changed, FILES, module_calls=CALLS)
    assert [project.dir for project in everywhere] == ["a", "b/c"]
    listed = concerned(config, changed, FILES, module_calls=CALLS, autoplan=autoplan)
    assert [project.dir for project in listed] == ["b/c"]


@pytest.mark.parametrize(("path", "expected"), [("a/x.tf", True), ("x.tfvars", True), ("a.md", False)])
def test_terraform_files_are_told_by_their_names(path, expected) -> None:
    assert is_terraform(path) is expected
