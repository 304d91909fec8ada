from dataclasses import replace

from support.values import CHANGE


def test_a_change_from_another_repository_or_a_vanished_one_is_a_forks():
    assert not CHANGE.is_fork
    assert replace(CHANGE, head_repo="eve/infra").is_fork
    assert replace(CHANGE, head_repo=None).is_fork
