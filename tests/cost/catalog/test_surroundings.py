"""How resources refer to each other."""

from support.cost_plans import kept, new, plan_of
from tidegate.cost.catalog.configuration import configuration_of
from tidegate.cost.catalog.resource import Resource
from tidegate.cost.catalog.surroundings import Surroundings


class Around:
    """A plan's resources after it, by address."""

    def __init__(self, *instances, **more):
        plan = plan_of(*instances, **more)
        self.by_address = {
            each.address: Resource(address=each.address, type=each.parts[1], values=each.after) for each in instances
        }
        self.around = Surroundings(tuple(self.by_address.values()), configuration_of(plan))

    def referred(self, address, attribute):
        return [each.address for each in self.around.referred(self.by_address[address], attribute)]

    def referring(self, address, *types):
        return [each.address for each in self.around.referring(self.by_address[address], *types)]

    def references(self, address, attribute):
        return self.around.references(self.by_address[address], attribute)


def to(name, attribute="id"):
    """References as Terraform writes them."""
    return [f"{name}.{attribute}", name]


def test_a_reference_in_the_same_module_is_found_both_ways():
    around = Around(
        new("aws_eip.a", {}, refers={"instance": to("aws_instance.web")}),
        new("aws_instance.web", {}),
        new("aws_instance.other", {}),
    )
    assert around.referred("aws_eip.a", "instance") == ["aws_instance.web"]
    assert around.referring("aws_instance.web", "aws_eip") == ["aws_eip.a"]
    assert around.referring("aws_instance.web") == ["aws_eip.a"]
    assert around.referring("aws_instance.other", "aws_eip") == []
    assert around.referring("aws_instance.web", "aws_nat_gateway") == []


def test_a_reference_in_a_nested_block_belongs_to_the_block():
    block = new("aws_autoscaling_group.g", {}, refers={})
    plan = plan_of(block, new("aws_launch_template.t", {}))
    declared = plan["configuration"]["root_module"]["resources"][0]
    declared["expressions"] = {"launch_template": [{"id": {"references": to("aws_launch_template.t")}}]}
    group = Resource(address="aws_autoscaling_group.g", type="aws_autoscaling_group", values={})
    template = Resource(address="aws_launch_template.t", type="aws_launch_template", values={})
    around = Surroundings([group, template], configuration_of(plan))
    assert around.referred(group, "launch_template") == (template,)


def test_modules_with_the_same_names_do_not_see_each_other():
    around = Around(
        *(new(f'module.app["{key}"].aws_eip.a', {}, refers={"instance": to("aws_instance.web")}) for key in "xy"),
        *(new(f'module.app["{key}"].aws_instance.web', {}) for key in "xy"),
    )
    assert around.referred('module.app["x"].aws_eip.a', "instance") == ['module.app["x"].aws_instance.web']
    assert around.referring('module.app["y"].aws_instance.web', "aws_eip") == ['module.app["y"].aws_eip.a']


def test_a_variable_is_followed_to_the_modules_caller():
    around = Around(
        new("module.app.module.inner.aws_eip.a", {}, refers={"instance": ["var.machine"]}),
        new("aws_instance.web", {}),
        calls={
            "module.app": {"expressions": {"machine": {"references": to("aws_instance.web")}}},
            "module.app.module.inner": {"expressions": {"machine": {"references": ["var.machine"]}}},
        },
    )
    assert around.referred("module.app.module.inner.aws_eip.a", "instance") == ["aws_instance.web"]


def test_an_output_is_followed_into_the_module():
    around = Around(
        new("aws_eip.a", {}, refers={"instance": ["module.app.machine_id", "module.app"]}),
        new("module.app.aws_instance.web", {}),
        calls={"module.app": {"outputs": {"machine_id": {"expression": {"references": to("aws_instance.web")}}}}},
    )
    assert around.referred("aws_eip.a", "instance") == ["module.app.aws_instance.web"]


def test_an_output_of_one_module_instance_is_that_instances():
    outputs = {"machine_id": {"expression": {"references": to("aws_instance.web")}}}
    around = Around(
        new("aws_eip.a", {}, refers={"instance": ['module.app["x"].machine_id', 'module.app["x"]', "module.app"]}),
        *(new(f'module.app["{key}"].aws_instance.web', {}) for key in "xy"),
        calls={"module.app": {"outputs": outputs}},
    )
    assert around.referred("aws_eip.a", "instance") == ['module.app["x"].aws_instance.web']


