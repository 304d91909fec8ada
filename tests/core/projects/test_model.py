from __future__ import annotations

import pytest

from tidegate.core.projects.model import Project


@pytest.mark.parametrize(
    ("project", "key", "label"),
    [
        (Project(dir="."), ".:default", "./default"),
        (Project(dir="a/b", workspace="w"), "a/b:w", "a/b/w"),
        (Project(dir="a", name="app"), "a:default:app", "app"),
    ],
)
def test_a_project_has_a_key_of_its_own_and_a_label_for_people(project, key, label) -> None:
    assert (project.key, project.label) == (key, label)
