from __future__ import annotations

import re

import pytest

from tidegate.core.commands.build import LONGEST_ECHO, build, echo
from tidegate.core.commands.limits import Limits
from tidegate.core.commands.model import Away, Back, Cancel, Reply, Scope, Version
from tidegate.core.commands.options import Misuse, Options
from tidegate.core.commands.table import COMMANDS, SPECS


def options(*words: str, **values: str) -> Options:
    return Options(values=values, words=words, rest=())


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.name != "help"], ids=lambda spec: spec.name)
def test_every_command_of_the_table_can_be_built(spec) -> None:
    operands = ["technical" if spec.name == "review" else "a"] * spec.least
    needed = {flag.long: "why" for flag in spec.flags if flag.required}
    built = build(spec, options(*filter(None, [spec.sub]), *operands, **needed), Limits())
    assert isinstance(built, Reply) == spec.later


def test_flags_become_what_they_mean() -> None:
    assert build(SPECS["cancel"], options(apply="true"), Limits()) == Cancel(applies=True)
    assert build(SPECS["version"], options(dir="a/"), Limits()) == Version(scope=Scope(dir="a"))


def test_somebody_is_named_with_or_without_the_sign_and_everybody_else_is_themself() -> None:
    assert build(SPECS["away"], options("@kim-lead", until="2026-12-01"), Limits()) == Away(
        login="kim-lead", until="2026-12-01"
    )
    assert build(SPECS["away"], options(), Limits()) == Away()
    assert build(SPECS["back"], options("kim-lead"), Limits()) == Back(login="kim-lead")


def test_an_absence_of_nobody_or_until_never_is_a_mistake() -> None:
    with pytest.raises(Misuse, match="--until needs a day or a time"):
        build(SPECS["away"], options(until=" "), Limits())
    with pytest.raises(Misuse, match="a/b is no login"):
        build(SPECS["back"], options("a/b"), Limits())


@pytest.mark.parametrize("blank", [{}, {"reason": "  "}])
def test_a_command_that_needs_a_flag_says_so(blank) -> None:
    with pytest.raises(Misuse, match=r'^waive needs --reason "\.\.\."$'):
        build(SPECS["waive"], options("cost_limit", **blank), Limits())


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"emergency": "true"}, 'an emergency needs --reason "..."'),
        ({"emergency": "true", "reason": " "}, 'an emergency needs --reason "..."'),
        ({"emergency": "true", "reason": "down", "at": "next-window"}, "cannot use --at at same time as --emergency"),
        ({"reason": "down"}, "--reason and --incident go with --emergency"),
        ({"emergency": "false", "incident": "https://a.example"}, "--reason and --incident go with --emergency"),
        ({"emergency": "true", "reason": "down", "incident": "INC-7"}, "--incident needs a link that begins with"),
        ({"at": ""}, "--at needs a time"),
    ],
)
def test_an_apply_that_contradicts_itself_is_a_mistake(values, wrong) -> None:
    with pytest.raises(Misuse, match=re.escape(wrong)):
        build(SPECS["apply"], options("prod", **values), Limits())


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"as": "../../user"}, "../../user is no login"),
        ({"as": "a b"}, "a b is no login"),
        ({"as": "@"}, "--as needs somebody's login"),
        ({"at": "next-window"}, "goes with apply"),
        ({"at": " "}, "--at"),
    ],
)
def test_an_explanation_takes_a_time_and_a_login(values, wrong) -> None:
    with pytest.raises(Misuse, match=re.escape(wrong)):
        build(SPECS["explain"], options("prod", **values), Limits())


def test_words_too_many_are_named() -> None:
    with pytest.raises(Misuse, match="unknown argument"):
        build(SPECS["cancel"], options("now"), Limits())


def test_long_words_are_cut_in_an_answer() -> None:
    assert len(echo("x" * 500)) == LONGEST_ECHO
    assert echo("short") == "short"
