"""Addresses taken apart."""

import pytest

from tidegate.cost.catalog.addresses import Address, Call, last_call, taken_apart, without_indexes


@pytest.mark.parametrize(
    ("address", "module", "name", "key"),
    [
        ("aws_instance.web", "", "aws_instance.web", ""),
        ("aws_instance.web[0]", "", "aws_instance.web", "[0]"),
        ('aws_instance.web["a.b[c]"]', "", "aws_instance.web", '["a.b[c]"]'),
        ("module.app.aws_instance.web", "module.app", "aws_instance.web", ""),
        (
            'module.app["x.y"].module.net[1].aws_subnet.a["\\"q\\""]',
            'module.app["x.y"].module.net[1]',
            "aws_subnet.a",
            '["\\"q\\""]',
        ),
        ("aws_instance.web (deposed object 12ab)", "", "aws_instance.web", ""),
        ("nonsense", "", "nonsense", ""),
    ],
)
def test_an_address_has_a_module_a_name_and_a_key(address, module, name, key):
    assert taken_apart(address) == Address(module=module, name=name, key=key)


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("", None),
        ("module.app", Call(parent="", call="app", key="")),
        ('module.app["module.x"].module.net[0]', Call(parent='module.app["module.x"]', call="net", key="[0]")),
    ],
)
def test_a_module_instance_is_made_by_its_last_call(module, expected):
    assert last_call(module) == expected


def test_the_configuration_knows_no_indexes():
    assert without_indexes('module.app["a[0]"].aws_instance.web[3]') == "module.app.aws_instance.web"
