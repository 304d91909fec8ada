from __future__ import annotations

import pytest

from tidegate.core.commands.model import Scope


@pytest.mark.parametrize("scope", [Scope(), Scope(args=("-var", "a=b")), Scope(verbose=True)])
def test_a_scope_without_a_place_or_word_is_everything(scope) -> None:
    assert scope.is_everything


@pytest.mark.parametrize("scope", [Scope(dir="."), Scope(workspace="w"), Scope(project="p"), Scope(word="staging")])
def test_a_scope_with_a_place_or_word_is_not_everything(scope) -> None:
    assert not scope.is_everything
