from __future__ import annotations

import pytest

from tidegate.core.errors import StepFailed
from tidegate.core.projects.model import Step
from tidegate.terraform.outputs import LONGEST_VALUE, shown, value, variables

OUTPUT = """\
terraform_data.one: Refreshing state... [id=1]
data.x.y: Reading...
data.x.y: Read complete after 0s
No changes.
"""


@pytest.mark.parametrize(
    ("modes", "left"),
    [
        (("show",), OUTPUT),
        (("hide",), ""),
        (("strip_refreshing",), "No changes.\n"),
        (("show", "strip_refreshing"), "No changes.\n"),
        (("strip_refreshing", "hide"), ""),
    ],
)
def test_an_output_mode_leaves_what_it_says(modes, left):
    assert shown(Step(kind="run", command="x", output=modes), OUTPUT, {}) == left


@pytest.mark.parametrize(
    ("filters", "output", "left"),
    [
        (("hunter2",), "say hunter2 twice: hunter2", "say <redacted> twice: <redacted>"),
        ((r"(password: )\S+",), "password: a\npassword: b", "password: <redacted>\npassword: <redacted>"),
        ((r"(a)?b",), "b ab", "<redacted> a<redacted>"),
        (("one", "two"), "one two", "<redacted> <redacted>"),
        ((r"(?i)TOKEN=\w+", r"\d{3}"), "token=x 123", "<redacted> <redacted>"),
        ((r"(?m)^key: .*$",), "key: a\nkept: b", "<redacted>\nkept: b"),
        (("absent",), "kept", "kept"),
    ],
)
def test_what_a_filter_matches_is_hidden_but_for_its_first_group(filters, output, left):
    step = Step(kind="run", command="x", output=("filter_regex",), filters=filters)
    assert shown(step, output, {}) == left


def test_a_plan_is_shown_without_its_refreshing():
    assert shown(Step(kind="plan"), OUTPUT, {}) == "No changes.\n"


@pytest.mark.parametrize(
    ("mode", "said"), [("show", "Variables added:\nTOKEN\nREGION\n"), ("hide", "")], ids=["show", "hide"]
)
def test_of_found_variables_only_the_names_are_shown(mode, said):
    step = Step(kind="multienv", command="x", output=(mode,))
    assert shown(step, "noise on stderr", {"TOKEN": "hunter2!", "REGION": "here"}) == said


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("", {}),
        ("A=1\n", {"A": "1"}),
        ('K=v,K2="v,2"', {"K": "v", "K2": "v,2"}),
        ('A="say \\"hi\\"",B=', {"A": 'say "hi"', "B": ""}),
        ("A=a=b", {"A": "a=b"}),
    ],
)
def test_multienv_reads_pairs(printed, found):
    assert variables(Step(kind="multienv", command="x"), printed) == found


@pytest.mark.parametrize("printed", ["A", "=1", "A=1,2B=3", 'A="open', "A=1 B=2,C"])
def test_anything_else_fails_and_says_what_was_wanted(printed):
    with pytest.raises(StepFailed) as failed:
        variables(Step(kind="multienv", command="make-env"), printed)
    assert "NAME=value" in failed.value.output


def test_an_env_value_loses_its_line_end_alone():
    assert variables(Step(kind="env", name="A", command="x"), " a \n\n") == {"A": " a "}


def test_a_value_is_what_was_printed_as_far_as_a_variable_can_hold_it(tmp_path):
    file, step = tmp_path / "value", Step(kind="env", name="A", command="x")
    file.write_bytes(b"a\0b\xff")
    assert value(step, file) == "ab\ufffd"
    file.write_bytes(b"a" * LONGEST_VALUE)
    assert len(value(step, file)) == LONGEST_VALUE
    file.write_bytes(b"a" * (LONGEST_VALUE + 1))
    with pytest.raises(StepFailed) as failed:
        value(step, file)
    assert "more than the 120,000 bytes" in failed.value.output
