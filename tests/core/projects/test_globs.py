from __future__ import annotations

import pytest

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark
from tidegate.core.projects.globs import expand_globs, fits_glob, is_glob
from tidegate.core.projects.model import Project, RepoConfig


@pytest.mark.parametrize(
    ("glob", "directory", "expected"),
    [
        ("*", "a", True),
        ("*", "a/b", False),
        ("env/*", "env/dev", True),
        ("env/*", "env", False),
        ("env/**", "env", True),
        ("env/**", "env/a/b", True),
        ("env/**", "environment", False),
        ("**", "a/b", True),
        ("**", ".", True),
        ("**/app", "app", True),
        ("**/app", "x/y/app", True),
        ("a/**/b", "a/b", True),
        ("a/**/**/b", "a/x/b", True),
        ("**/**", "a/b", True),
        ("a**b", "axb", True),
        ("a**b", "a/b", False),
        ("en?/dev", "env/dev", True),
        ("en?dev", "en/dev", False),
        ("[a-c]x", "bx", True),
        ("[!a-c]x", "bx", False),
        ("[^a]", "/", False),
        ("{dev,prod}*/app", "prod1/app", True),
        ("{a,b/c}/*", "b/c/d", True),
        ("a,?", "a,b", True),
        ("\\*x", "*x", True),
        ("*.x", "a+x", False),
        ("[", "[", True),
        ("a}*", "a}*", True),
        ("{a*", "a1", False),
        ("{a,{b,c}x}*", "cx1", True),
        ("a\\{b,*", "a{b,c", True),
        ("[\\]]x", "]x", True),
        ("a[", "a[", True),
        ("{1,2}" * 20, "1" * 20, False),
        ("{1,2}" * 10, "1" * 10, False),
    ],
)
def test_globs_fit_directories_as_doublestar_does(glob, directory, expected) -> None:
    assert fits_glob(glob, directory) is expected


@pytest.mark.parametrize(("written", "expected"), [("a/*", True), ("a?", True), ("[a]", True), ("{a,b}", False)])
def test_braces_alone_make_no_glob(written, expected) -> None:
    assert is_glob(written) is expected


FILES = (
    "main.tf",
    "env/README.md",
    "env/dev/main.tf",
    "env/prod/main.tf.json",
    "env/tofu/main.tofu",
    "env/grunt/terragrunt.hcl",
    "env/dev/deep/x.tofu.json",
    "env/docs/x.md",
    "env/vars/x.tfvars",
)


def dirs(glob: str) -> list[str]:
    return [project.dir for project in expand_globs(RepoConfig(projects=(Project(dir=glob),)), FILES).projects]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("env/*", ["env/dev", "env/grunt", "env/prod", "env/tofu"]),
        ("env/**", ["env/dev", "env/dev/deep", "env/grunt", "env/prod", "env/tofu"]),
        ("./env/d*/", ["env/dev"]),
        ("*", []),
        ("**", [".", "env/dev", "env/dev/deep", "env/grunt", "env/prod", "env/tofu"]),
        ("nothing/*", []),
    ],
)
def test_a_glob_becomes_a_project_for_each_directory_with_code(glob, expected) -> None:
    assert dirs(glob) == expected


def test_projects_of_a_glob_share_its_keys_and_stand_where_it_stood() -> None:
    glob = Project(dir="env/[dp]*", name="lost", workspace="w", workflow="own", execution_order_group=3)
    first, last = Project(dir="a"), Project(dir="b")
    found = expand_globs(RepoConfig(projects=(first, glob, last)), FILES).projects
    assert found == (
        first,
        Project(dir="env/dev", workspace="w", workflow="own", execution_order_group=3),
        Project(dir="env/prod", workspace="w", workflow="own", execution_order_group=3),
        last,
    )


def test_a_file_without_globs_stays_as_it_is() -> None:
    config = RepoConfig(projects=(Project(dir="a"),))
    assert expand_globs(config, FILES) is config


def test_a_directory_a_glob_repeats_is_an_error_with_both_places() -> None:
    first = Project(dir="env/dev", at=Mark(file="atlantis.yaml", line=3))
    glob = Project(dir="env/*", at=Mark(file="atlantis.yaml", line=5))
    with pytest.raises(BadInput) as caught:
        expand_globs(RepoConfig(projects=(first, glob)), FILES)
    assert str(caught.value) == (
        "atlantis.yaml:5:1: projects: The directory `env/dev` with the workspace `default` is a project already "
        "(atlantis.yaml:3). Narrow the pattern, or put the project with a name of its own after it."
    )


@pytest.mark.parametrize(
    "other",
    [
        Project(dir="env/dev", name="own"),
        Project(dir="env/dev", workspace="other"),
        Project(dir="env/dev", branch="/^main$/"),
    ],
)
def test_a_named_project_after_a_glob_another_workspace_or_another_branch_is_no_clash(other) -> None:
    config = RepoConfig(projects=(Project(dir="env/*"), other))
    assert expand_globs(config, FILES, base_branch="develop").projects[-1] == other
