from decimal import Decimal

import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance
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
        ("{dev: {apply: {allow: senior, approvals: {count: 101}}}}", "`101` is more than 100. Write 100 or less."),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_named(text, said):
    assert said in fault(read, f"environments: {text}")


LIMITS = "environments: {prod: {aliases: [production]}, dev: {}}\nresource_limits:\n  max_cost_increase_per_pr:\n"


@pytest.mark.parametrize(("word", "amount"), [("prod", "500"), ("production", "99.50"), ("prod", "0")])
def test_a_cost_limit_is_found_under_any_word_for_its_environment(word, amount):
    environments = read(f"{LIMITS}    {word}: {amount}").environments
    assert (environments["prod"].max_increase, environments["dev"].max_increase) == (Decimal(amount), None)


def test_conditions_of_an_apply_are_read():
    assert only("{apply: {allow: senior, require: [cost_review]}}").apply.require == ("cost_review",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("    prdo: 5", "tidegate.yaml:5:5: resource_limits.max_cost_increase_per_pr.prdo: There is no environment `prdo`. Did you mean `prod`?"),
        ("    prod: 5\n    production: 6", "`prod` and `production` are the same environment. Keep one."),
        ("    prod: -5", "`-5` is less than 0. Write 0 or more."),
        ("    prod: 1e99", "is more than any amount here."),
        ("    prod: $500", "`$500` is not a number. Write digits only, as in `100` or `99.50`."),
    ],
)  # fmt: skip
def test_a_cost_limit_that_cannot_be_is_named_with_its_place(text, said):
    assert said in fault(read, LIMITS + text)
