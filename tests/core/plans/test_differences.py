from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.plans.differences import SENSITIVE, UNKNOWN, differences
from tidegate.core.plans.model import AttributeChange


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"before": {"a": "x"}, "after": {"a": "y"}}, [("a", "x", "y")]),
        ({"before": {"a": "x"}, "after": {"a": "x"}}, []),
        ({"before": None, "after": {"a": "x", "b": None}}, [("a", None, "x")]),
        ({"before": {"a": True, "n": 3}, "after": None}, [("a", "true", None), ("n", "3", None)]),
        (
            {"before": {"l": [{"p": 1}]}, "after": {"l": [{"p": 2}, {"p": 3}]}},
            [("l[0].p", "1", "2"), ("l[1].p", None, "3")],
        ),
        ({"before": {"t": {"a b": "x"}}, "after": {"t": {"a b": "y"}}}, [('t["a b"]', "x", "y")]),
        ({"before": {"a": "x"}, "after": {}, "after_unknown": {"a": True}}, [("a", "x", UNKNOWN)]),
        ({"before": None, "after": {}, "after_unknown": {"l": [{"id": True}]}}, [("l", None, UNKNOWN)]),
        (
            {"before": {"l": []}, "after": {"l": [{}]}, "after_unknown": {"l": [{"id": True}]}},
            [("l[0].id", None, UNKNOWN)],
        ),
        ({"before": {"a": "x"}, "after": {"a": {"b": 1}}}, [("a", "x", '{"b": 1}')]),
        ({"before": {"a": "x"}, "after": {"a": "y"}, "after_sensitive": {"a": True}}, [("a", "x", SENSITIVE)]),
        ({"before": {"a": "x"}, "after": {"a": "y"}, "before_sensitive": {"a": True}}, [("a", SENSITIVE, "y")]),
        (
            {"before": {"a": "x"}, "after": {}, "after_unknown": {"a": True}, "after_sensitive": {"a": True}},
            [("a", "x", SENSITIVE)],
        ),
        (
            {"before": None, "after": {"u": [{"n": "me", "p": "pw"}]}, "after_sensitive": {"u": [{"p": True}]}},
            [("u[0].n", None, "me"), ("u[0].p", None, SENSITIVE)],
        ),
        (
            {"before": {"a": "x"}, "after": {"a": {"b": "pw"}}, "after_sensitive": {"a": {"b": True}}},
            [("a", "x", SENSITIVE)],
        ),
        (
            {"before": {"a": "x"}, "after": {"a": "x"}, "before_sensitive": {}, "after_sensitive": {"a": True}},
            [("a", "x", SENSITIVE)],
        ),
    ],
)
def test_every_attribute_that_differs_is_told_in_words_that_may_be_shown(change, expected) -> None:
    assert [(a.path, a.before, a.after) for a in differences(change)] == expected


def test_the_attribute_that_forces_a_replacement_is_marked() -> None:
    change = {
        "before": {"ami": "1", "net": {"zone": "a", "name": "n"}},
        "after": {"ami": "2", "net": {"zone": "b", "name": "m"}},
        "replace_paths": [["net", "zone"]],
    }
    assert [a.path for a in differences(change) if a.forces_replacement] == ["net.zone"]
    assert isinstance(differences(change)[0], AttributeChange)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just("hunter2!"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(before=VALUES, after=VALUES)
def test_a_value_masked_as_a_whole_is_never_shown(before, after) -> None:
    change = {
        "before": {"x": before},
        "after": {"x": after},
        "before_sensitive": {"x": True},
        "after_sensitive": {"x": True},
    }
    assert all("hunter2!" not in f"{a.before}{a.after}" for a in differences(change))


@given(before=VALUES, after=VALUES)
def test_something_is_told_exactly_when_the_values_differ(before, after) -> None:
    assert bool(differences({"before": {"x": before}, "after": {"x": after}})) == (before != after)


@given(value=VALUES)
def test_everything_within_something_new_is_told_at_its_own_place(value) -> None:
    told = {each.path: each.after for each in differences({"before": None, "after": {"x": value}})}
    assert told == {path: shown for path, shown in _leaves("x", value) if shown is not None}


def _leaves(path, value):
    if isinstance(value, dict) and any(_says_something(each) for each in value.values()):
        return [leaf for key, each in value.items() for leaf in _leaves(f"{path}.{key}", each)]
    if isinstance(value, list) and any(_says_something(each) for each in value):
        return [leaf for n, each in enumerate(value) for leaf in _leaves(f"{path}[{n}]", each)]
    return [(path, value if value is None or isinstance(value, str) else json.dumps(value, sort_keys=True))]


def _says_something(value):
    return value is not None
