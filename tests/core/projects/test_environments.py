from __future__ import annotations

from dataclasses import replace

import pytest

from tidegate.core.gates.policy import ApplyRule, BrokenPolicy, Environment, NoPolicy, Policy
from tidegate.core.marks import Mark
from tidegate.core.projects.environments import (
    Ambiguous,
    Deployable,
    Speculative,
    applied_from,
    by_word,
    claim_conflict,
    deployable,
    environment_of,
    merged_only,
    promotion_from,
)
from tidegate.core.projects.model import Project, Stage, Workflow

DEV = Environment(
    name="dev",
    aliases=("develop",),
    branches=("develop",),
    paths=("environments/dev/**",),
    apply=ApplyRule(enabled=False),
)
STAGING = Environment(name="staging", branches=("staging",), paths=("environments/staging/**",), promotes_from="dev")
PROD = Environment(
    name="prod",
    aliases=("live",),
    display="production",
    branches=("main", "prod"),
    paths=("environments/prod/**",),
    promotes_from="staging",
)
POLICY = Policy(
    revision="r",
    source="acme/infra@main:tidegate.yaml",
    environments={each.name: each for each in (DEV, STAGING, PROD)},
    marks={"environments.dev.apply": Mark(file="tidegate.yaml", line=12)},
)
WORKFLOW = Workflow(name="w")


def project(environment: str, **other) -> Project:
    return Project(dir=f"environments/{environment}", **other)


@pytest.mark.parametrize(
    ("directory", "expected"),
    [
        ("environments/dev", DEV),
        ("environments/dev/network", DEV),
        ("environments/prod", PROD),
        ("environments/production", None),
        (".", None),
    ],
)
def test_a_project_belongs_where_its_directory_lies(directory, expected) -> None:
    assert environment_of(Project(dir=directory, workspace="prod", name="prod"), POLICY) == expected


def test_two_environments_for_one_directory_are_told_not_guessed() -> None:
    greedy = replace(POLICY, environments={**POLICY.environments, "dev": replace(DEV, paths=("environments/**",))})
    found = environment_of(project("prod"), greedy)
    assert isinstance(found, Ambiguous)
    assert "dev and prod" in str(found.reply)
    assert isinstance(deployable("main", project("prod"), greedy, WORKFLOW), Speculative)
    assert claim_conflict(project("prod"), greedy) == found.reply


@pytest.mark.parametrize(
    ("word", "names"),
    [("prod", ["prod"]), ("PRODUCTION", ["prod"]), ("live", ["prod"]), ("develop", ["dev"]), ("nowhere", [])],
)
def test_a_word_names_an_environment_by_name_alias_or_display(word, names) -> None:
    assert [each.name for each in by_word(POLICY, word)] == names


def test_a_name_comes_before_anothers_alias_and_a_shared_alias_is_two_hits() -> None:
    both = {"a": Environment(name="a", aliases=("b", "x")), "b": Environment(name="b", aliases=("x",))}
    policy = replace(POLICY, environments=both)
    assert by_word(policy, "b") == (both["b"],)
    assert by_word(policy, "x") == (both["a"], both["b"])


@pytest.mark.parametrize(("base", "environment"), [("staging", "staging"), ("main", "prod"), ("prod", "prod")])
def test_a_change_into_the_environments_branch_is_deployable(base, environment) -> None:
    assert deployable(base, project(environment), POLICY, WORKFLOW) == Deployable()


@pytest.mark.parametrize(
    ("base", "environment", "because", "following"),
    [
        (
            "develop",
            "dev",
            "Apply is disabled in dev (tidegate.yaml:12).",
            "The promotion develop → staging comes next: `atlantis promote staging` opens it.",
        ),
        (
            "develop",
            "staging",
            "Plan only here: staging is applied from changes into `staging`, and this one goes into `develop`.",
            "The promotion develop → staging comes next: `atlantis promote staging` opens it.",
        ),
        (
            "develop",
            "prod",
            "Plan only here: production is applied from changes into `main` or `prod`, and this one goes into `develop`.",
            "The promotion develop → staging comes next: `atlantis promote staging` opens it.",
        ),
        (
            "staging",
            "prod",
            "Plan only here: production is applied from changes into `main` or `prod`, and this one goes into `staging`.",
            "The promotion staging → main comes next: `atlantis promote production` opens it.",
        ),
        (
            "main",
            "staging",
            "Plan only here: staging is applied from changes into `staging`, and this one goes into `main`.",
            "A pull request into `staging` can be applied there.",
        ),
    ],
)
def test_any_other_plan_is_speculative_and_says_what_comes_next(base, environment, because, following) -> None:
    found = deployable(base, project(environment), POLICY, WORKFLOW)
    assert (str(found.because), str(found.next)) == (because, following)


