from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.regex_classes import NAMED, everything_but

RANGES = st.lists(
    st.tuples(st.integers(0, 0x10FFFF), st.integers(0, 0x10FFFF)).map(lambda ends: (min(ends), max(ends))), max_size=5
)


@given(RANGES, st.integers(0, 0x10FFFF))
def test_a_character_is_either_in_the_ranges_or_in_everything_else(ranges, code):
    def inside(those):
        return any(low <= code <= high for low, high in those)

    assert inside(ranges) is not inside(everything_but(tuple(ranges)))


def test_everything_but_everything_is_nothing():
    assert everything_but(((0, 0x10FFFF),)) == ()
    assert everything_but(everything_but(NAMED["punct"])) == NAMED["punct"]
