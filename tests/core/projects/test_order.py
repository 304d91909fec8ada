from __future__ import annotations

from tidegate.core.projects.model import Project
from tidegate.core.projects.order import in_groups, unmet


def test_groups_go_in_ascending_order_and_keep_the_files_order_inside() -> None:
    late, early, also = (Project(dir=d, execution_order_group=g) for d, g in (("l", 2), ("e", -1), ("a", 2)))
    assert in_groups([late, early, also]) == ((early,), (late, also))


def test_a_project_waits_for_what_it_depends_on_in_the_same_change() -> None:
    app = Project(dir="app", depends_on=("vpc", "db", "elsewhere"))
    assert unmet(app, applied_labels={"vpc"}, in_change_labels={"vpc", "db"}) == ("db",)
