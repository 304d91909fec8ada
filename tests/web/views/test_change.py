from dataclasses import replace

from support.values import CHANGE, deployment, later, plan
from support.web import PROD, blocked
from tidegate.core.gates.policy import Link
from tidegate.flows.telling.following_up import followed
from tidegate.web.views.change import Looked, change_page
from tidegate.web.views.standing import known


def test_plans_are_grouped_by_environment_with_the_newest_decision():
    plans = (
        plan(state="planned"),
        plan(id="order-1.1", position=1, environment="prod", project=PROD, deployable=False),
    )
    page = change_page(CHANGE, known(plans=plans, decisions=(blocked(),), deployments=()))
    assert [(one.name, len(one.plans), one.decision is not None) for one in page.environments] == [
        ("staging", 1, True),
        ("production", 1, False),
    ]
    assert len({one.key for one in page.environments}) == 2


def test_once_applied_the_page_shows_the_decision_it_was_applied_by():
    plans, by, later_one = (plan(state="planned"),), replace(blocked(), id="order-2.staging"), blocked()
    done = deployment(state="applied", decision_id=by.id)
    found = known(plans=plans, decisions=(later_one,), deployments=(done,))
    (with_it,) = change_page(CHANGE, found, Looked(deciding={by.id: by})).environments
    (without,) = change_page(CHANGE, found).environments
    assert with_it.was_applied
    assert with_it.decision
    assert without.decision is None


def test_gates_asked_before_a_push_or_while_planning_again_are_not_shown_as_current():
    found = known(plans=(plan(state="planned"),), decisions=(blocked(),), deployments=())
    again = known(plans=(plan(state="running"),), decisions=(blocked(),), deployments=())
    pushed = replace(CHANGE, head_sha="f" * 40)
    shown = [change_page(*given).environments[0] for given in ((CHANGE, found), (pushed, found), (CHANGE, again))]
    assert [one.asked_before for one in shown] == ["", "the last push", "the plan that is being made"]
    assert all(one.decision for one in shown)


def test_what_to_see_to_before_a_deployment_is_shown_until_it_is_made():
    found = known(plans=(plan(state="planned"),), decisions=(blocked(),), deployments=())
    (open_one,) = change_page(CHANGE, found).environments
    assert "▫ Team informed" in open_one.before
    done = deployment(state="applied", decision_id=blocked().id)
    applied = known(plans=(plan(state="planned"),), decisions=(blocked(),), deployments=(done,))
    (after,) = change_page(CHANGE, applied, Looked(deciding={blocked().id: blocked()})).environments
    assert after.before == ()


def test_what_to_look_after_since_a_deployment_is_shown_where_it_was_made():
    done = deployment(state="applied", finished_at=later(60))
    found = known(plans=(plan(state="planned"),), decisions=(), deployments=(done,))
    (shown,) = change_page(CHANGE, found, Looked(followed=followed((done,), ()))).environments
    assert "☐ Documentation updated" in shown.after
    assert change_page(CHANGE, found).environments[0].after == ()


def test_pages_to_look_at_are_shown_where_something_was_deployed():
    plans, by = (plan(state="planned"),), blocked()
    page = Link(name="Grafana", url="https://grafana.example")
    here = replace(by.policy.environments["staging"], monitoring=(page,))
    by = replace(by, policy=replace(by.policy, environments={**by.policy.environments, "staging": here}))
    done = deployment(state="applied", decision_id=by.id)
    found = known(plans=plans, decisions=(by,), deployments=(done,))
    (after,) = change_page(CHANGE, found, Looked(deciding={by.id: by})).environments
    assert after.pages == (page,)
    (before,) = change_page(CHANGE, replace(found, deployments=())).environments
    assert before.pages == ()


def test_a_change_that_ended_without_being_applied_has_no_gates():
    found = known(plans=(plan(state="discarded"),), decisions=(blocked(),), deployments=())
    (shown,) = change_page(replace(CHANGE, state="closed"), found).environments
    assert shown.decision is None


def test_deployments_are_shown_newest_first():
    done = deployment(state="applied", finished_at=later(60))
    running = deployment(id="order-3.0", state="running")
    page = change_page(CHANGE, known(plans=(), decisions=(), deployments=(done, running)))
    assert [(one.id, one.live, one.badge.text) for one in page.deployments] == [
        ("order-3.0", True, "Applying"),
        ("order-2.0", False, "Applied"),
    ]
