from __future__ import annotations

import pytest

from tidegate.core.projects.modules import called_from, callers_of_changed

CALLS = {
    "env/dev": frozenset({"modules/redis"}),
    "env/prod": frozenset({"modules/redis", "modules/vpc"}),
    "modules/redis": frozenset({"modules/tags"}),
    "modules/tags": frozenset({"modules/redis"}),
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("modules/vpc/main.tf", {"env/prod"}),
        ("modules/vpc/templates/a.tpl", {"env/prod"}),
        ("modules/tags/main.tf", {"env/dev", "env/prod", "modules/redis", "modules/tags"}),
        ("modules/other/main.tf", set()),
        ("modules", set()),
        ("env/dev/main.tf", set()),
    ],
)
def test_a_changed_module_reaches_everything_that_calls_it(path, expected) -> None:
    assert callers_of_changed([path], CALLS) == expected


def test_a_module_at_the_root_is_changed_by_every_path() -> None:
    assert callers_of_changed(["x/y.md"], {"env/dev": frozenset({"."})}) == {"env/dev"}


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ("env/dev", {"modules/redis", "modules/tags"}),
        ("modules/tags", {"modules/redis", "modules/tags"}),
        ("modules/vpc", set()),
    ],
)
def test_a_directory_reaches_what_its_modules_call(directory, expected) -> None:
    assert called_from(directory, CALLS) == expected
