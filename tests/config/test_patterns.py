import pytest
from pydantic_core import PydanticCustomError

from tidegate.config.patterns import glob, pattern, safe_pattern, safe_slashed, slashed


@pytest.mark.parametrize(
    ("read", "text"),
    [(pattern, "(a+)+"), (safe_pattern, "a+b*"), (slashed, "//"), (slashed, "/(a+)+/"), (safe_slashed, "/^main$/")],
)
def test_a_usable_pattern_stays_as_it_is(read, text):
    assert read(text) == text


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (pattern, "(", "not a regular expression Go would take"),
        (pattern, r"\pL", "Unicode classes"),
        (safe_pattern, "(a+)+", "repeats what repeats"),
        (slashed, "main", "between slashes"),
        (slashed, "/", "between slashes"),
        (safe_slashed, "/(.*)*/", "repeats what repeats"),
    ],
)
def test_an_unusable_one_is_refused(read, text, said):
    with pytest.raises(PydanticCustomError, match=said):
        read(text)


@pytest.mark.parametrize("text", ["a/*", "**/b", "a?c", "[ab]", "{a,b}/*", r"\[a*"])
def test_closed_globs_are_globs(text):
    assert glob(text) == text


@pytest.mark.parametrize("text", ["[", "a/[b", "{a", "a}", "a\\", "[]"])
def test_open_globs_are_not(text):
    with pytest.raises(PydanticCustomError, match="a bracket is open"):
        glob(text)
