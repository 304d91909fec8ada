from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects.patterns import below, fault, matches


@pytest.mark.parametrize(
    ("directory", "patterns", "path", "expected"),
    [
        ("env/dev", ["**/*.tf*"], "env/dev/main.tf", True),
        ("env/dev", ["**/*.tf*"], "env/dev/a/b/main.tfvars", True),
        ("env/dev", ["**/*.tf*"], "env/development/main.tf", False),
        ("env/dev", ["*.tf"], "env/dev/a/main.tf", False),
        (".", ["*.tf"], "main.tf", True),
        (".", ["**/*.tf"], "main.tf", True),
        (".", ["**"], "a/b", True),
        ("env/dev", ["../../modules/**"], "modules/redis/main.tf", True),
        ("env/dev", ["../../modules/redis"], "modules/redis/main.tf", True),
        ("env/dev", ["../../modules/redis"], "modules/redis2/main.tf", False),
        ("env/dev", ["../../modules/**/*.tf"], "modules/main.tf", True),
        ("env/dev", ["../../../other/*"], "other/x", False),
        ("d", ["**/*.tf", "!secret.tf"], "d/secret.tf", False),
        ("d", ["!secret.tf", "**/*.tf"], "d/secret.tf", True),
        ("d", ["**", "!docs", "docs/important.md"], "d/docs/important.md", True),
        ("d", ["**", "!docs"], "d/docs/x/y.md", False),
        ("d", ["file?.tf"], "d/file1.tf", True),
        ("d", ["file?.tf"], "d/file12.tf", False),
        ("d", ["file?tf"], "d/file/tf", False),
        ("d", ["a.tf"], "d/axtf", False),
        (".", [".github/*"], ".github/CODEOWNERS", True),
        ("d", [], "d/main.tf", False),
    ],
)
def test_patterns_match_as_dockerignore_does(directory, patterns, path, expected) -> None:
    assert matches(below(directory, patterns), path) is expected


@pytest.mark.parametrize(
    ("directory", "pattern", "path", "expected"),
    [
        ("d", " *.tf ", "d/main.tf", True),
        ("d", "", "d/anything/at/all", True),
        ("d", " ", "d2/main.tf", False),
        (".", "", "main.tf", False),
        ("d", "/main.tf", "d/main.tf", True),
        ("d", "./main.tf", "d/main.tf", True),
        ("d", "sub/../main.tf", "d/main.tf", True),
        ("d", "sub/", "d/sub/main.tf", True),
        ("d", "sub//x", "d/sub/x", True),
        ("d", "a/b", "d/a/b/c/d", True),
        ("d", "a*", "d/ab/c/d", True),
        ("d", "a**", "d/ab/c", True),
        ("d", "**.tf", "d/main.tf", False),
        ("d", "**main.tf", "d/a/main.tf", True),
        (".", "**.tf", "main.tf", True),
        (".", "**.tf", "a/main.tf", True),
        ("d", "a/**/b", "d/a/b", True),
        ("d", "a/**/**/b", "d/a/x/y/b", True),
        ("d", "***", "d/x", True),
        ("d", "a\\*b", "d/a*b", True),
        ("d", "a\\*b", "d/axb", False),
        ("d", "x[0-3].tf", "d/x2.tf", True),
        ("d", "x[^0-3].tf", "d/x2.tf", False),
        ("d", "x[^0-3]y", "d/x/y", True),
        ("d", "x[!a]", "d/x!", True),
        ("d", "x[\\]]", "d/x]", True),
        ("d", "x[[:digit:]]", "d/x7", True),
        ("d", "\\d.tf", "d/7.tf", True),
        ("d", "a+(b)|{c}$", "d/a+(b)|{c}$", True),
        ("d", "a]b", "d/a]b", True),
    ],
)
def test_odd_patterns_mean_what_they_mean_in_atlantis(directory, pattern, path, expected) -> None:
    assert matches(below(directory, [pattern]), path) is expected


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["**", "!"], "d/x", False),
        (["**", "! x"], "d/x", True),
        (["**", "!./x"], "d/x", False),
        (["**", "!/x"], "d/x", False),
        (["**", "!../d/x"], "d/x", False),
        (["**", "!!x"], "d/!x", False),
        (["../**", "!../e", "../e/y"], "e/y", True),
    ],
)
def test_an_exclusion_is_relative_to_the_directory_too(patterns, path, expected) -> None:
    assert matches(below("d", patterns), path) is expected


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("[unclosed", "a `[` is not closed"),
        ("file[^]", "holds nothing"),
        ("[]", "holds nothing"),
        ("file[0--9]", "is not closed"),
        ("a\\", "stands before nothing"),
        ("[b-a]", "runs backwards"),
    ],
)
def test_a_pattern_with_a_fault_says_so_and_stands_for_its_own_text(pattern, said) -> None:
    assert said in fault(pattern)
    assert said in fault(f" !{pattern}")
    assert matches(below("d", [pattern]), f"d/{pattern}")
    assert not matches(below("d", [pattern]), "d/file5")


