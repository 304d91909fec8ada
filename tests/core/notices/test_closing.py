"""What is said when locks and plans go."""

from dataclasses import replace

from support.notices import DEV, STAGING, Words
from support.values import CHANGE
from tidegate.core.notices import closing
from tidegate.core.projects.model import Project
from tidegate.core.words import say


def test_directories_are_listed_with_their_workspaces():
    projects = (Project(dir="environments/dev", workspace="blue"), DEV, STAGING, DEV)
    assert Words(closing.compose(projects)).all.splitlines() == [
        "Locks and plans deleted for the projects and workspaces modified in this pull request:",
        "dir: environments/dev workspaces: blue, default",
        "dir: environments/staging workspace: staging",
    ]


def test_unlocking_is_confirmed():
    assert "released" in Words(closing.unlocked()).first


def test_what_has_ended_is_said_of_a_push_in_words_of_its_own():
    closed = say("This pull request is closed; nothing was applied.")
    assert closing.over(CHANGE, closed) == closed
    assert "a newer commit carries it" in str(closing.over(replace(CHANGE, number=-1), closed))
