from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects import find as find_module
from tidegate.core.projects.find import Reason, cares_about, of_concern, on_base_branch, reason, touched
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
    found = touched(RepoConfig(projects=(DEV, HIDDEN)), ["x"], through_modules={"environments/dev"})
    assert found == (DEV,)


def test_a_project_that_is_not_planned_by_itself_is_touched_all_the_same() -> None:
    quiet = Project(dir="a", autoplan=False)
    assert touched(RepoConfig(projects=(quiet,)), ["a/main.tf"]) == (quiet,)


PATHS = st.lists(st.lists(st.sampled_from(["a", "b", "x.tf"]), min_size=1, max_size=4).map("/".join), max_size=6)
WRITTEN = st.lists(
    st.sampled_from(["**", "*.tf", "!x.tf", "../b", "a/**/x.tf", "b", "../**/x.tf", "!**", "", "a\\*", "/b"]),
    max_size=4,
)


@given(paths=PATHS, written=WRITTEN, directory=st.sampled_from([".", "a", "a/b"]))
def test_looking_only_below_anchors_misses_nothing(paths, written, directory) -> None:
    project = Project(dir=directory, when_modified=tuple(written))
    every = below(directory, written)
    expected = tuple(path for path in dict.fromkeys(paths) if matches(every, path))
    assert of_concern((project,), paths) == expected
    assert bool(touched(RepoConfig(projects=(project,)), paths)) is bool(expected)


def test_projects_far_from_every_changed_path_cost_no_matching(monkeypatch) -> None:
    config = RepoConfig(projects=tuple(Project(dir=f"stacks/{n}") for n in range(5000)))
    looked_at: list[str] = []

    def counted(directory, patterns):
        looked_at.append(directory)
        return below(directory, patterns)

    monkeypatch.setattr(find_module, "below", counted)
    assert touched(config, [f"stacks/{n}/main.tf" for n in range(3)]) == config.projects[:3]
    assert looked_at == ["stacks/0", "stacks/1", "stacks/2"]


CALLS = {"environments/dev": frozenset({"modules/redis"}), "modules/redis": frozenset({"modules/tags"})}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("environments/dev/main.tf", True),
        ("modules/redis/main.tf", True),
        ("modules/tags/files/a.tpl", True),
        ("modules/other/main.tf", False),
        ("environments/dev/README.md", False),
    ],
)
def test_a_project_cares_about_its_patterns_and_the_modules_it_reaches(path, expected) -> None:
    assert cares_about(DEV, [path], CALLS) is expected


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (
            ["x.md", "environments/dev/a.tf", "modules/redis/b.tf"],
            Reason(path="environments/dev/a.tf", pattern="**/*.tf*"),
        ),
        (["modules/tags/files/a.tpl"], Reason(path="modules/tags/files/a.tpl", module="modules/tags")),
        (["x.md"], None),
    ],
)
def test_why_a_project_is_touched_can_be_said(paths, expected) -> None:
    assert reason(DEV, paths, CALLS) == expected


def test_a_module_at_the_root_of_the_repository_is_everything() -> None:
    assert of_concern((DEV,), ["x.tf", "y/z.json"], {"environments/dev": frozenset({"."})}) == ("x.tf", "y/z.json")


@pytest.mark.parametrize(
    ("branch", "base", "there"),
    [
        (None, "develop", True),
        ("/^main$/", "main", True),
        ("/^main$/", "develop", False),
        ("/(?i)MAIN/", "main", True),
    ],
)
def test_a_project_may_be_bound_to_base_branches(branch, base, there) -> None:
    project = Project(dir="a", branch=branch)
    assert bool(on_base_branch((project,), base)) is there
