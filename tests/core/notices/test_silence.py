from dataclasses import replace

import pytest

from support.notices import STAGING, applied, planned
from tidegate.core.notices.silence import applies_to_show, plans_to_show
from tidegate.core.plans.model import PlanContent
from tidegate.core.switches import Saying

QUIET = replace(STAGING, silence_pr_comments=("plan", "apply"))
UNCHANGED = PlanContent(terraform_version="1.11.4", resources=(), outputs={})


def test_everything_is_shown_by_default():
    results = [planned(), planned(content=UNCHANGED)]
    assert plans_to_show(results, Saying()) == tuple(results)


def test_a_project_may_ask_for_silence():
    assert plans_to_show([planned(QUIET, environment=None)], Saying()) == ()
    assert plans_to_show([planned(QUIET, deployable=False)], Saying()) == ()


def test_what_people_are_to_approve_is_always_shown():
    assert len(plans_to_show([planned(QUIET, environment="staging", deployable=True)], Saying())) == 1


def test_unchanged_plans_are_left_out_where_the_server_hides_them():
    results = [planned(), planned(content=UNCHANGED), planned(state="failed", content=None)]
    assert plans_to_show(results, Saying(unchanged_plans=False)) == (results[0], results[2])


@pytest.mark.parametrize(("state", "shown"), [("applied", 0), ("queued", 0), ("failed", 1), ("interrupted", 1)])
def test_a_silenced_apply_is_shown_when_it_did_not_end_well(state, shown):
    assert len(applies_to_show([applied(QUIET, state=state)])) == shown


def test_a_comment_that_was_begun_is_finished_though_nothing_changes():
    results = [planned(content=UNCHANGED)]
    assert plans_to_show(results, Saying(unchanged_plans=False)) == tuple(results)
