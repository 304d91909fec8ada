from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidegate.git.paths import safe_part

names = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(["..", ".", ".git"])


@given(names)
def test_a_part_stays_one_visible_part_a_file_system_takes(name):
    part = safe_part(name)
    assert part
    assert "/" not in part
    assert not part.startswith(".")
    assert len(part.encode()) <= 255


@given(names, names)
def test_two_names_never_share_a_part(one, other):
    assert (safe_part(one) == safe_part(other)) == (one == other)


def test_an_ordinary_name_is_itself():
    assert safe_part("staging-eu_1.2") == "staging-eu_1.2"
