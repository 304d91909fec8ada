"""What there is before a plan and after it."""

from support.cost_plans import Instance, addresses, cost_of, gone, kept, new, plan_of
from tidegate.cost.catalog.engine import estimate
from tidegate.ports.cost import CostQuestion

SMALL = {"engine": "redis", "node_type": "cache.t3.micro", "num_cache_nodes": 1}
LARGE = {"engine": "redis", "node_type": "cache.r6g.large", "num_cache_nodes": 1}
IT = "aws_elasticache_cluster.it"


def made(*instances, **more):
    return estimate(CostQuestion(plan=plan_of(*instances, region="ap-northeast-2", **more)))


def cents(amount):
    return str(round(amount, 2))


def both(cost):
    return cents(cost.past), cents(cost.future)


def test_what_is_created_costs_nothing_before():
    estimate_ = made(new(IT, SMALL))
    assert both(estimate_) == ("0.00", "18.25")
    assert estimate_.resources[0].before is None


def test_what_is_destroyed_costs_nothing_after():
    estimate_ = made(gone(IT, SMALL))
    assert both(estimate_) == ("18.25", "0.00")
    assert estimate_.resources[0].after is None


def test_what_is_changed_costs_what_it_is_on_each_side():
    instance = kept(IT, SMALL)
    changed = type(instance)(address=IT, before=SMALL, after=LARGE)
    assert both(made(changed)) == ("18.25", "179.58")
    assert made(changed).resources[0].action == "update"


def test_what_stays_is_in_both_totals():
    estimate_ = made(kept(IT, SMALL))
    assert both(estimate_) == ("18.25", "18.25")
    assert estimate_.resources[0].action == "no-op"


def test_what_the_state_does_not_show_is_in_the_change():
    plan = plan_of(type(kept(IT, SMALL))(address=IT, before=SMALL, after=LARGE), region="ap-northeast-2")
    del plan["prior_state"]
    assert both(cost_of(plan, IT)) == ("18.25", "179.58")


def test_what_is_planned_without_a_change_of_its_own_is_counted():
    assert both(made(kept(IT, SMALL, change=None))) == ("18.25", "18.25")


def test_what_a_targeted_plan_leaves_alone_is_on_both_sides():
    other = "aws_elasticache_cluster.other"
    estimate_ = made(new(IT, SMALL), left_alone=[kept(other, LARGE)])
    assert both(estimate_) == ("179.58", "197.83")
    assert addresses(estimate_) == [IT, other]


def test_a_moved_resource_is_not_left_alone_where_it_was():
    there = "aws_elasticache_cluster.there"
    moved = Instance(address=IT, before=SMALL, after=SMALL, change={"previous_address": there})
    assert both(made(moved, left_alone=[kept(there, SMALL)])) == ("18.25", "18.25")


def test_a_deposed_object_that_a_targeted_plan_leaves_alone_stays_beside_what_took_its_place():
    estimate_ = made(kept(IT, SMALL), left_alone=[gone(IT, LARGE, deposed="abcd1234")])
    assert both(estimate_) == ("197.83", "197.83")
    assert addresses(estimate_) == [IT, f"{IT} (deposed object abcd1234)"]


def test_data_sources_cost_nothing():
    plan = plan_of(new(IT, SMALL), region="ap-northeast-2")
    source = {**plan["planned_values"]["root_module"]["resources"][0], "address": f"data.{IT}", "mode": "data"}
    plan["planned_values"]["root_module"]["resources"].append(source)
    plan["prior_state"]["values"]["root_module"]["resources"].append(source)
    assert both(estimate(CostQuestion(plan=plan))) == ("0.00", "18.25")


def test_what_moves_costs_the_same_under_its_new_address():
    new_address = "aws_elasticache_cluster.renamed"
    moved = kept(new_address, SMALL, change={"previous_address": IT})
    assert both(made(moved)) == ("18.25", "18.25")
    assert made(moved).resources[0].action == "move"


def test_a_state_may_still_have_what_moves_under_its_old_address():
    moved = kept("aws_elasticache_cluster.renamed", SMALL, change={"previous_address": IT})
    plan = plan_of(moved, region="ap-northeast-2")
    old = plan["prior_state"]["values"]["root_module"]["resources"][0]
    old["address"] = IT
    assert both(estimate(CostQuestion(plan=plan))) == ("18.25", "18.25")


def test_what_is_left_of_a_replaced_object_is_billed_until_it_is_destroyed():
    left = gone(IT, LARGE, deposed="12ab34cd")
    estimate_ = made(kept(IT, SMALL), left)
    assert both(estimate_) == ("197.83", "18.25")
    assert addresses(estimate_) == [IT, f"{IT} (deposed object 12ab34cd)"]


def test_what_is_imported_is_there_before():
    imported = kept(
        IT, SMALL, change={"change": {"actions": ["no-op"], "before": SMALL, "after": SMALL, "importing": {"id": "x"}}}
    )
    estimate_ = made(imported)
    assert both(estimate_) == ("18.25", "18.25")
    assert estimate_.resources[0].action == "import"


def test_what_terraform_forgets_is_billed_on_and_that_is_said():
    plan = plan_of(gone(IT, SMALL, actions=("forget",)), region="ap-northeast-2")
    planned = {"address": IT, "mode": "managed", "type": "aws_elasticache_cluster", "name": "it"}
    plan["planned_values"]["root_module"]["resources"].append(planned)  # As Terraform 1.11 does.
    estimate_ = estimate(CostQuestion(plan=plan))
    assert both(estimate_) == ("18.25", "18.25")
    assert estimate_.resources[0].notes == ("Terraform forgets it, and it stays in the cloud: it is billed on.",)


def test_resources_of_modules_are_found_at_any_depth():
    address = 'module.app["a.b"].module.cache[0].aws_elasticache_cluster.it'
    assert addresses(made(new(address, SMALL))) == [address]


def test_what_is_wholly_unknown_is_known_to_be_so():
    assert str(cost_of(plan_of(new(IT, {"engine": "redis"}, unknown=("node_type",))), IT).unpriced) == (
        "its `node_type` is known only after apply"
    )
