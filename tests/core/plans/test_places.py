import pytest

from tidegate.core.plans.places import place_of


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
