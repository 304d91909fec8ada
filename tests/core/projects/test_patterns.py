from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects.patterns import below, matches


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
        ("d", ["file[0-3].tf"], "d/file2.tf", True),
        ("d", ["file[^0-3].tf"], "d/file2.tf", False),
        ("d", ["a\\*b"], "d/a*b", True),
        ("d", ["a\\*b"], "d/axb", False),
        ("d", ["a.tf"], "d/axtf", False),
        ("d", ["[unclosed"], "d/[unclosed", True),
        (".", [".github/*"], ".github/CODEOWNERS", True),
        ("d", ["file[^]"], "d/file[^]", True),
        ("d", ["file[0--9]"], "d/file5", True),
        ("d", [], "d/main.tf", False),
        ("d", [" *.tf "], "d/main.tf", True),
    ],
)
def test_patterns_match_as_dockerignore_does(directory, patterns, path, expected) -> None:
    assert matches(below(directory, patterns), path) is expected


SEGMENT = st.text(alphabet="ab.*?[!", min_size=1, max_size=4)
PATHS = st.lists(st.text(alphabet="ab.", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@given(patterns=st.lists(st.lists(SEGMENT, min_size=1, max_size=3).map("/".join), max_size=3), path=PATHS)
def test_what_a_pattern_fits_lies_below_its_anchor(patterns, path) -> None:
    for pattern in below("d", patterns):
        if pattern.fits(path) and pattern.anchor:
            assert path == pattern.anchor or path.startswith(pattern.anchor + "/")