@pytest.mark.parametrize("pattern", ["**/*.tf*", "[a-z]", "[\\]]", "\\[", "a]", "", "!x", "[^a]", "[[:alpha:]]"])
def test_a_pattern_without_a_fault_says_nothing(pattern) -> None:
    assert fault(pattern) == ""


def joined(directory: str, written: str) -> str:
    """What Go's filepath.Join makes of the two."""
    kept: list[str] = []
    for part in f"{directory}/{written}".split("/"):
        if part == ".." and kept and kept[-1] != "..":
            kept.pop()
        elif part not in ("", "."):
            kept.append(part)
    return "/".join(kept) or "."


def covers(pattern: str, text: str, *, first: bool = True) -> bool:  # noqa: PLR0911  a rule a line
    """moby's meaning of a pattern, sign by sign, trying everything."""
    if not pattern:
        return not text
    if pattern.startswith("**"):
        rest = pattern[2:].removeprefix("/")
        if not rest:
            return True
        if first and pattern[2] != "/" and not set(rest) & set("*?[\\"):
            return text.endswith(rest)
        tails = [text, *(text[n + 1 :] for n, sign in enumerate(text) if sign == "/")]
        return any(covers(rest, tail, first=False) for tail in tails)
    if pattern[0] == "*":
        within = text.partition("/")[0]
        return any(covers(pattern[1:], text[n:], first=False) for n in range(len(within) + 1))
    if not text:
        return False
    if pattern[0] == "?":
        return text[0] != "/" and covers(pattern[1:], text[1:], first=False)
    if pattern[0] == "[":
        members, _, rest = pattern[1:].partition("]")
        inside = text[0] in members.removeprefix("^")
        return inside is not members.startswith("^") and covers(rest, text[1:], first=False)
    sign, rest = (pattern[1], pattern[2:]) if pattern[0] == "\\" else (pattern[0], pattern[1:])
    return text[0] == sign and covers(rest, text[1:], first=False)


def reference(directory: str, patterns: list[str], path: str) -> bool:
    """Pattern after pattern, each tried on the path and on every directory above it."""
    parts = path.split("/")
    candidates = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
    found = False
    for written in patterns:
        excludes = written.startswith("!")
        whole = joined(directory, written.removeprefix("!"))
        if any(covers(whole, each) for each in candidates):
            found = not excludes
    return found


TOKENS = st.sampled_from(["a", "b", ".", "*", "**", "?", "/", "/**/", "[ab]", "[^a]", "\\*", "../", "./", "+", "é"])
WRITTEN = st.builds(
    lambda sign, tokens: sign + "".join(tokens).strip(), st.sampled_from(["", "!"]), st.lists(TOKENS, max_size=6)
)
PATHS = st.lists(st.text(alphabet="ab.*+é", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@given(directory=st.sampled_from([".", "a", "a/b"]), patterns=st.lists(WRITTEN, max_size=3), path=PATHS)
def test_matching_is_that_of_a_slow_reading_of_the_rules(directory, patterns, path) -> None:
    assert matches(below(directory, patterns), path) is reference(directory, patterns, path)


@given(patterns=st.lists(WRITTEN, max_size=3), path=PATHS)
def test_what_a_pattern_fits_lies_below_its_anchor(patterns, path) -> None:
    for pattern in below("d", patterns):
        if pattern.fits(path) and pattern.anchor:
            assert path == pattern.anchor or path.startswith(pattern.anchor + "/")
