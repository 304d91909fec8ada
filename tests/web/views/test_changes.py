from dataclasses import replace

from support.costs import REDIS, estimate
from support.values import CHANGE, CONTENT, plan
from support.web import PROD, RICH
from tidegate.web.views.changes import change_line, changes_page, counts
from tidegate.web.views.standing import known

NOTHING = known(plans=(), decisions=(), deployments=())


def test_open_changes_are_apart_from_those_that_are_done():
    found = [
        (replace(CHANGE, number=n, state=state), NOTHING) for n, state in ((1, "open"), (2, "merged"), (3, "closed"))
    ]
    page = changes_page(found, {})
    assert [line.name for line in page.open] == ["acme/infra#1"]
    assert [(line.name, line.badge.text) for line in page.done] == [
        ("acme/infra#2", "Merged"),
        ("acme/infra#3", "Closed"),
    ]


def test_what_waits_after_it_was_pushed_is_among_the_open_ones_and_called_by_its_commit():
    push = replace(CHANGE, number=-1, state="merged", head_sha="a" * 40, base_branch="staging")
    page = changes_page([(replace(push, landed="a" * 40), NOTHING), (push, NOTHING)], {})
    assert [(line.name, line.badge.text) for line in page.open] == [("acme/infra staging@aaaaaaa", "Pushed")]
    assert len(page.done) == 1


def test_each_environment_has_its_line_in_the_order_of_the_plans():
    plans = (plan(position=1, state="planned", content=CONTENT), plan(id="order-1.1", environment="prod", project=PROD))
    costs = {plan().id: estimate(REDIS)}
    line = change_line(CHANGE, known(plans=plans, decisions=(), deployments=()), costs)
    assert [(one.name, one.standing.badge.text, one.counts, one.cost) for one in line.environments] == [
        ("prod", "Planning", "", ""),
        ("staging", "Planned", "+1 ~0 −0", "+$538.74"),
    ]


def test_counts_add_up_over_projects():
    plans = (
        plan(state="planned", content=CONTENT),
        plan(id="order-1.1", project=PROD, state="planned", content=RICH),
    )
    assert counts("staging", known(plans=plans, decisions=(), deployments=())) == "+3 ~0 −2"
