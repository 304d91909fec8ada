from __future__ import annotations

from dataclasses import replace

import pytest

from support.decisions import POLICY
from tidegate.core.gates.policy import Environment
from tidegate.core.projects.named import named

CLASHING = replace(
    POLICY,
    environments={
        "dev": Environment(name="dev", aliases=("test", "개발")),
        "staging": Environment(name="staging", aliases=("test",)),
    },
)


@pytest.mark.parametrize(
    ("word", "name"), [("prod", "prod"), ("Production", "prod"), ("staging", "staging"), ("DEV", "dev")]
)
def test_an_environment_is_found_by_any_of_its_words_in_any_case(word, name) -> None:
    assert named(word, POLICY) == POLICY.environments[name]
    assert named("개발", CLASHING) == CLASHING.environments["dev"]


def test_two_environments_of_one_word_are_both_named() -> None:
    assert str(named("test", CLASHING)) == "`test` names the environments `dev` and `staging`; write one of these."


def test_an_unknown_word_gets_the_closest_one_or_the_list() -> None:
    assert str(named("stagin", POLICY)) == "There is no environment `stagin`. Did you mean `staging`?"
    assert str(named("`x`", POLICY)) == "There is no environment `'x'`; there are `dev`, `staging` and `prod`."
