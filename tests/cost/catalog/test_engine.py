"""The embedded engine as a whole."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cost_plans import Instance, addresses, cost_of, gone, kept, new, plan_of, shown
from support.paths import SOURCE
from support.terraform import PROVIDER, workspace
from tidegate.core.errors import BadInput
from tidegate.core.known import Unknown
from tidegate.cost.catalog.engine import Catalog, estimate
from tidegate.ports.cost import CostQuestion

CACHE = {"engine": "redis", "node_type": "cache.t3.micro", "num_cache_nodes": 1}
IT = "aws_elasticache_cluster.it"


async def test_the_engine_answers_with_the_age_of_its_prices():
    made = await Catalog().estimate(CostQuestion(plan=plan_of(new(IT, CACHE))))
    assert (made.engine, made.currency, made.as_of, made.trouble) == ("catalog", "USD", "2026-07-20", "")
    assert made.future == Decimal("12.410")


async def test_files_that_cannot_be_used_are_refused_with_their_names():
    plan = plan_of(new(IT, CACHE))
    with pytest.raises(BadInput, match=r"costs/prices\.yaml:1:1"):
        await Catalog().estimate(CostQuestion(plan=plan, overlay="x: 1", overlay_file="costs/prices.yaml"))
    with pytest.raises(BadInput, match=r"costs/usage\.yml:1:1"):
        await Catalog().estimate(CostQuestion(plan=plan, usage="x: 1", usage_file="costs/usage.yml"))


@pytest.mark.parametrize(
    ("question", "trouble"),
    [
        (
            {"plan": plan_of(), "currency": "KRW"},
            "The catalog's prices are in USD: it cannot say what anything costs in KRW.",
        ),
        ({"plan": {"format_version": "1.0"}}, "This is no plan as `terraform show -json` prints it."),
        (
            {"plan": {**plan_of(), "errored": True}},
            "The plan ended with an error: what the rest of it costs is not known.",
        ),
    ],
)
def test_what_cannot_be_priced_at_all_is_trouble_and_no_amount(question, trouble):
    made = estimate(CostQuestion(**question))
    assert str(made.trouble) == trouble
    assert isinstance(made.increase, Unknown)


def test_an_empty_plan_costs_nothing():
    made = estimate(CostQuestion(plan=plan_of()))
    assert (made.past, made.future, made.resources, made.increase) == (0, 0, (), 0)


def test_free_resources_and_what_is_free_as_it_is_set_are_left_out():
    made = estimate(CostQuestion(plan=plan_of(
        new("aws_security_group.a", {}),
        new("terraform_data.b", {}, provider_name="terraform.io/builtin/terraform"),
        new("aws_ecs_service.c", {"launch_type": "EC2"}),
    )))  # fmt: skip
    assert made.resources == ()
    assert made.increase == 0


@pytest.mark.parametrize(
    ("instance", "reason"),
    [
        (new("aws_brand_new.it", {}), "`aws_brand_new` is not in the catalog yet"),
        (
            new("google_storage_bucket.it", {}, provider_name="registry.terraform.io/hashicorp/google"),
            "resources of `google` are not priced",
        ),
        (
            new("helm_release.it", {}, provider_name="registry.opentofu.org/hashicorp/helm"),
            "resources of `helm` are not priced",
        ),
    ],
)
def test_a_type_nobody_has_looked_at_is_not_free(instance, reason):
    made = estimate(CostQuestion(plan=plan_of(new(IT, CACHE), instance)))
    assert str(made.unpriced[0].unpriced) == reason
    assert made.future == Decimal("12.410")
    assert str(made.increase.unknown_because) == f"`{instance.address}` could not be priced: {reason}"


def test_what_stays_and_has_no_price_does_not_hide_what_the_plan_adds():
    made = estimate(CostQuestion(plan=plan_of(new(IT, CACHE), kept("aws_brand_new.it", {}))))
    assert made.increase == Decimal("12.410")
    assert addresses(made) == [IT, "aws_brand_new.it"]


def test_one_side_without_a_price_leaves_the_whole_resource_without():
    changed = kept(IT, CACHE)
    changed = type(changed)(address=IT, before=CACHE, after={**CACHE, "node_type": "cache.x9.huge"})
    cost = cost_of(plan_of(changed), IT)
    assert str(cost.unpriced) == "no price for `cache.x9.huge` (elasticache redis) in us-east-1"
    assert (cost.before, cost.after, cost.difference) == (None, None, None)


def test_a_group_that_has_not_changed_costs_more_when_its_template_does():
    refers = {"launch_template": ["aws_launch_template.t.id", "aws_launch_template.t"]}
    values = {"desired_capacity": 2, "launch_template": [{"version": "$Latest"}]}
    template = type(kept(IT, {}))(
        address="aws_launch_template.t", before={"instance_type": "m5.large"}, after={"instance_type": "m5.xlarge"}
    )
    cost = cost_of(plan_of(kept("aws_autoscaling_group.g", values, refers=refers), template), "aws_autoscaling_group.g")
    assert cost.difference == Decimal("140.160")


def test_a_reference_across_modules_and_for_each_is_priced():
    templates = [new(f'module.t["{key}"].aws_launch_template.it', {"instance_type": type_})
                 for key, type_ in (("a", "m5.large"), ("b", "m5.xlarge"))]  # fmt: skip
    groups = [
        new(
            f'module.g["{key}"].aws_autoscaling_group.it',
            {"desired_capacity": 1, "launch_template": [{}]},
            refers={"launch_template": ["var.template"]},
        )
        for key in "ab"
    ]
    calls = {
        "module.t": {
            "outputs": {"id": {"expression": {"references": ["aws_launch_template.it.id", "aws_launch_template.it"]}}}
        },
        "module.g": {"expressions": {"template": {"references": ["module.t[each.key].id", "module.t", "each.key"]}}},
    }
    plan = plan_of(*templates, *groups, calls=calls)
    found = [shown(cost_of(plan, each.address)) for each in groups]
    assert [next(iter(each)) for each in found] == [
        "Instance usage (Linux, on-demand, m5.large)",
        "Instance usage (Linux, on-demand, m5.xlarge)",
    ]


def test_a_destroyed_resource_costs_less_by_all_of_it():
    made = estimate(CostQuestion(plan=plan_of(gone(IT, CACHE))))
    assert made.increase == Decimal("-12.410")


TYPES = ("cache.t3.micro", "cache.t3.small", "cache.m5.large", "cache.x9.huge")
SIDES = st.one_of(st.none(), st.builds(lambda type_: {"engine": "redis", "node_type": type_}, st.sampled_from(TYPES)))


@given(st.lists(st.tuples(SIDES, SIDES).filter(any), max_size=6))
def test_a_plan_and_its_reverse_cost_the_same_the_other_way_round(sides):
    def made(pairs):
        instances = (Instance(address=f"{IT}[{n}]", before=a, after=b) for n, (a, b) in enumerate(pairs))
        return estimate(CostQuestion(plan=plan_of(*instances)))

    there, back = made(sides), made([(after, before) for before, after in sides])
    assert (there.past, there.future) == (back.future, back.past)
    assert there.difference == sum((each.difference for each in there.resources if not each.unpriced), Decimal(0))
    assert len(there.resources) == len(sides)


# The convention's example, from its code: one small node in dev and staging, three large ones in prod, in Seoul.

TREE = SOURCE / "sandbox" / "sample" / "trees" / "redis"
MODULE = {f"modules/redis/{file.name}": file.read_text("utf-8") for file in (TREE / "modules" / "redis").glob("*.tf")}
ENVIRONMENT = """
module "redis" {
  source             = "./modules/redis"
  cluster_name       = "acme-${var.environment}-redis"
  node_type          = var.environment == "prod" ? "cache.r6g.large" : "cache.t3.micro"
  num_cache_nodes    = var.environment == "prod" ? 3 : 1
  vpc_id             = "vpc-1b20b966"
  subnet_ids         = ["subnet-1"]
  security_group_ids = [aws_security_group.redis.id]
}

