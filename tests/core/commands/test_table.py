from __future__ import annotations

import pytest

from tidegate.core.commands.table import ALLOWED, SPECS, allowed


def test_a_list_of_commands_is_read_in_any_case_and_with_blanks() -> None:
    assert allowed([" Plan", "APPLY ", "", "help"]) == {"plan", "apply"}


def test_all_allows_every_command_there_is() -> None:
    assert allowed(["all"]) == SPECS.keys() - {"help"}


def test_an_unknown_command_in_the_list_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"There is no command `destroy`\. Write some of: plan, apply,"):
        allowed(["plan", "destroy"])


def test_what_changes_the_state_by_hand_is_not_allowed_by_itself() -> None:
    assert allowed(ALLOWED) == ALLOWED
    assert ALLOWED.isdisjoint({"import", "state"})
