"""What the configuration sets and nobody knows yet is no default."""

import pytest

from support.cost_plans import Instance, cost_of, new, plan_of
from support.terraform import PROVIDER, workspace
from tidegate.cost.catalog.engine import estimate
from tidegate.cost.catalog.later import with_later
from tidegate.cost.catalog.resource import Later, Resource, Unpriced, number
from tidegate.ports.cost import CostQuestion

SIZE = ["terraform_data.size.output", "terraform_data.size"]
TEMPLATE = new("aws_launch_template.it", {"id": "lt-1", "instance_type": "t3.micro"})
FROM_TEMPLATE = {"launch_template": ["aws_launch_template.it.id", "aws_launch_template.it"]}


def priced(type_, values, *around, written=None, unknown=(), module="", **more):
    """Why a new resource has no price; empty when it has one. `written` is what its attributes refer to."""
    address = f"{module}{'.' if module else ''}{type_}.it"
    it = new(address, values, unknown=unknown, refers=written or {})
    return str(cost_of(plan_of(it, *around, **more), address).unpriced)


@pytest.mark.parametrize(
    ("type_", "attribute", "values", "around"),
    [
        ("aws_ebs_volume", "size", {"type": "gp3"}, ()),
        (
            "aws_autoscaling_group",
            "desired_capacity",
            {"min_size": 0, "launch_template": [{"id": "lt-1"}]},
            (TEMPLATE,),
        ),
        ("aws_db_instance", "multi_az", {"engine": "mysql", "instance_class": "db.t3.micro"}, ()),
        ("aws_elasticache_cluster", "num_cache_nodes", {"engine": "redis", "node_type": "cache.t3.micro"}, ()),
        ("aws_lb", "load_balancer_type", {}, ()),
        ("aws_vpc_endpoint", "vpc_endpoint_type", {}, ()),
        ("aws_ssm_parameter", "tier", {}, ()),
        ("aws_acm_certificate", "certificate_authority_arn", {}, ()),
        ("aws_api_gateway_stage", "cache_cluster_enabled", {}, ()),
        ("aws_instance", "monitoring", {"instance_type": "t3.micro"}, ()),
    ],
)
def test_no_default_stands_in_for_what_another_resource_decides(type_, attribute, values, around):
    refers = {attribute: SIZE, **(FROM_TEMPLATE if around else {})}
    why = priced(type_, values, *around, written=refers, unknown=(attribute,))
    assert why == f"its `{attribute}` is known only after apply"


@pytest.mark.parametrize("references", [None, ["var.size"], ["count.index"], ["path.module"]])
def test_what_is_left_out_or_set_to_null_is_decided_by_the_cloud(references):
    written = {"type": references} if references else {}
    assert priced("aws_ebs_volume", {"size": 8}, written=written, unknown=("type",)) == ""


@pytest.mark.parametrize(("given", "is_known"), [(["var.size"], True), (SIZE, False), (["local.size"], False)])
def test_a_variable_is_as_open_as_what_the_call_hands_in(given, is_known):
    calls = {"module.app": {"expressions": {"size": {"references": given}}, "variables": {"size": {}}}}
    module = {"module": "module.app", "calls": calls}
    why = priced("aws_ebs_volume", {"size": 8}, written={"type": ["var.size"]}, unknown=("type",), **module)
    assert (why == "") is is_known


@pytest.mark.parametrize(("each", "is_known"), [(("var.sizes",), True), (("terraform_data.sizes.output",), False)])
def test_what_each_stands_for_is_as_open_as_its_for_each(each, is_known):
    it = new(
        'aws_ebs_volume.it["a"]',
        {"size": 8},
        unknown=("type",),
        refers={"type": ["each.value.type", "each.value"]},
        each=each,
    )
    assert (cost_of(plan_of(it), it.address).unpriced == "") is is_known


def test_a_launch_template_speaks_for_its_group_and_is_as_open():
    template = Instance(
        address="aws_launch_template.it", after={}, unknown=("instance_type",), refers={"instance_type": SIZE}
    )
    values = {"desired_capacity": 3, "launch_template": [{}]}
    why = priced("aws_autoscaling_group", values, template, written=FROM_TEMPLATE)
    assert why == "its `instance_type` is known only after apply"


def test_what_costs_nothing_more_may_be_open():
    assert priced("aws_vpn_connection", {}, written={"transit_gateway_id": SIZE}, unknown=("transit_gateway_id",)) == ""
    endpoint = {"vpc_endpoint_type": "Interface"}
    assert priced("aws_vpc_endpoint", endpoint, written={"subnet_ids": SIZE}, unknown=("subnet_ids",)) == ""


def test_attributes_within_blocks_are_told_apart_too():
    values = {"scaling": [{"type": "a"}, {"type": "b"}], "other": [{}]}
    unknown = {"scaling": [{"size": True, "id": True}, {}], "other": [{"size": True}], "id": True}
    written = {"scaling": [{"type": {"constant_value": "a"}}, {"size": {"references": ["x.y"]}}]}
    found = with_later(values, unknown, written, lambda _: True)
    assert found == {"scaling": [{"type": "a", "size": Later(name="size")}, {"type": "b"}], "other": [{}]}


def test_values_stay_as_they_are_where_nothing_is_open():
    values = {"size": 3}
    assert with_later(values, {"id": True}, {"size": {"constant_value": 3}}, lambda _: True) is values


def test_nobody_makes_anything_of_it():
    it = Resource(address="a.b", type="a", values={"x": Later(name="x")})
    for ask in (it.text, it.number, it.flag, it.blocks, it.block, it.needed, lambda name: number(it.values[name])):
        with pytest.raises(Unpriced, match="its `x` is known only after apply"):
            ask("x")


OPEN = """
resource "terraform_data" "size" {
  input = 50
}

resource "aws_instance" "it" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  root_block_device {
    volume_size = terraform_data.size.output
  }
}

resource "aws_autoscaling_group" "it" {
  name                 = "a"
  launch_configuration = "x"
  min_size             = 0
  max_size             = 100
  desired_capacity     = terraform_data.size.output
}

module "silent" {
  source = "./cache"
}

module "open" {
  source = "./cache"
  nodes  = terraform_data.size.output
}
"""
CACHE = """
variable "nodes" {
  type    = number
  default = null
}

resource "aws_elasticache_cluster" "it" {
  cluster_id      = "c"
  engine          = "redis"
  node_type       = "cache.t3.micro"
  num_cache_nodes = var.nodes
}
"""


@pytest.mark.terraform
def test_real_plans_tell_what_is_open_from_what_is_left_out(tmp_path, reattach):
    files = {"main.tf": PROVIDER + OPEN, "cache/main.tf": CACHE}
    here = workspace(tmp_path, files, {"TF_REATTACH_PROVIDERS": reattach})
    here.must("init", "-input=false", "-no-color")
    made = estimate(CostQuestion(plan=here.plan()))
    assert {each.address: str(each.unpriced) for each in made.resources} == {
        "aws_autoscaling_group.it": "its `desired_capacity` is known only after apply",
        "aws_instance.it": "its `volume_size` is known only after apply",
        "module.open.aws_elasticache_cluster.it": "its `num_cache_nodes` is known only after apply",
        "module.silent.aws_elasticache_cluster.it": "",
    }
