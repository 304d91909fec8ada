from tidegate.core.gates.policy import Credentials, Environment, NoPolicy, Policy, for_the_record
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
