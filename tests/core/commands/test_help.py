from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.help import block, help_text, usage
from tidegate.core.commands.table import COMMANDS, SPECS


def test_help_shows_allowed_commands_only_and_examples_of_those() -> None:
    said = str(help_text("infra", ("plan", "help")))
    assert str(SPECS["plan"].text) in said
    assert "infra plan -d environments/dev -- -var foo=bar" in said
    assert "apply" not in said


def test_help_without_examples_has_no_heading_for_them() -> None:
    assert "Examples:" not in str(help_text("infra", ("unlock", "help")))


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
def test_usage_shows_what_a_command_takes_and_nothing_else(spec) -> None:
    said = str(usage("infra", spec))
    assert f"infra {spec.title}" in said
    assert ("[flags]" in said) == bool(spec.flags)
    assert ("[-- arguments for terraform]" in said) == bool(spec.passes)
    assert ("[ENVIRONMENT|PROJECT]" in said) == (spec.name in ("plan", "apply", "explain"))


@given(st.text(alphabet="`a \n", max_size=30))
def test_no_text_closes_its_own_block(text) -> None:
    fence, *inside, end = str(block(text)).split("\n")
    assert end == fence
    assert all(fence not in line for line in inside)


def test_usage_of_a_command_with_a_second_word_shows_both_and_what_must_follow() -> None:
    said = str(usage("infra", SPECS["state"]))
    assert said.startswith("Usage of state rm:\n  infra state rm ADDRESS... [flags] [-- arguments for terraform]\n")
    assert "infra import ADDRESS ID [flags]" in str(usage("infra", SPECS["import"]))
