from support.values import NOON, REPO
from tidegate.core.deployments.locks import Place, Waiting
from tidegate.store.project_locks import ProjectLock
from tidegate.store.slots import Slot
from tidegate.web.views.locks import locks_page

PLACE = {"repo": REPO, "dir": "environments/prod", "workspace": "prod", "since": NOON}


def test_a_lock_points_at_the_change_that_holds_it():
    (lock,) = locks_page([ProjectLock(number=7, actor="bob", **PLACE)], [], [], None).locks
    assert (lock.place, lock.href) == ("environments/prod (prod)", "/changes/acme/infra/7")


def test_a_running_apply_frees_itself_and_a_suspect_one_needs_a_person():
    running, suspect = locks_page(
        [], [Slot(workflow="w", state=state, **PLACE) for state in ("held", "suspect")], [], None
    ).slots
    assert "freed when the apply has ended" in running.says
    assert "atlantis unlock" in suspect.says


def test_those_who_wait_for_a_lock_are_listed_in_their_order_once_each():
    here, elsewhere = (Place(dir=name, workspace="prod") for name in ("environments/prod", "other"))
    waits = [
        (repo, Waiting(place=place, key=key, number=number, actor="bob", since=NOON))
        for repo, place, key, number in (
            (REPO, here, "a", 9),
            (REPO, here, "b", 9),
            (REPO, here, "a", 8),
            (REPO, elsewhere, "c", 3),
            ("acme/other", here, "a", 4),
        )
    ]
    (lock,) = locks_page([ProjectLock(number=7, actor="bob", **PLACE)], [], waits, None).locks
    assert lock.waiting == (("#9", "/changes/acme/infra/9"), ("#8", "/changes/acme/infra/8"))


def test_a_push_that_holds_a_lock_is_called_by_its_commit():
    held = [ProjectLock(number=-1, actor="bob", **PLACE)]
    (lock,) = locks_page(held, [], [], None, {(REPO, -1): "staging@a1b2c3d"}).locks
    assert (lock.holder, lock.href) == ("staging@a1b2c3d", "/changes/acme/infra/-1")
