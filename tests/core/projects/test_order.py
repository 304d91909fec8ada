from __future__ import annotations

from tidegate.core.projects.model import Project
from tidegate.core.projects.order import in_groups


def test_groups_go_in_ascending_order_and_keep_the_files_order_inside() -> None:
    late, early, also = (Project(dir=d, execution_order_group=g) for d, g in (("l", 2), ("e", -1), ("a", 2)))
    assert in_groups([late, early, also]) == ((early,), (late, also))
