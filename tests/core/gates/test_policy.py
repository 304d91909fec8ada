from dataclasses import replace

from support.decisions import POLICY
from tidegate.core.gates.policy import (
    BrokenPolicy,
    Credentials,
    Environment,
    NoPolicy,
    Policy,
    for_the_record,
    locale_of,
)
from tidegate.core.marks import Mark


def test_a_key_is_found_where_it_or_what_holds_it_was_written():
    mark = Mark(file="tidegate.yaml", line=7)
    policy = Policy(revision="r", source="s", marks={"environments.dev": mark})
    assert policy.mark("environments", "dev", "apply", "allow") == mark
    assert policy.mark("environments", "prod") is None


def test_an_environment_answers_to_each_of_its_words_once():
    assert Environment(name="prod", aliases=("production", "prod"), display="production").words == (
        "prod",
        "production",
    )


def test_the_primary_branch_is_the_one_that_is_named_else_the_first():
    assert Environment(name="prod", branches=("main", "prod")).primary == "main"
    assert Environment(name="prod", branches=("main", "prod"), primary_branch="prod").primary == "prod"
    assert Environment(name="prod").primary == ""


def test_environments_before_one_are_found_back_to_the_first_even_in_a_circle():
    ways = {"prod": "staging", "staging": "dev", "dev": None}
    environments = {name: Environment(name=name, promotes_from=before) for name, before in ways.items()}
    line = Policy(revision="r", source="s", environments=environments)
    assert [each.name for each in line.before(environments["prod"])] == ["staging", "dev"]
    assert line.before(environments["dev"]) == ()
    first = Environment(name="dev", promotes_from="prod")
    circle = Policy(revision="r", source="s", environments={**environments, "dev": first})
    assert [each.name for each in circle.before(environments["prod"])] == ["staging", "dev"]


def test_the_words_of_an_environment_are_found_by_its_name_alone():
    policy = Policy(revision="r", source="s", environments={"prod": Environment(name="prod", aliases=("production",))})
    assert policy.words_of("prod") == ("prod", "production")
    assert policy.words_of("elsewhere") == policy.words_of(None) == ()


def test_no_credentials_are_kept_with_a_decision():
    secret = Credentials(env={"AWS_SECRET_ACCESS_KEY": "hush"})
    policy = Policy(
        revision="r",
        source="s",
        environments={"dev": Environment(name="dev", plan_credentials=secret, apply_credentials=secret)},
    )
    assert "hush" not in repr(for_the_record(policy))
    assert for_the_record(policy).environments["dev"].name == "dev"
    assert for_the_record(NoPolicy()) == NoPolicy()


def test_people_are_spoken_to_in_the_language_of_the_rules_and_in_english_without_any():
    assert locale_of(replace(POLICY, locale="ko")) == "ko"
    assert locale_of(NoPolicy()) == locale_of(BrokenPolicy(source="tidegate.yaml", problems=())) == "en"