def test_each_instance_meets_the_one_with_its_own_key():
    refers = {"instance": [*to("aws_instance.web"), "each.key"]}
    around = Around(
        *(new(f'aws_eip.a["{key}"]', {}, refers=refers) for key in "xy"),
        *(new(f'aws_instance.web["{key}"]', {}) for key in "xy"),
    )
    assert around.referred('aws_eip.a["y"]', "instance") == ['aws_instance.web["y"]']
    assert around.referring('aws_instance.web["x"]', "aws_eip") == ['aws_eip.a["x"]']


def test_each_value_of_a_resource_is_the_instance_with_the_same_key():
    around = Around(
        *(
            new(
                f'aws_eip.a["{key}"]',
                {},
                refers={"instance": ["each.value.id", "each.value"]},
                each=("aws_instance.web",),
            )
            for key in "xy"
        ),
        *(new(f'aws_instance.web["{key}"]', {}) for key in "xy"),
    )
    assert around.referred('aws_eip.a["y"]', "instance") == ['aws_instance.web["y"]']


def test_an_index_that_is_written_is_meant():
    around = Around(
        new(
            "aws_eip.a", {}, refers={"instance": ["aws_instance.web[1].id", "aws_instance.web[1]", "aws_instance.web"]}
        ),
        *(new(f"aws_instance.web[{index}]", {}) for index in range(3)),
    )
    assert around.referred("aws_eip.a", "instance") == ["aws_instance.web[1]"]


def test_where_it_is_open_which_instance_is_meant_it_may_be_any():
    around = Around(
        new("aws_eip.a", {}, refers={"instance": [*to("aws_instance.web"), "local.index"]}),
        *(new(f"aws_instance.web[{index}]", {}) for index in range(2)),
    )
    assert around.referred("aws_eip.a", "instance") == ["aws_instance.web[0]", "aws_instance.web[1]"]
    assert around.referring("aws_instance.web[0]", "aws_eip") == ["aws_eip.a"]


def test_an_id_says_which_instance_is_meant():
    around = Around(
        kept("aws_eip.a", {"instance": "i-1"}, refers={"instance": [*to("aws_instance.web"), "local.index"]}),
        *(kept(f"aws_instance.web[{index}]", {"id": f"i-{index}"}) for index in range(3)),
    )
    assert around.referred("aws_eip.a", "instance") == ["aws_instance.web[1]"]
    assert around.referring("aws_instance.web[1]", "aws_eip") == ["aws_eip.a"]
    assert around.referring("aws_instance.web[0]", "aws_eip") == []


def test_ids_are_enough_where_the_configuration_says_nothing():
    around = Around(
        kept("aws_eip.a", {"instance": "i-1"}),
        kept("module.x.aws_instance.web", {"id": "i-1"}),
        kept("aws_kms_key.k", {"id": "k-1", "arn": "arn:aws:kms:eu-west-1:1:key/k-1"}),
        kept("aws_ebs_volume.v", {"settings": [{"key": "arn:aws:kms:eu-west-1:1:key/k-1"}]}),
    )
    assert around.referred("aws_eip.a", "instance") == ["module.x.aws_instance.web"]
    assert around.referred("aws_ebs_volume.v", "settings") == ["aws_kms_key.k"]


def test_nothing_refers_to_itself():
    around = Around(kept("aws_instance.web", {"id": "i-1", "primary": "i-1"}))
    assert around.referred("aws_instance.web", "primary") == []
    assert around.referring("aws_instance.web") == []


def test_references_are_counted_where_a_list_is_not_known_yet():
    two = [*to("aws_subnet.a"), *to("aws_subnet.b")]
    around = Around(
        new("aws_lb.two", {}, refers={"subnets": two}),
        new("aws_lb.outside", {}, refers={"subnets": ["data.aws_subnets.all.ids", "data.aws_subnets.all"]}),
        new("aws_lb.every", {}, refers={"subnets": ["aws_subnet.many"]}),
        new("aws_lb.one", {}, refers={"subnets": [*to("aws_subnet.many"), "count.index"]}),
        new("module.m.aws_lb.handed", {}, refers={"subnets": ["var.subnets"]}),
        *(new(f"aws_subnet.many[{index}]", {}) for index in range(3)),
        new("aws_subnet.a", {}),
        new("aws_subnet.b", {}),
        calls={"module.m": {"expressions": {"subnets": {"references": two}}}},
    )
    counted = [around.references(f"aws_lb.{name}", "subnets") for name in ("two", "outside", "every", "one")]
    assert counted == [2, 1, 3, 1]
    assert around.references("module.m.aws_lb.handed", "subnets") == 2
    assert around.references("aws_lb.two", "nothing") == 0
