import pytest
from pydantic import BaseModel, ValidationError

from tidegate.config.server_settings.server_values import (
    DatabaseUrl,
    Flag,
    Folders,
    Names,
    RepoName,
    Seconds,
    Url,
    Version,
    Whole,
)


class Values(BaseModel):
    github_url: Url = "https://github.com"
    database: DatabaseUrl = ""
    flag: Flag = False
    whole: Whole = 0
    seconds: Seconds = 0.0
    names: Names = ()
    folders: Folders = ()
    version: Version = "1.0.0"
    repo: RepoName = ""


def refused(**values):
    with pytest.raises(ValidationError) as caught:
        Values.model_validate(values)
    (detail,) = caught.value.errors()
    return f"{detail['ctx']['message']} {detail['ctx']['suggestion']}".strip()


@pytest.mark.parametrize("address", ["postgresql://db/t", "postgresql+psycopg://u:p@db/t", "sqlite:////srv/t.sqlite"])
def test_addresses_of_databases_are_taken(address):
    assert Values.model_validate({"database": address}).database == address


@pytest.mark.parametrize("address", ["mysql://u:s3cret@db/t", "s3cret", "sqlite://", "postgres://u:s3cret@db/t"])
def test_other_databases_are_refused_without_a_word_of_the_address(address):
    said = refused(database=address)
    assert "Write `postgresql://USER:PASSWORD@HOST/NAME`" in said
    assert "s3cret" not in said


def test_a_repository_is_named_without_its_host():
    assert Values.model_validate({"repo": "acme/audit.log"}).repo == "acme/audit.log"
    for wrong in ("audit", "github.com/acme/audit", "acme/", "acme/au dit"):
        assert refused(repo=wrong) == f"`{wrong}` is no repository. Write it as in `acme/audit`, without the host."


def test_other_values_are_read_as_people_write_them():
    read = Values.model_validate({"flag": "Yes", "whole": "12", "seconds": "0.5", "github_url": "git.corp/"})
    assert (read.flag, read.whole, read.seconds, read.github_url) == (True, 12, 0.5, "https://git.corp")
    assert refused(flag="maybe") == "`maybe` is neither yes nor no. Write `1` or `0`."
    assert refused(whole="-1") == "`-1` is not a whole number. Write digits only."
    assert refused(seconds="soon") == "`soon` is not a number of seconds. Write `1` or `0.5`."
    assert "is not a web address" in refused(github_url="ftp://x")


def test_lists_are_separated_by_commas_and_have_no_empty_members():
    read = Values.model_validate({"names": " a, b c ,,", "folders": "/srv/a,/srv/b"})
    assert read.names == ("a", "b c")
    assert [str(folder) for folder in read.folders] == ["/srv/a", "/srv/b"]
    assert refused(folders="/srv/a,b") == "`b` is not an absolute path. Write it from `/` on."


@pytest.mark.parametrize(("written", "read"), [("v1.5.7", "1.5.7"), ("1.11.4", "1.11.4"), ("1.8.0-rc1", "1.8.0-rc1")])
def test_a_version_may_have_a_v_before_it(written, read):
    assert Values.model_validate({"version": written}).version == read


@pytest.mark.parametrize("written", ["latest", "1.5", ">= 1.5", "v"])
def test_what_names_no_single_version_is_refused(written):
    assert refused(version=written) == f"`{written}` is not a version. Write it as in `1.11.4`."
