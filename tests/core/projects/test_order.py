from __future__ import annotations

import pytest

from tidegate.core.projects.model import Project
from tidegate.core.projects.order import circle, in_groups, in_waves


def named(name: str, *needs: str, group: int = 0) -> Project:
    return Project(dir=name, name=name, depends_on=needs, execution_order_group=group)


def test_groups_go_in_ascending_order_and_keep_the_files_order_inside() -> None:
    late, early, also = (Project(dir=d, execution_order_group=g) for d, g in (("l", 2), ("e", -1), ("a", 2)))
    assert in_groups([late, early, also]) == ((early,), (late, also))


@pytest.mark.parametrize(
    ("projects", "waves"),
    [
        ([named("app", "net"), named("net"), named("dns")], ["net dns", "app"]),
        ([named("c", "b"), named("b", "a"), named("a")], ["a", "b", "c"]),
        ([named("app", "net"), named("net", group=1)], ["app", "net"]),
        ([named("app", "elsewhere"), named("net")], ["app net"]),
        ([named("a", "b"), named("b", "a"), named("c")], ["c", "a b"]),
        ([named("a", "a")], ["a"]),
        ([], []),
    ],
)
def test_dependencies_go_in_a_wave_before_what_depends_on_them(projects, waves) -> None:
    assert [" ".join(project.dir for project in wave) for wave in in_waves(projects)] == waves


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ([named("a", "b"), named("b")], ()),
        ([named("a", "b", "c"), named("b", "d"), named("c", "d"), named("d")], ()),
        ([named("x", "a"), named("a", "b"), named("b", "c"), named("c", "a")], ("a", "b", "c")),
        ([named("a", "a")], ("a",)),
        ([named("a", "nowhere"), Project(dir="d")], ()),
    ],
)
def test_a_circle_of_dependencies_is_named(projects, expected) -> None:
    assert circle(projects) == expected
