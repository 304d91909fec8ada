from support.values import NOON, REPO
from tidegate.store.project_locks import ProjectLock
from tidegate.store.slots import Slot
from tidegate.web.views.locks import locks_page

PLACE = {"repo": REPO, "dir": "environments/prod", "workspace": "prod", "since": NOON}


def test_a_lock_points_at_the_change_that_holds_it():
    (lock,) = locks_page([ProjectLock(number=7, actor="bob", **PLACE)], []).locks
    assert (lock.place, lock.href) == ("environments/prod (prod)", "/changes/acme/infra/7")


def test_a_running_apply_frees_itself_and_a_suspect_one_needs_a_person():
    running, suspect = locks_page([], [Slot(workflow="w", state=state, **PLACE) for state in ("held", "suspect")]).slots
    assert "freed when the apply has ended" in running.says
    assert "atlantis unlock" in suspect.says
