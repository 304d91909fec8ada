from __future__ import annotations

import pytest

from tidegate.core.commands.build import LONGEST_ECHO, build, echo
from tidegate.core.commands.limits import Limits
from tidegate.core.commands.model import Cancel, Reply, Scope, Version
from tidegate.core.commands.options import Misuse, Options
from tidegate.core.commands.table import COMMANDS, SPECS


def options(*words: str, **values: str) -> Options:
    return Options(values=values, words=words, rest=())


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.name != "help"], ids=lambda spec: spec.name)
def test_every_command_of_the_table_can_be_built(spec) -> None:
    words = (*filter(None, [spec.sub]), *["a"] * spec.least)
    built = build(spec, options(*words), Limits())
    assert isinstance(built, Reply) == spec.later


def test_flags_become_what_they_mean() -> None:
    assert build(SPECS["cancel"], options(apply="true"), Limits()) == Cancel(applies=True)
    assert build(SPECS["version"], options(dir="a/"), Limits()) == Version(scope=Scope(dir="a"))


def test_words_too_many_are_named() -> None:
    with pytest.raises(Misuse, match="unknown argument"):
        build(SPECS["cancel"], options("now"), Limits())


def test_long_words_are_cut_in_an_answer() -> None:
    assert len(echo("x" * 500)) == LONGEST_ECHO
    assert echo("short") == "short"
