from __future__ import annotations

import pytest

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.projects.coverage import sibling_hints, uncovered
from tidegate.core.projects.model import Project

POLICY = Policy(
    source="tidegate.yaml",
    revision="r",
    environments={
        name: Environment(name=name, paths=(f"environments/{name}/**",)) for name in ("dev", "staging", "prod", "new")
    },
)
DEV = Project(dir="environments/dev")
CALLS = {"environments/dev": frozenset({"modules/net"})}


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("environments/dev/main.tf", False),
        ("environments/dev/policy.json", True),
        ("environments/prod/main.tf", True),
        ("environments/prod/README.md", False),
        ("modules/net/main.tf", False),
        ("modules/other/main.tf", True),
        ("scripts/build.sh", False),
        ("atlantis.yaml", False),
    ],
)
def test_changed_files_that_should_be_planned_and_are_not_are_listed(path, listed) -> None:
    assert uncovered((DEV,), (path, path), POLICY, CALLS) == ((path,) if listed else ())


FILES = (
    "environments/dev/main.tf",
    "environments/dev/alarms.tf",
    "environments/dev/net.tf",
    "environments/staging/net.tf",
    "environments/prod/main.tf",
    "environments/prod/net.tf",
)


@pytest.mark.parametrize(
    ("gained", "hints"),
    [
        (
            "environments/dev/alarms.tf",
            (
                "`environments/dev/alarms.tf` is new; `environments/staging` and `environments/prod` have no `alarms.tf`.",
            ),
        ),
        (
            "environments/prod/main.tf",
            ("`environments/prod/main.tf` is new; `environments/staging` has no `main.tf`.",),
        ),
        ("environments/dev/net.tf", ()),
        ("environments/dev/notes.md", ()),
        ("modules/x/main.tf", ()),
    ],
)
def test_a_file_the_sibling_environments_lack_gets_a_hint(gained, hints) -> None:
    assert tuple(map(str, sibling_hints(POLICY, [gained], FILES))) == hints
