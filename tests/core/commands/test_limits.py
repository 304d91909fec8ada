from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.limits import Limits, for_terraform, inside, project, workspace
from tidegate.core.commands.options import Misuse


@pytest.mark.parametrize(
    ("written", "clean"),
    [("a/b/", "a/b"), ("./a", "a"), ("/a", "a"), ("", "."), (".", "."), ("a/..", "."), ("..a", "..a")],
)
def test_a_directory_is_cleaned(written, clean) -> None:
    assert inside(written) == clean


@given(st.lists(st.sampled_from(["..", ".", "a", ""]), max_size=6).map("/".join))
def test_no_directory_leaves_the_repository(written) -> None:
    try:
        clean = inside(written)
    except Misuse:
        return
    assert ".." not in clean.split("/")
    assert not clean.startswith("/")


@pytest.mark.parametrize("name", ["default", "dev-1", "v1.2", "스테이징"])
def test_an_ordinary_workspace_name_is_taken(name) -> None:
    assert workspace(name) == name


@pytest.mark.parametrize("name", ["a\nb", "a\x00b", "a\u200bb", "-w", "~", "a..b"])
def test_a_workspace_name_with_hidden_or_dangerous_signs_is_refused(name) -> None:
    with pytest.raises(Misuse, match="is no workspace name"):
        workspace(name)


@pytest.mark.parametrize(
    "arg", ["-chdir=x", "--chdir", "-plugin-dir=/x", "--plugin-dir", "-out=/x", "-out", "-detailed-exitcode"]
)
@pytest.mark.parametrize("command", ["plan", "apply"])
def test_arguments_that_would_run_something_else_are_refused(command, arg) -> None:
    with pytest.raises(Misuse, match="may not be given to terraform"):
        for_terraform(command, [arg], Limits())


def test_a_target_is_for_plans_and_a_value_is_no_argument() -> None:
    assert for_terraform("plan", ["-target=a.b", "-var", "chdir"], Limits()) == ("-target=a.b", "-var", "chdir")
    with pytest.raises(Misuse, match="-target cannot be used with apply"):
        for_terraform("apply", ["-target=a.b"], Limits())


def test_a_server_names_its_own_blocked_arguments_in_either_form_and_two_stay_blocked() -> None:
    own = Limits(blocked_args=("--lock", "-refresh"))
    assert for_terraform("plan", ["-chdir=x"], own) == ("-chdir=x",)
    for arg in ("-lock=false", "--lock=false", "-lock-timeout=1s", "--refresh", "-out=x"):
        with pytest.raises(Misuse, match="may not be given to terraform"):
            for_terraform("plan", [arg], own)


@pytest.mark.parametrize(
    "args",
    [
        ["-var-file=/etc/passwd"],
        ["--var-file", "/etc/passwd"],
        ["-var-file=../x.tfvars"],
        ["-var-file", "~/x"],
        ["-var-file"],
        ["-var-file", "a.tfvars", "-var-file", "/etc/passwd"],
        ["-var-file=/vars/../etc/passwd"],
        ["-var-file=/varsity/a.tfvars"],
    ],
)
def test_a_values_file_outside_the_repository_and_the_allowed_directories_is_refused(args) -> None:
    with pytest.raises(Misuse, match="-var-file may only name a file inside the repository, or in /vars/"):
        for_terraform("plan", args, Limits(var_file_allowlist=("/vars/",)))


@pytest.mark.parametrize("args", [["-var-file=a/b.tfvars"], ["--var-file", "/vars/a.tfvars"]])
def test_a_values_file_inside_them_is_taken(args) -> None:
    assert for_terraform("plan", args, Limits(var_file_allowlist=("/vars",))) == tuple(args)


def test_a_project_is_a_plain_name_where_expressions_are_off() -> None:
    assert project("(a+", Limits()) == "(a+"
    with pytest.raises(Misuse, match="needs the name of a project"):
        project("", Limits())


@pytest.mark.parametrize("text", ["dev", "dev-.*", "(dev|prod)-.*-app", "(?i)dev[*+?]{1}", r"a\+\+\+\+\+"])
def test_an_expression_over_projects_is_kept_as_written(text) -> None:
    assert project(text, Limits(regexp_projects=True)) == text


@pytest.mark.parametrize("text", ["(a", "*", "[b"])
def test_what_is_no_expression_is_refused(text) -> None:
    with pytest.raises(Misuse, match="is no regular expression"):
        project(text, Limits(regexp_projects=True))


@pytest.mark.parametrize("text", ["(a+)+$", "(?:a|a)*b", "a?" * 30, ".*.*.*.*.*", "(a|a)" * 5, "a" * 201])
def test_an_expression_that_could_run_for_hours_is_refused(text) -> None:
    with pytest.raises(Misuse, match="too hard"):
        project(text, Limits(regexp_projects=True))
