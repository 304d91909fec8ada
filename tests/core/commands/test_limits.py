from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.limits import for_terraform, inside, workspace
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
        for_terraform(command, [arg])


def test_a_target_is_for_plans_and_a_value_is_no_argument() -> None:
    assert for_terraform("plan", ["-target=a.b", "-var", "chdir"]) == ("-target=a.b", "-var", "chdir")
    with pytest.raises(Misuse, match="-target cannot be used with apply"):
        for_terraform("apply", ["-target=a.b"])
