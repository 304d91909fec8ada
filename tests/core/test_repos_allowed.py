import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.repos_allowed import is_allowed


@pytest.mark.parametrize(
    ("patterns", "repo", "allowed"),
    [
        (("github.com/acme/infra",), "github.com/acme/infra", True),
        (("github.com/acme/infra",), "github.com/acme/infra2", False),
        (("github.com/acme/*",), "github.com/acme/infra", True),
        (("github.com/acme/*",), "github.com/other/infra", False),
        (("GitHub.com/Acme/*",), "github.com/aCME/Infra", True),
        (("*",), "github.com/acme/infra", True),
        (("*/acme/infra",), "git.corp:4000/acme/infra", True),
        (("github.com/*/infra",), "github.com/acme/infra", True),
        (("github.com/acme/*-prod",), "github.com/acme/eu-prod", True),
        (("github.com/acme/*-prod",), "github.com/acme/eu-prod-old", False),
        (("github.com/acme/*", "!github.com/acme/secret"), "github.com/acme/secret", False),
        (("!github.com/acme/secret", "github.com/acme/*"), "github.com/acme/secret", False),
        (("!github.com/acme/secret", "github.com/acme/*"), "github.com/acme/infra", True),
        (("*", "!github.com/ACME/*"), "github.com/acme/infra", False),
        (("!github.com/acme/secret",), "github.com/acme/infra", False),
        (("github.com/acme/[ab]",), "github.com/acme/a", False),
        (("github.com/acme/a?",), "github.com/acme/ab", False),
        ((), "github.com/acme/infra", False),
    ],
)
def test_the_list_lets_in_what_it_names_and_keeps_out_what_it_excludes(patterns, repo, allowed):
    assert is_allowed(repo, patterns) is allowed


@given(st.text(), st.lists(st.text(alphabet="ab/*!."), max_size=5))
def test_an_exclusion_of_everything_wins_over_every_list(repo, patterns):
    assert not is_allowed(repo, [*patterns, "!*"])


@given(st.text(), st.lists(st.text(alphabet="ab/*."), max_size=5))
def test_everything_is_let_in_where_nothing_is_excluded(repo, patterns):
    assert is_allowed(repo, [*patterns, "*"])
