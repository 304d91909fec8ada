from __future__ import annotations

import pytest

from tidegate.core.plans.masks import inner, marks_any, masked_texts


@pytest.mark.parametrize(
    ("mask", "key", "expected"),
    [
        (True, "a", True),
        ({"a": True}, "a", True),
        ({"a": True}, "b", False),
        ([False, True], 1, True),
        ([], 3, False),
        (False, 0, False),
    ],
)
def test_everything_inside_a_masked_value_is_masked(mask, key, expected) -> None:
    assert inner(mask, key) is expected


@pytest.mark.parametrize(
    ("mask", "expected"),
    [({}, False), ({"a": [{"b": True}]}, True), ({"a": [{}]}, False), (True, True), (False, False)],
)
def test_a_mark_is_found_however_deep(mask, expected) -> None:
    assert marks_any(mask) is expected


def test_masked_texts_and_numbers_are_collected_but_not_short_ones() -> None:
    value = {"a": ["secret", "abc"], "b": {"c": 12345, "d": True}, "e": "open"}
    assert set(masked_texts(value, {"a": True, "b": {"c": True, "d": True}})) == {"secret", "12345"}
