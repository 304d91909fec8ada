from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from tidegate.config.server_settings.server_lists import CommandNames, Repos, TeamRules, VisiblePaths
from tidegate.config.server_settings.server_values import Url


class Values(BaseModel):
    github_url: Url = "https://github.com"
    repos: Repos = ()
    commands: CommandNames = frozenset()
    teams: TeamRules = ()
    visible: VisiblePaths = ()


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


def test_an_entry_may_exclude_repositories():
    patterns = ("github.com/acme/*", "!github.com/acme/secret")
    assert Values.model_validate({"repos": ",".join(patterns)}).repos == patterns
    assert "`!secret` matches no repository" in refused(repos="github.com/acme/*,!secret")
    assert refused(repos="!github.com/acme/secret").startswith("Every entry excludes: no repository is served.")


def test_commands_are_those_of_the_table_and_all_is_every_one():
    assert Values.model_validate({"commands": "Plan, apply"}).commands == {"plan", "apply"}
    everything = Values.model_validate({"commands": "plan,all"}).commands
    assert {"plan", "apply", "unlock", "import", "state", "approve_policies", "version", "cancel"} <= everything
    assert refused(commands="plan,aply").startswith("There is no command `aply`. Write some of: plan, apply,")


def test_teams_and_commands_are_pairs():
    rules = (("dev ops", "apply"), ("*", "plan"))
    assert Values.model_validate({"teams": "dev ops:apply, *: plan"}).teams == rules
    assert refused(teams="devops") == "`devops` is not a team and a command. Write `team:command`, as in `*:plan`."
    assert "is not a team" in refused(teams=":apply")


def test_a_visible_path_is_read_only_unless_it_says_otherwise():
    read = Values.model_validate({"visible": "/srv/mirror, /srv/states:rw,/a:ro"}).visible
    assert read == ((Path("/srv/mirror"), "ro"), (Path("/srv/states"), "rw"), (Path("/a"), "ro"))
    assert refused(visible="/srv:rwx") == "`rwx` after a path is neither `ro` nor `rw`. Write `/srv` or `/srv:rw`."
    assert refused(visible="srv") == "`srv` is not an absolute path. Write it from `/` on."
