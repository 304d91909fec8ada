import pytest
from pydantic import BaseModel, ValidationError

from tidegate.config.server_values import DatabaseUrl, Flag, Repos, Seconds, Url, Whole


class Values(BaseModel):
    github_url: Url = "https://github.com"
    database: DatabaseUrl = ""
    repos: Repos = ()
    flag: Flag = False
    whole: Whole = 0
    seconds: Seconds = 0.0


def refused(**values):
    with pytest.raises(ValidationError) as caught:
        Values.model_validate(values)
    (detail,) = caught.value.errors()
    return f"{detail['ctx']['message']} {detail['ctx']['suggestion']}".strip()


@pytest.mark.parametrize(
    "pattern",
    ["*", "github.com/acme/infra", "github.com/acme/*", "*/acme/infra", "git/acme/*", "localhost:4000/a/b", "git.corp/*"],
)  # fmt: skip
def test_patterns_that_can_match_a_repository_are_taken(pattern):
    assert Values.model_validate({"repos": f" {pattern} , {pattern},"}).repos == (pattern, pattern)


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("acme", "github.com/acme/*"),
        ("acme/infra", "github.com/acme/infra"),
        ("acme/*", "github.com/acme/*"),
        ("github.com/acme", "github.com/acme/*"),
        ("github.com", "github.com/*/*"),
        ("https://github.com/acme/infra", "github.com/acme/infra"),
    ],
)
def test_patterns_that_can_match_none_are_refused_with_what_was_meant(pattern, meant):
    assert refused(repos=pattern) == (
        f"`{pattern}` matches no repository: an entry is host/owner/name. Did you mean `{meant}`?"
    )


def test_the_host_of_the_suggestion_is_the_code_host_that_is_set():
    assert "`git.corp/acme/*`" in refused(github_url="https://git.corp", repos="acme")


def test_an_exclusion_is_refused_instead_of_serving_what_it_excludes():
    assert "`!github.com/acme/secret` would exclude" in refused(repos="github.com/acme/*,!github.com/acme/secret")


@pytest.mark.parametrize("address", ["postgresql://db/t", "postgresql+psycopg://u:p@db/t", "sqlite:////srv/t.sqlite"])
def test_addresses_of_databases_are_taken(address):
    assert Values.model_validate({"database": address}).database == address


@pytest.mark.parametrize("address", ["mysql://u:s3cret@db/t", "s3cret", "sqlite://", "postgres://u:s3cret@db/t"])
def test_other_databases_are_refused_without_a_word_of_the_address(address):
    said = refused(database=address)
    assert "Write `postgresql://USER:PASSWORD@HOST/NAME`" in said
    assert "s3cret" not in said


def test_other_values_are_read_as_people_write_them():
    read = Values.model_validate({"flag": "Yes", "whole": "12", "seconds": "0.5", "github_url": "git.corp/"})
    assert (read.flag, read.whole, read.seconds, read.github_url) == (True, 12, 0.5, "https://git.corp")
    assert refused(flag="maybe") == "`maybe` is neither yes nor no. Write `1` or `0`."
    assert refused(whole="-1") == "`-1` is not a whole number. Write digits only."
    assert refused(seconds="soon") == "`soon` is not a number of seconds. Write `1` or `0.5`."
    assert "is not a web address" in refused(github_url="ftp://x")
