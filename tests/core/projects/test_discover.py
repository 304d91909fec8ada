from __future__ import annotations

import pytest

from tidegate.core.projects.discover import concerned, discover
from tidegate.core.projects.model import Project, RepoConfig

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
        ("a/extra.tf.json", ["a"]),
        ("a/env/dev.tfvars", ["a"]),
        ("a/modules/x/main.tf", ["a"]),
        ("a/modules/x/modules/z/main.tf", ["a"]),
        ("modules/top/main.tf", ["."]),
        ("shared/modules/y/main.tf", []),
        ("b/c/.terraform.lock.hcl", ["b/c"]),
        ("gone/main.tf", []),
        ("README.md", []),
        ("a/terraform.tfstate", []),
        ("a/.tflint.hcl", []),
    ],
)
def test_a_changed_file_leads_to_the_directory_terraform_runs_in(path, dirs) -> None:
    assert [project.dir for project in discover([path], FILES)] == dirs


def test_ignored_directories_have_no_project() -> None:
    assert discover(["a/main.tf", "b/c/x.tf"], FILES, ignore=["b/**"]) == (Project(dir="a"),)


DECLARED = Project(dir="a", name="declared", workspace="w")


@pytest.mark.parametrize(
    ("config", "labels"),
    [
        (RepoConfig(), ["a/default", "b/c/default"]),
        (RepoConfig(projects=(DECLARED,)), ["declared"]),
        (RepoConfig(projects=(DECLARED,), autodiscover="enabled"), ["declared", "b/c/default"]),
        (RepoConfig(autodiscover="enabled", autodiscover_ignore=("b/c",)), ["a/default"]),
        (RepoConfig(autodiscover="disabled"), []),
        (RepoConfig(projects=(Project(dir="gone"),), autodiscover="disabled"), []),
    ],
)
def test_declared_and_discovered_projects_are_joined_as_the_file_says(config, labels) -> None:
    found = concerned(config, ["a/main.tf", "b/c/.terraform.lock.hcl", "gone/main.tf"], FILES)
    assert [project.label for project in found] == labels
