from support.costs import REDIS, estimate, resource
from support.values import CONTENT, plan
from tidegate.core.costs.own import Own
from tidegate.core.known import Unknown
from tidegate.flows.facts.own import NOT_COMPARED, NOT_YET, own_costs, own_of

WHOLE = estimate(REDIS, resource("aws_lb.merged", None, "30", action="create"))
OWN = Own(content=CONTENT, cost=estimate(REDIS), made={})


def test_what_is_not_found_out_yet_is_told_from_what_nobody_asked():
    one = plan(id="one")
    assert own_of(one, {"one": OWN}) == OWN
    assert own_of(one, {"one": None}) == NOT_YET
    assert own_of(one, {}) == NOT_COMPARED


def test_only_plans_that_are_compared_are_shown_at_less_than_they_cost():
    costs = dict.fromkeys(("own", "pending", "applied"), WHOLE)
    shown = own_costs(costs, {"own": OWN, "pending": None})
    assert shown["own"].increase == REDIS.difference
    assert isinstance(shown["pending"].increase, Unknown)
    assert shown["applied"] == WHOLE
