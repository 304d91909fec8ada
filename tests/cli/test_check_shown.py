import io
from dataclasses import replace

import pytest
from rich.console import Console

from tidegate.cli.check_looks import Look
from tidegate.cli.check_report import report
from tidegate.cli.check_shown import ROWS, show
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.projects.model import Project

LOOK = Look(project=Project(dir="a", name="shop"), environment=None, no_plan="no plan was asked for")
HIGH = Finding(id="open_ingress", severity="HIGH", message="Open.", address="aws_x.a", file="a/main.tf", line=3)


def printed(look, *, terminal=False):
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=80)
    show(report([look], None, ("Compared with origin/main.",), allow_unknown=False), console)
    return file.getvalue()


def test_a_report_reads_from_what_was_looked_at_to_what_it_means():
    lines = printed(LOOK).splitlines()
    assert lines[:4] == [
        "Compared with origin/main.",
        "",
        "shop (in no environment)",
        "  No plan: no plan was asked for.",
    ]
    assert lines[-1] == "This would not go through."
    assert "Not known, which `--allow-unknown` lets through:" in lines


def test_findings_are_named_with_their_place_and_old_ones_counted():
    old = replace(HIGH, is_new=False)
    text = printed(replace(LOOK, checks=(result_of("builtin", (HIGH, old)),)))
    assert "  ! builtin: 1 new finding, 1 was there before\n" in text
    assert "      HIGH open_ingress at aws_x.a a/main.tf:3: Open.\n" in text


def test_of_many_findings_the_first_are_shown_and_the_rest_counted():
    many = tuple(replace(HIGH, address=f"aws_x.a[{n}]") for n in range(ROWS + 2))
    text = printed(replace(LOOK, checks=(result_of("builtin", many),)))
    assert "and 2 more\n" in text


def test_a_check_that_failed_shows_why_and_what_it_printed():
    failed = CheckResult(check="checkov", state="failed", reason="It crashed.", output="Traceback\nValueError")
    text = printed(replace(LOOK, checks=(failed, CheckResult(check="tfsec", state="skipped"))))
    assert "  ? checkov: It crashed.\n      Traceback\n      ValueError\n" in text
    assert "tfsec" not in text


@pytest.mark.parametrize("words", ["\x1b[31mred\x1b[0m", "two\nlines", "[bold]x[/bold]", "[/]"])
def test_what_tools_say_cannot_colour_or_break_a_line(words):
    text = printed(replace(LOOK, checks=(result_of("builtin", (replace(HIGH, message=words),)),)))
    (line,) = [line for line in text.splitlines() if line.startswith("      HIGH open_ingress at aws_x.a a/main.tf")]
    assert "\x1b" not in line
    assert line.endswith(words.replace("\x1b[31m", "").replace("\x1b[0m", "").replace("\n", " "))


def test_colours_are_for_terminals_and_never_where_nobody_wants_them(monkeypatch):
    assert "\x1b[" in printed(LOOK, terminal=True)
    assert "\x1b[" not in printed(LOOK)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in printed(LOOK, terminal=True)
