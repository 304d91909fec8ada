from __future__ import annotations

from support.notices import Words, words_of
from support.values import NOON
from tidegate.core.gates.closing import AFTER, Marked
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.closing_lists import Followed, after_blocks, before_blocks, left, reminder
from tidegate.core.notices.model import Fold

WINDOW = Answer(gate="window", verdict="pass", reason="open")
DECISION = Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=(WINDOW,))


def followed(*done: str) -> Followed:
    items = tuple(Marked(item=item, is_done=item.id in done, by="dana" if item.id in done else "") for item in AFTER)
    return Followed(environment="staging", batch="order-2", items=items)


ALL = tuple(item.id for item in AFTER)


def test_before_a_deployment_there_is_one_folded_list_that_says_how_much_is_known():
    (fold,) = before_blocks(DECISION)
    assert isinstance(fold, Fold)
    assert str(fold.summary) == "Before the deployment: 1 of 5 known to be done"
    assert "☑ Deployment time checked" in words_of(fold.blocks)
    assert "▫ Team informed" in words_of(fold.blocks)


def test_after_a_deployment_the_list_says_how_to_tick_what_is_left():
    (fold,) = after_blocks((followed("documentation"),))
    assert isinstance(fold, Fold)
    assert str(fold.summary) == "After the deployment to staging: 1 of 5 done"
    words = words_of(fold.blocks)
    assert "☑ Documentation updated: @dana" in words
    assert "atlantis check ITEM staging" in words
    assert "service_works" in words


def test_a_list_that_is_done_asks_for_nothing():
    (fold,) = after_blocks((followed(*ALL),))
    assert isinstance(fold, Fold)
    assert "atlantis check" not in words_of(fold.blocks)


def test_the_reminder_names_only_what_is_open():
    words = Words(reminder((followed("documentation"),))).all
    assert "A day after the deployment to staging" in words
    assert "The service works as it should" in words
    assert "Documentation updated" not in words


def test_whoever_ticks_is_told_what_is_left():
    assert str(left(followed(*ALL[1:]))) == "After the deployment to staging these are left: `service_works`."
    assert str(left(followed(*ALL))) == "Everything after the deployment to staging is done."
