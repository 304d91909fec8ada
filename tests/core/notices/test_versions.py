from support.notices import words_of
from tidegate.core.notices.versions import compose
from tidegate.core.projects.model import Project


def test_each_project_is_listed_with_what_it_runs():
    said = words_of(
        compose([(Project(dir="network"), "terraform 1.11.4"), (Project(dir="b", name="db"), "opentofu 1.9.0")]).blocks
    )
    assert "Ran Version for 2 projects:" in said
    assert "network/default: terraform 1.11.4" in said
    assert "db: opentofu 1.9.0" in said
