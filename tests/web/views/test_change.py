from support.values import CHANGE, deployment, later, plan
from support.web import PROD, blocked
from tidegate.web.views.change import change_page
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


def test_deployments_are_shown_newest_first():
    done = deployment(state="applied", finished_at=later(60))
    running = deployment(id="order-3.0", state="running")
    page = change_page(CHANGE, known(plans=(), decisions=(), deployments=(done, running)))
    assert [(one.id, one.live, one.badge.text) for one in page.deployments] == [
        ("order-3.0", True, "Applying"),
        ("order-2.0", False, "Applied"),
    ]
