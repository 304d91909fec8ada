import pytest

from tidegate.core.plans.places import module_of, place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("aws_instance.web", "aws_instance.web"),
        ("aws_instance.web[0]", "aws_instance.web"),
        ('module.redis["a.b"].aws_instance.node[12]', "module.redis.aws_instance.node"),
        ('module.a["x]\\"y"].aws_instance.node["[0]"]', "module.a.aws_instance.node"),
    ],
)
def test_an_instance_is_where_its_block_is(address, place):
    assert place_of(address) == place


def test_a_place_is_in_its_outermost_module():
    assert module_of("module.redis.module.sg.aws_security_group.it") == "module.redis"
    assert module_of("aws_instance.web") == ""
