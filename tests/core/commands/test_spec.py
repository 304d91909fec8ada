from __future__ import annotations

import pytest

from tidegate.core.commands.spec import CommandSpec


def test_a_command_is_written_with_the_word_that_must_follow() -> None:
    assert CommandSpec(name="plan", text="").title == "plan"
    assert CommandSpec(name="state", text="", sub="rm").title == "state rm"


@pytest.mark.parametrize(
    ("operand", "least", "shown"), [("", 0, ""), ("ENVIRONMENT", 0, "[ENVIRONMENT]"), ("ADDRESS ID", 2, "ADDRESS ID")]
)
def test_an_operand_that_may_be_left_out_stands_in_brackets(operand, least, shown) -> None:
    assert CommandSpec(name="x", text="", operand=operand, least=least).shown_operand == shown