def test_a_directory_outside_every_environment_is_not_deployable() -> None:
    found = deployable("main", Project(dir="elsewhere"), POLICY, WORKFLOW)
    assert isinstance(found, Speculative)
    assert "No environment of acme/infra@main:tidegate.yaml holds the directory `elsewhere`." in str(found.because)


def test_a_workflow_that_disables_apply_is_named_with_its_line() -> None:
    off = Workflow(name="w", apply=Stage(steps=(), enabled=False, enabled_at=Mark(file="atlantis.yaml", line=35)))
    found = deployable("staging", project("staging"), POLICY, off)
    assert str(found.because) == "The workflow `w` disables apply (atlantis.yaml:35)."
    assert str(found.next) == "The promotion staging → main comes next: `atlantis promote production` opens it."
    assert isinstance(deployable("anything", project("dev"), NoPolicy(), off), Speculative)


def test_without_a_governance_file_everything_is_deployable_and_with_a_broken_one_nothing_is() -> None:
    assert deployable("anything", Project(dir="x"), NoPolicy(), WORKFLOW) == Deployable()
    assert isinstance(deployable("main", project("prod"), BrokenPolicy(source="s", problems=()), WORKFLOW), Speculative)


def test_promotions_that_go_round_in_a_circle_end() -> None:
    circle = {
        "a": Environment(name="a", branches=("a",), paths=("a/**",), promotes_from="b"),
        "b": Environment(name="b", branches=("b",), paths=("b/**",), promotes_from="a"),
    }
    found = deployable("other", Project(dir="a"), replace(POLICY, environments=circle), WORKFLOW)
    assert isinstance(found, Speculative)
    assert str(found.next) == "A pull request into `a` can be applied there."


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ("main", ""),
        ("feature", ""),
        ("staging", "The promotion staging → main comes next: `atlantis promote production` opens it."),
    ],
)
def test_a_branch_is_promoted_to_what_comes_through_it(branch, expected) -> None:
    assert str(promotion_from(branch, POLICY)) == expected
    assert promotion_from(branch, NoPolicy()) == ""


@pytest.mark.parametrize(
    ("claims", "what"),
    [
        ({"name": "staging-environment"}, "the name `staging-environment`"),
        ({"workspace": "staging"}, "the workspace `staging`"),
        ({"workflow": "staging-workflow"}, "the workflow `staging-workflow`"),
        ({"name": "app_production"}, "the name `app_production`"),
        ({"name": "live"}, "the name `live`"),
    ],
)
def test_a_project_that_calls_itself_another_environment_is_named_with_both(claims, what) -> None:
    said = str(claim_conflict(project("dev", at=Mark(file="atlantis.yaml", line=7), **claims), POLICY))
    assert said.startswith("The directory `environments/dev` belongs to dev, but ")
    assert f"{what} (atlantis.yaml:7) says " in said


@pytest.mark.parametrize(
    "claims",
    [
        {"name": "dev-environment", "workspace": "dev", "workflow": "dev-workflow"},
        {"name": "develop"},
        {"name": "product-catalogue"},
        {"name": "alive"},
        {"name": "dev-to-staging"},
        {},
    ],
)
def test_a_project_that_names_no_other_environment_is_fine(claims) -> None:
    assert claim_conflict(project("dev", **claims), POLICY) == ""
    assert claim_conflict(Project(dir="elsewhere", **claims), POLICY) == ""


def test_only_a_branch_without_applies_is_merged_into_and_nothing_more() -> None:
    assert merged_only("develop", POLICY) == DEV
    assert merged_only("staging", POLICY) is None
    assert merged_only("topic", POLICY) is None
    assert merged_only("develop", NoPolicy()) is None


def test_environments_may_share_a_branch_where_only_one_of_them_is_applied() -> None:
    shared = replace(POLICY, environments={"dev": DEV, "staging": replace(STAGING, branches=("develop",))})
    found = (merged_only("develop", shared), applied_from("develop", shared))
    assert [each.name for each in found if each] == ["dev", "staging"]


def test_what_reaches_a_branch_waits_there_unless_only_open_changes_are_applied() -> None:
    assert applied_from("prod", POLICY) == PROD
    assert applied_from("develop", POLICY) is None
    assert applied_from("topic", POLICY) is None
    assert applied_from("staging", NoPolicy()) is None
    early = replace(POLICY, environments={"staging": replace(STAGING, deploy="before_merge")})
    assert applied_from("staging", early) is None