resource "aws_security_group" "redis" {
  name_prefix = "acme-${var.environment}-redis-"
  vpc_id      = "vpc-1b20b966"
}

variable "environment" {
  type = string
}
"""
EXPECTED = [("dev", "18.25"), ("staging", "18.25"), ("prod", "538.74")]
GROUP = "module.redis.aws_elasticache_replication_group.this"


@pytest.mark.terraform
@pytest.mark.parametrize(("environment", "expected"), EXPECTED)
def test_the_conventions_cache_costs_what_it_costs_in_seoul(environment, expected, tmp_path, reattach):
    here = workspace(tmp_path, {"main.tf": PROVIDER + ENVIRONMENT, **MODULE}, {"TF_REATTACH_PROVIDERS": reattach})
    here.must("init", "-input=false", "-no-color")
    made = estimate(CostQuestion(plan=here.plan("-var", f"environment={environment}")))
    assert addresses(made) == [GROUP]
    assert made.resources[0].region == "ap-northeast-2"
    assert str(round(made.increase, 2)) == expected


@pytest.mark.parametrize(("environment", "expected"), EXPECTED)
def test_a_plan_written_by_hand_costs_the_same(environment, expected):
    is_prod = environment == "prod"
    values = {
        "engine": "redis",
        "node_type": "cache.r6g.large" if is_prod else "cache.t3.micro",
        "num_cache_clusters": 3 if is_prod else 1,
        "snapshot_retention_limit": 7 if is_prod else 0,
    }
    made = estimate(CostQuestion(plan=plan_of(new(GROUP, values), region="ap-northeast-2")))
    assert str(round(made.increase, 2)) == expected
    assert made.resources[0].is_usage_based is is_prod


def test_the_answer_holds_nothing_that_is_not_billed():
    made = estimate(CostQuestion(plan=plan_of(new(IT, {**CACHE, "auth_token": "hunter2-hunter2"}))))
    assert "hunter2" not in repr(made)


def test_a_plan_is_read_without_being_changed():
    plan = plan_of(new(IT, CACHE), kept("aws_instance.a", {"instance_type": "t3.micro"}))
    written = json.dumps(plan)
    estimate(CostQuestion(plan=plan))
    assert json.dumps(plan) == written


SCALED = "aws_autoscaling_group.it"
FROM_TEMPLATE = {"launch_template": ["aws_launch_template.it.id", "aws_launch_template.it"]}


def plan_of_a_group(before, after, **template):
    """A group nothing happens to, and its launch template, to which something does."""
    group = kept(SCALED, {"desired_capacity": 2, "launch_template": [{"id": "lt-1"}]}, refers=FROM_TEMPLATE)
    changed = {"before": {"id": "lt-1", **before}, "after": {"id": "lt-1", **after}, "actions": ("update",)}
    return plan_of(group, Instance(address="aws_launch_template.it", **changed, **template))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"instance_type": "t3.micro"}, {"instance_type": "x9.giant"}),
        ({"instance_type": "x8.giant"}, {"instance_type": "x9.giant"}),
        ({"instance_type": "x9.giant"}, {"instance_type": "t3.micro"}),
        ({"instance_type": "t3.micro"}, {}),
    ],
)
def test_what_the_plan_leaves_alone_is_not_known_either_where_what_it_depends_on_takes_its_price(before, after):
    made = estimate(CostQuestion(plan=plan_of_a_group(before, after)))
    assert [each.address for each in made.unpriced] == [SCALED]
    assert isinstance(made.increase, Unknown)


def test_what_the_plan_leaves_alone_and_never_had_a_price_is_not_in_its_way():
    unknown = {"instance_type": "x9.giant"}
    assert estimate(CostQuestion(plan=plan_of_a_group(unknown, {**unknown, "image_id": "ami-2"}))).increase == 0
