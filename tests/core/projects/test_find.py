from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects import patterns as patterns_module
from tidegate.core.projects.find import on_base_branch, touched
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.patterns import below, matches

DEV = Project(dir="environments/dev", name="dev")
STAGING = Project(dir="environments/staging", name="staging", when_modified=("**/*.tf", "../../modules/**"))
ROOT = Project(dir=".", name="root", when_modified=("*.tf", "shared/versions.json"))
HIDDEN = Project(dir=".hidden", name="hidden")
CONFIG = RepoConfig(projects=(DEV, STAGING, ROOT, HIDDEN))


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["environments/dev/main.tf"], ["dev"]),
        (["environments/dev/terraform.tfvars", "environments/staging/a.tf"], ["dev", "staging"]),
        (["modules/redis/main.tf"], ["staging"]),
        (["main.tf"], ["root"]),
        (["shared/versions.json"], ["root"]),
        ([".hidden/x.tf"], ["hidden"]),
        (["README.md"], []),
        ([], []),
    ],
)
def test_a_project_is_touched_by_the_paths_its_patterns_match(paths, expected) -> None:
    assert [project.name for project in touched(CONFIG, paths)] == expected


def test_a_project_is_touched_through_the_modules_it_calls() -> None:
    calls = {"environments/dev": frozenset({"modules/redis"})}
    found = touched(RepoConfig(projects=(DEV,)), ["modules/redis/main.tf"], module_calls=calls)
    assert found == (DEV,)


def test_a_project_that_is_not_planned_by_itself_is_touched_all_the_same() -> None:
    quiet = Project(dir="a", autoplan=False)
    assert touched(RepoConfig(projects=(quiet,)), ["a/main.tf"]) == (quiet,)


PATHS = st.lists(st.lists(st.sampled_from(["a", "b", "x.tf"]), min_size=1, max_size=4).map("/".join), max_size=6)
WRITTEN = st.lists(st.sampled_from(["**", "*.tf", "!x.tf", "../b", "a/**/x.tf", "b", "../**/x.tf", "!**"]), max_size=4)


@given(paths=PATHS, written=WRITTEN, directory=st.sampled_from([".", "a", "a/b"]))
def test_looking_only_below_anchors_misses_nothing(paths, written, directory) -> None:
    project = Project(dir=directory, when_modified=tuple(written))
    every = below(directory, written)
    expected = any(matches(every, path) for path in paths)
    assert bool(touched(RepoConfig(projects=(project,)), paths)) is expected


def test_projects_far_from_every_changed_path_cost_no_matching(monkeypatch) -> None:
    config = RepoConfig(projects=tuple(Project(dir=f"stacks/{n}") for n in range(5000)))
    used: set[str] = set()
    real = patterns_module._regex

    def counted(text: str) -> re.Pattern[str]:
        used.add(text)
        return real(text)

    monkeypatch.setattr(patterns_module, "_regex", counted)
    assert touched(config, [f"stacks/{n}/main.tf" for n in range(3)]) == config.projects[:3]
    assert all(text.startswith(("stacks/0/", "stacks/1/", "stacks/2/")) for text in used)


@pytest.mark.parametrize(
    ("branch", "base", "there"), [(None, "develop", True), ("/^main$/", "main", True), ("/^main$/", "develop", False)]
)
def test_a_project_may_be_bound_to_base_branches(branch, base, there) -> None:
    project = Project(dir="a", branch=branch)
    assert bool(on_base_branch((project,), base)) is there
