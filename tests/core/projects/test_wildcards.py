from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects import wildcards
from tidegate.core.projects.globs import fits_glob
from tidegate.core.projects.patterns import below, matches
from tidegate.core.projects.wildcards import Wild, matcher

SIGNS = st.sampled_from([re.compile(sign) for sign in ("a", "/", "[^/]", "[^a]")])
TOKENS = st.lists(st.one_of(SIGNS, st.sampled_from(Wild)), max_size=7)
TEXTS = st.text(alphabet="ab/", max_size=8)


@given(tokens=TOKENS, text=TEXTS)
def test_many_wildcards_mean_what_a_few_mean(tokens, text) -> None:
    written = "".join(token.value if isinstance(token, Wild) else token.pattern for token in tokens)
    assert wildcards._walk(tuple(tokens), text) is matcher(tokens)(text)
    assert wildcards._walk(tuple(tokens), text) is (re.fullmatch(written, text, re.DOTALL) is not None)


@pytest.mark.parametrize("pattern", ["*a" * 20 + "*b", "**/a" * 20 + "/b", "*[^b]" * 20 + "*b"])
def test_a_pattern_made_to_take_for_ever_does_not(pattern) -> None:
    path = "/".join(["a" * 60] * 20)
    began = time.process_time()
    assert not matches(below("d", [pattern]), f"d/{path}")
    assert not fits_glob(pattern, path)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("pattern", ["*a*a*ac", "**a**a**ac", "*a" * 200 + "c"])
def test_the_longest_path_git_takes_keeps_nobody_waiting(pattern) -> None:
    path = "a" * 4000
    began = time.process_time()
    assert not matches(below(".", [pattern]), path)
    assert not fits_glob(pattern, path)
    assert time.process_time() - began < 3


@given(tokens=st.lists(st.one_of(SIGNS, st.sampled_from(Wild)), max_size=4), text=TEXTS)
def test_a_few_wildcards_mean_the_same_over_a_long_path(tokens, text) -> None:
    long = f"{text}{'/ab' * 50}"
    written = "".join(token.value if isinstance(token, Wild) else token.pattern for token in tokens)
    assert matcher(tokens)(long) is (re.fullmatch(written, long, re.DOTALL) is not None)
