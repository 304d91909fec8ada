from decimal import Decimal

from support.costs import REDIS, TROUBLE, USED, estimate, fixed, resource, unpriced
from tidegate.core.costs.model import ResourceCost
from tidegate.web.views.cost import change_of, cost_view


def test_the_card_has_the_sum_and_a_bar_for_each_mover_in_proportion():
    view = cost_view([estimate(REDIS, resource("aws_instance.web", "60", "6.126"))])
    assert (view.past, view.future, view.change, view.unknown) == ("$60.00", "$544.87", "+$484.87", "")
    assert [(mover.change, mover.direction, mover.width) for mover in view.movers] == [
        ("+$538.74", "up", 100),
        ("-$53.87", "down", 10),
    ]


def test_a_component_is_shown_with_its_quantity_price_and_both_amounts():
    before, after = fixed("3", "Storage"), fixed("5", "Storage", assumed="8 GB until AWS says otherwise")
    one = ResourceCost(address="a.b", type="a", action="update", before=(before,), after=(after, USED))
    storage, used = cost_view([estimate(one)]).movers[0].components
    assert (storage.quantity, storage.price, storage.before, storage.after) == ("1 months", "USD 5", "$3.00", "$5.00")
    assert storage.assumed == "8 GB until AWS says otherwise"
    assert (used.quantity, used.after) == ("depends on usage", "")


def test_what_has_no_price_is_listed_with_its_reason_and_the_sum_is_unknown():
    view = cost_view([estimate(REDIS, unpriced("aws_new.thing", why="not in the catalog"))])
    assert view.unpriced == (("aws_new.thing", "not in the catalog"),)
    assert "could not be priced" in view.unknown


def test_there_is_no_card_where_nothing_was_estimated():
    assert cost_view([]) is None


def test_lists_say_what_a_change_costs_and_nothing_where_it_costs_the_same():
    assert change_of([estimate(REDIS)]) == "+$538.74"
    assert change_of([TROUBLE]) == "cost unknown"
    assert change_of([estimate(resource("a.b", "1", "1"))]) == ""
    assert change_of([]) == ""


def test_many_movers_are_counted_beyond_those_with_a_bar():
    many = [resource(f"aws_instance.n[{n}]", None, str(Decimal(n + 1))) for n in range(25)]
    view = cost_view([estimate(*many)])
    assert (len(view.movers), view.rest) == (20, 5)
