from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.words import shell_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("  a  b\t", ["a", "b"]),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        ("a'b'c", ["abc"]),
        (r"a\ b", ["a b"]),
        ("a ''", ["a", ""]),
        ("a # b 'c", ["a"]),
        ("# a", []),
        ("a#b c", ["a#b", "c"]),
        ("a '#b' \\#c", ["a", "#b", "#c"]),
    ],
)
def test_words_are_split_as_a_shell_does(text, words) -> None:
    assert shell_words(text) == words


@pytest.mark.parametrize("text", ["'a", '"a', "a\\"])
def test_an_open_end_is_an_error(text) -> None:
    with pytest.raises(ValueError, match=r"No (closing quotation|escaped character)"):
        shell_words(text)


@given(st.lists(st.text(max_size=12), max_size=6))
def test_quoted_words_come_back(words) -> None:
    assert shell_words(shlex.join(words)) == words
