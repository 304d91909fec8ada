"""What comments say of costs."""

from decimal import Decimal

import pytest

from support.costs import REDIS, TROUBLE, USED, estimate, fixed, resource, unpriced
from support.notices import CHANGE, DEV, Words, planned
from tidegate.core.costs.model import ResourceCost
from tidegate.core.known import Unknown
from tidegate.core.notices import plans
from tidegate.core.notices.costs import cost_blocks, cost_cell, environment_blocks, increase_words
from tidegate.core.notices.model import Fold, Notice, Table


def said(*resources: ResourceCost) -> str:
    return Words(Notice(blocks=cost_blocks(estimate(*resources)))).all


@pytest.mark.parametrize(
    ("increase", "words"),
    [(Decimal("538.74"), "+$538.74"), (Decimal(0), "$0.00"), (Unknown(unknown_because="no price"), "unknown")],
)
def test_an_increase_that_is_not_known_is_never_shown_as_an_amount(increase, words):
    assert str(increase_words(increase, "USD")) == words


def test_the_cost_of_a_plan_is_said_with_what_moves_it_and_how_old_its_prices_are():
    words = said(REDIS)
    assert "+$538.74 a month ($0.00 → $538.74)" in words
    assert "aws_elasticache_replication_group.redis" in words
    assert "Estimated by catalog, prices of 2026-07-20, USD." in words


def test_what_could_not_be_priced_is_named_and_the_sum_is_unknown():
    words = said(REDIS, unpriced("aws_new.thing", why="`aws_new` is not in the catalog"))
    assert "Cost unknown: what could be priced is +$538.74 a month" in words
    assert "aws_new.thing: `aws_new` is not in the catalog" in words


def test_what_depends_on_usage_is_named_with_its_price():
    words = said(
        ResourceCost(address="aws_lambda_function.f", type="aws_lambda_function", action="create", after=(USED,))
    )
    assert "aws_lambda_function.f: Requests (USD 0.2 for each 1M requests)" in words


def test_an_assumption_is_counted_where_it_makes_a_figure():
    guess = ResourceCost(
        address="a.b", type="a", action="create", after=(fixed("3", assumed="8 GB until AWS says otherwise"),)
    )
    assert "Assumptions in 1 amount" in said(guess)


def test_trouble_is_said_instead_of_an_amount():
    assert Words(Notice(blocks=cost_blocks(TROUBLE))).all == "💰 Cost unknown. The overlay cannot be read."


def test_a_plan_that_moves_nothing_says_so_in_one_line():
    assert said(resource("aws_security_group.a", "0", "0")) == "💰 Cost: no change."


def test_many_resources_are_folded():
    many = [resource(f"aws_instance.n[{n}]", None, "3") for n in range(20)]
    assert any(isinstance(block, Fold) for block in cost_blocks(estimate(*many)))


def test_lists_show_a_dash_where_nothing_was_estimated():
    assert (cost_cell(None), str(cost_cell(TROUBLE)), cost_cell(estimate(REDIS))) == ("-", "unknown", "+$538.74")


def test_several_plans_are_summed_by_environment_and_together():
    results = [
        planned(DEV, environment="dev", cost=estimate(resource("aws_instance.a", None, "18.25"))),
        planned(environment="staging", cost=estimate(REDIS)),
        planned(environment="staging", cost=estimate(resource("aws_instance.b", "10", "4"))),
    ]
    (table,) = environment_blocks(results)
    assert isinstance(table, Table)
    assert [
        ("".join(str(span.text) for span in row[0]), "".join(span.text for span in row[3])) for row in table.rows
    ] == [
        ("dev", "+$18.25"),
        ("staging", "+$532.74"),
        ("all", "+$550.99"),
    ]


def test_one_plan_needs_no_sum():
    assert environment_blocks([planned(cost=estimate(REDIS))]) == ()


def test_the_plan_comment_shows_the_cost_in_its_table_and_under_the_plan():
    words = Words(plans.compose([planned(cost=estimate(REDIS))], CHANGE)).all
    assert words.count("+$538.74") >= 3
