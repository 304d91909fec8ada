from __future__ import annotations

import pytest

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.projects.borders import borders_of

POLICY = Policy(
    revision="r",
    source="tidegate.yaml",
    environments={
        "dev": Environment(name="dev", paths=("environments/dev/**", "shared/**")),
        "prod": Environment(name="prod", paths=("environments/prod/**", "shared/**")),
        "later": Environment(name="later"),
    },
)


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("environments/prod/main.tf", "prod"),
        ("environments/prod/files/*.json", "prod"),
        ("environments/prod", "prod"),
        ("environments/dev/main.tf", ""),
        ("shared/main.tf", ""),
        ("modules/redis", ""),
        ("../elsewhere", ""),
    ],
)
def test_a_file_of_another_environment_is_its_own_unless_this_one_has_it_too(path, owner):
    borders = borders_of("dev", POLICY)
    assert borders is not None
    assert borders.owner_of(path) == owner


@pytest.mark.parametrize("environment", [None, "unheard-of"])
def test_what_belongs_to_no_environment_is_kept_apart_from_none(environment):
    assert borders_of(environment, POLICY) is None


def test_an_environment_alone_has_no_borders():
    alone = Policy(revision="r", source="tidegate.yaml", environments={"dev": POLICY.environments["dev"]})
    assert borders_of("dev", alone) is None
