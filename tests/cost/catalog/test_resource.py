"""Resources as pricing sees them."""

from decimal import Decimal

import pytest

from tidegate.cost.catalog.resource import Resource, Unpriced, number


def resource(unknown=(), **values):
    return Resource(address="a.b", type="a", values=values, unknown=frozenset(unknown))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, Decimal(3)),
        (0.1, Decimal("0.1")),
        ("2.5", Decimal("2.5")),
        ("", Decimal(7)),
        (None, Decimal(7)),
        (True, Decimal(7)),
        ("many", Decimal(7)),
        ([1], Decimal(7)),
    ],
)
def test_a_value_is_a_number_or_the_default(value, expected):
    assert number(value, 7) == expected


def test_absent_null_and_empty_texts_are_the_default():
    made = resource(a="x", b=None, c="", d=5)
    assert [made.text(name, "default") for name in "abcde"] == ["x", "default", "default", "5", "default"]


def test_blocks_are_there_only_where_a_list_holds_them():
    made = resource(a=[{"x": 1}, {"x": 2}], b=None, c="text", d=[1])
    assert [len(made.blocks(name)) for name in "abcde"] == [2, 0, 0, 0, 0]
    assert made.block("a") == {"x": 1}
    assert made.block("b") == {}


def test_only_true_sets_a_flag():
    made = resource(a=True, b="true", c=1)
    assert [made.flag(name) for name in "abcd"] == [True, False, False, False]


def test_what_is_needed_and_not_there_leaves_no_price():
    assert resource(size="m").needed("size") == "m"
    with pytest.raises(Unpriced, match="it has no `size`"):
        resource().needed("size")
    with pytest.raises(Unpriced, match="its `size` is known only after apply"):
        resource(unknown=["size"]).needed("size")
