import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.config.shell_words import Unfinished, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  a \t b\n", ["a", "b"]),
        ("a'b c'd", ["ab cd"]),
        ('"a \\"b\\" \\n"', ['a "b" n']),
        ("'a\\b'", ["a\\b"]),
        (r"a\ b", ["a b"]),
        ("'' \"\"", ["", ""]),
        ("a # b\nc#d", ["a", "c#d"]),
        ("# all", []),
    ],
)
def test_words_are_taken_apart_as_atlantis_does(text, found):
    assert words(text) == found


@pytest.mark.parametrize("text", ["'a", '"a', "a\\", '"a\\'])
def test_what_is_open_at_the_end_is_refused(text):
    with pytest.raises(Unfinished):
        words(text)


@given(st.lists(st.text(alphabet="ab '#$", max_size=5), max_size=4))
def test_quoted_words_come_back(parts):
    assert words(shlex.join(parts)) == parts
