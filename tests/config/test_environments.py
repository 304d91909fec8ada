import pytest

from support.faults import fault
from tidegate.config.governance import read_governance
from tidegate.core.gates.policy import ApplyRule

PEOPLE = "people: {senior: {github: bob}, devops: {}}\n"


def read(text):
    return read_governance(PEOPLE + text, "here")


def only(text):
    (environment,) = read(f"environments: {{staging: {text}}}").environments.values()
    return environment


def test_paths_default_to_the_folder_of_its_name_and_of_each_alias():
    assert only("{aliases: stage}").paths == ("environments/staging/**", "environments/stage/**")
    assert only("{paths: live/**}").paths == ("live/**",)


def test_consent_counts_from_those_who_may_apply_unless_the_file_says_who():
    assert only("{apply: {allow: senior, approvals: {count: 2}}}").apply == ApplyRule(
        allow=("senior",), approvals=2, approvals_from=("senior",)
    )
    assert only("{apply: {allow: senior, approvals: {from: devops}}}").apply == ApplyRule(
        allow=("senior",), approvals=1, approvals_from=("devops",)
    )
    assert only("{apply: {allow: senior}}").apply.approvals == 0


def test_credentials_are_kept_apart_by_stage():
    environment = only("{credentials: {plan: {env: {A: 1}}, apply: {env: {A: two}}}}")
    assert (environment.plan_credentials.env, environment.apply_credentials.env) == ({"A": "1"}, {"A": "two"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{staging: {promotes_from: devv}, dev: {}}", "environments.staging.promotes_from: There is no environment `devv`. Did you mean `dev`?"),
        ("{staging: {promotes_from: staging}}", "`staging` is promoted from itself."),
        ("{staging: {apply: {approvals: {count: 1}}}}", "Nobody may apply: `allow` is missing."),
        ("{dev: {aliases: [x]}, staging: {aliases: [x]}}", "`x` means both `dev` and `staging`. Use another alias."),
        ("{dev: {}, staging: {display: dev}}", "`dev` means both `dev` and `staging`."),
        ("{dev: {apply: {allow: senior, approvals: {count: -1}}}}", "`-1` is less than 0. Write 0 or more."),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_named(text, said):
    assert said in fault(read, f"environments: {text}")
