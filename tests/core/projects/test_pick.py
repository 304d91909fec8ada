from __future__ import annotations

from dataclasses import replace

import pytest

from tidegate.core.commands.model import Scope
from tidegate.core.gates.policy import ApplyRule, Environment, NoPolicy, Policy
from tidegate.core.projects.model import Project
from tidegate.core.projects.pick import NotFound, Picked, only_touched, pick_planned, pick_to_plan

POLICY = Policy(
    revision="r",
    source="tidegate.yaml",
    environments={
        "dev": Environment(name="dev", branches=("develop",), paths=("env/dev/**",), apply=ApplyRule(enabled=False)),
        "staging": Environment(name="staging", branches=("staging",), paths=("env/staging/**",), promotes_from="dev"),
        "prod": Environment(
            name="prod", aliases=("live",), display="production", branches=("main",), paths=("env/prod/**",)
        ),
    },
)
DEV = Project(dir="env/dev", workspace="dev", name="dev-environment")
STAGING = Project(dir="env/staging", workspace="staging", name="staging-environment")
PROD = Project(dir="env/prod", name="prod-environment")
PROD_EU = Project(dir="env/prod", workspace="eu", name="prod-eu")
ALL = (DEV, STAGING, PROD, PROD_EU)


def planned(scope: Scope, here=ALL, policy=POLICY, base="staging"):
    return pick_planned(scope, here, policy, base)


def reply(found) -> str:
    assert isinstance(found, NotFound), found
    return str(found.reply)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), ALL),
        (Scope(word="staging"), (STAGING,)),
        (Scope(word="live"), (PROD, PROD_EU)),
        (Scope(word="production"), (PROD, PROD_EU)),
        (Scope(word="prod-eu"), (PROD_EU,)),
        (Scope(project="dev-environment"), (DEV,)),
        (Scope(dir="env/prod"), (PROD,)),
        (Scope(dir="env/prod", workspace="eu"), (PROD_EU,)),
        (Scope(dir="env/staging"), (STAGING,)),
        (Scope(dir="env/*", workspace="dev"), (DEV,)),
    ],
)
def test_a_scope_picks_the_projects_it_names(scope, expected) -> None:
    assert planned(scope) == Picked(projects=expected)


def test_an_environment_the_change_may_not_touch_yet_is_answered_with_the_next_promotion() -> None:
    said = reply(planned(Scope(word="staging"), here=(DEV,), base="develop"))
    assert said == (
        "Plan only here: staging is applied from changes into `staging`, and this one goes into `develop`. "
        "The promotion develop → staging comes next: `atlantis promote staging` opens it."
    )


def test_an_environment_without_projects_here_is_told() -> None:
    assert "This change has nothing in staging." in reply(planned(Scope(word="staging"), here=(PROD,)))


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(word="stagin"), "Did you mean `staging`?"),
        (Scope(word="prod-uu"), "Did you mean `prod-eu`?"),
        (Scope(project="dev-enviroment"), "Did you mean `dev-environment`?"),
        (Scope(word="zzzz"), "There are: `dev`, `staging`, `prod`, `live`, `production`, `dev-environment`"),
        (Scope(word="a`b"), "called `a'b`"),
        (Scope(dir="env/prod", workspace="us"), "`env/prod` has no workspace `us`; it has `default`, `eu`"),
        (Scope(dir="nowhere"), "There is no project in `nowhere`."),
        (Scope(workspace="eu"), "There is no project in `.`."),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(scope, words) -> None:
    assert words in reply(planned(scope))


def test_a_word_for_an_environment_and_a_project_elsewhere_is_an_error_naming_both() -> None:
    odd = Project(dir="env/prod/x", name="staging")
    said = reply(planned(Scope(word="staging"), here=(*ALL, odd)))
    assert "names the environment staging and a project" in said
    assert "`-p staging` for the project" in said


def test_a_word_for_two_environments_is_an_error_naming_both() -> None:
    shared = {name: replace(each, aliases=("shared",)) for name, each in POLICY.environments.items()}
    said = reply(planned(Scope(word="shared"), policy=replace(POLICY, environments=shared)))
    assert "the environments dev, staging and prod" in said


def test_without_a_governance_file_a_word_is_a_projects_name() -> None:
    assert planned(Scope(word="prod-eu"), policy=NoPolicy()) == Picked(projects=(PROD_EU,))
    assert "There is no environment or project" in reply(planned(Scope(word="staging"), policy=NoPolicy()))


def to_plan(scope: Scope):
    return pick_to_plan(scope, (DEV,), ALL, POLICY, "staging")


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), (DEV,)),
        (Scope(word="dev"), (DEV,)),
        (Scope(word="staging-environment"), (STAGING,)),
        (Scope(project="prod-eu"), (PROD_EU,)),
        (Scope(dir="env/prod"), (PROD,)),
        (Scope(dir="other"), (Project(dir="other"),)),
        (Scope(dir="other", workspace="w"), (Project(dir="other", workspace="w"),)),
        (Scope(workspace="w"), (Project(dir=".", workspace="w"),)),
    ],
)
def test_a_plan_may_be_about_any_declared_project_or_any_directory(scope, expected) -> None:
    assert to_plan(scope) == Picked(projects=expected)


@pytest.mark.parametrize("scope", [Scope(dir="env/prod", workspace="us"), Scope(dir="none/*"), Scope(project="nobody")])
def test_a_plan_invents_no_workspace_pattern_or_name(scope) -> None:
    assert isinstance(to_plan(scope), NotFound)


@pytest.mark.parametrize(
    ("glob", "workspace", "expected"),
    [
        ("env/*", None, ALL),
        ("env/{dev,staging}*/**", None, (DEV, STAGING)),
        ("env/*", "eu", (PROD_EU,)),
        ("env/pro?", "default", (PROD,)),
    ],
)
def test_a_glob_is_about_every_directory_it_fits_and_every_workspace_unless_one_is_said(
    glob, workspace, expected
) -> None:
    assert planned(Scope(dir=glob, workspace=workspace)) == Picked(projects=expected)


@pytest.mark.parametrize(
    ("written", "prefixes", "expected"),
    [
        ("prod-eu", (), (PROD_EU,)),
        ("staging.*", (), (STAGING,)),
        ("st", (), None),
        ("prod.*|staging-environment", ("prod",), ALL[1:]),
        (".*", ("prod",), None),
        (".*-eu", ("dev",), (PROD_EU,)),
    ],
)
def test_a_regular_expression_fits_whole_names_and_several_only_with_an_allowed_prefix(
    written, prefixes, expected
) -> None:
    found = pick_planned(Scope(project=written), ALL, POLICY, "staging", prefixes)
    assert isinstance(found, NotFound) if expected is None else found == Picked(projects=expected)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a)|(b", "is not a regular expression"),
        ("(a+)+b", "repeats what repeats"),
        (".*", "`.*` fits 4 projects; an expression for several has to begin with `dev` here"),
        ("prod-uu", "Did you mean `prod-eu`?"),
    ],
)
def test_a_regular_expression_that_cannot_be_used_is_answered(written, said) -> None:
    assert said in reply(pick_to_plan(Scope(project=written), ALL, ALL, POLICY, "staging", ("dev",)))


def test_where_a_server_says_so_only_what_a_change_touches_may_be_asked_for() -> None:
    assert only_touched(Picked(projects=ALL), (DEV,)) == Picked(projects=(DEV,))
    said = reply(only_touched(Picked(projects=(PROD_EU,)), (DEV,)))
    assert said.startswith("This change has no file that `prod-eu` cares about")
