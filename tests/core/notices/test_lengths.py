from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.notices.lengths import BUDGET, LEAST, share, within


def test_a_project_alone_has_all_the_room_and_many_share_it():
    assert share(1) == BUDGET
    assert share(10) == BUDGET // 10
    assert share(1_000) == LEAST


def test_short_words_are_shown_as_they_are():
    assert within("one\ntwo\n", 100) == "one\ntwo\n"


def test_of_long_words_the_beginning_and_the_end_are_shown_and_what_is_missing_is_said():
    words = "".join(f"line {number}\n" for number in range(1_000))
    shown = str(within(words, 400))
    assert shown.startswith("line 0\n")
    assert shown.endswith("line 999\n")
    assert "lines are left out here; the log has them.]" in shown
    kept = shown.count("\nline ") + 1
    assert f"[{1_000 - kept:,} lines" in shown


def test_one_endless_line_is_cut():
    assert len(str(within("x" * 100_000, 2_000))) < 2_100


@given(st.text(alphabet="ab\n", max_size=300), st.integers(20, 100))
def test_no_output_grows_much_over_its_share(words, most):
    assert len(str(within(words, most))) <= most + 120
