import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.faults import fault, settles
from tidegate.config.json_text import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES, st.sampled_from([None, 2, "\t"]))
def test_whatever_is_json_is_read_as_it_is(value, indent):
    assert read_json(json.dumps(value, indent=indent), "f").data == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,\n "a": 2}', "f:2:2: `a` is written twice. The first one is in line 1."),
        ('{"a": 1} x', "f:1:10: Something stands behind the end of the value. Remove it."),
        ('{"a": 1}\n{"b": 1}', "f:2:1: Something stands behind"),
        ('{"a": 1,}', "f:1:9: A comma stands before the closing bracket."),
        ("[1,\n2,]", "f:2:3: A comma stands before the closing bracket."),
        ("[1 2]", "f:1:4: `,` or `]` is expected here."),
        ("{a: 1}", "f:1:2: A key is expected here. Keys stand between double quotes."),
        ("{'a': 1}", "Keys stand between double quotes."),
        ('{"a" 1}', "`:` is expected behind the key `a`."),
        ('{"a": yes}', 'f:1:7: `yes` is not JSON. Did you mean `"yes"`?'),
        ("NaN", "`NaN` is not JSON."),
        ("", "A value is expected here."),
        ("[01]", "`,` or `]` is expected here."),
        ('["a', "f:1:2: This text is not JSON: Unterminated string"),
        ('["\\x"]', "This text is not JSON"),
        ("# c\n1", "A value is expected here."),
        ("[" * 99, "nested more than 40 levels deep"),
        ("[1", "`,` or `]` is expected here."),
    ],
)
def test_what_is_not_json_is_told_with_its_place(text, said):
    assert said in fault(read_json, text, "f")


@given(st.text(alphabet='{}[]":, 01.eE+-truefalsnx\\\n', max_size=20))
def test_no_text_makes_it_raise_anything_else(text):
    assert settles(read_json, text, "f")
