"""What is said when locks and plans go."""

from support.notices import DEV, STAGING, Words
from tidegate.core.notices import closing
from tidegate.core.projects.model import Project


def test_directories_are_listed_with_their_workspaces():
    projects = (Project(dir="environments/dev", workspace="blue"), DEV, STAGING, DEV)
    assert Words(closing.compose(projects)).all.splitlines() == [
        "Locks and plans deleted for the projects and workspaces modified in this pull request:",
        "dir: environments/dev workspaces: blue, default",
        "dir: environments/staging workspace: staging",
    ]


def test_unlocking_is_confirmed():
    assert "released" in Words(closing.unlocked()).first
