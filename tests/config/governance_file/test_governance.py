import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.convention import convention_file, governance_blocks
from support.faults import fault, faults, settles
from tidegate.config.governance_file.governance import read_governance
from tidegate.config.text import read_document
from tidegate.core.gates.policy import ApplyRule, Link
from tidegate.core.windows.model import Weekly

EXAMPLE = Path(__file__).parents[3] / "examples/convention/tidegate.yaml"
WHOLE = Path(__file__).parent / "data/whole.yaml"


def read(text):
    return read_governance(text, "acme/infra@main:tidegate.yaml")


def test_the_example_is_the_conventions_matrix():
    policy = read(EXAMPLE.read_text())
    dev, staging, prod = policy.environments.values()
    assert not dev.apply.enabled
    assert staging.apply == ApplyRule(
        allow=("senior", "devops"), approvals=1, approvals_from=("senior", "devops"), require=("cost_review",)
    )
    assert prod.apply == ApplyRule(
        allow=("devops-lead", "cto"),
        approvals=2,
        approvals_from=("senior", "devops"),
        one_from_each=("devops-lead", "cto"),
        require=("all_reviews",),
    )
    assert (dev.words, prod.words) == (("dev", "develop"), ("prod", "production"))
    assert (dev.branches, prod.branches) == (("develop",), ("main", "prod"))
    assert (prod.promotes_from, policy.timezone) == ("staging", "Asia/Seoul")
    assert isinstance(prod.window.allowed[0], Weekly)
    assert [r.because for r in prod.window.restrictions] == ["Christmas", "New Year", "Maintenance"]
    assert dev.window is None
    bare = read(BARE)
    for one in (dev, staging, prod):
        meant = bare.environments[one.name]
        assert (one.apply, one.plan_allow, one.branches, one.watch_for) == (
            meant.apply, meant.plan_allow, meant.branches, meant.watch_for,
        )  # fmt: skip
        assert [item.id for item in one.checklist] == [item.id for item in meant.checklist]
    assert [one.max_increase for one in (dev, staging, prod)] == [50, 100, 500]
    assert policy.max_resources == {"ec2_instances": 5, "rds_instances": 2, "load_balancers": 3}


def test_every_written_key_can_be_pointed_at():
    text = EXAMPLE.read_text()
    policy = read(text)
    mark = policy.mark("environments", "staging", "apply", "allow")
    assert "apply: {allow: [senior, devops]" in text.splitlines()[mark.line - 1]
    assert text.splitlines()[policy.mark("environments", "dev", "apply").line - 1].strip() == "apply: disabled"


def test_the_revision_is_the_texts_hash():
    text = "version: 1\n"
    assert read(text).revision == hashlib.sha256(text.encode()).hexdigest()
    assert read(text).source == "acme/infra@main:tidegate.yaml"


BARE = """deployment_windows:
  production: {allowed: "Mon-Thu 09:00-17:00 KST", blocked_periods: ["2026-12-24"]}
manual_rollback_procedures: {production: {approvers: ["@devops-lead", "@cto"]}}
"""


def test_without_environments_the_file_means_the_conventions_matrix():
    policy = read(BARE)
    dev, staging, prod = policy.environments.values()
    assert (dev.apply.enabled, dev.plan_allow) == (False, ("developer",))
    assert (staging.apply.allow, staging.apply.approvals, staging.apply.require) == (
        ("senior", "devops"), 1, ("cost_review",),
    )  # fmt: skip
    assert prod.apply == ApplyRule(
        allow=("devops-lead", "cto"),
        approvals=2,
        approvals_from=("senior", "devops"),
        one_from_each=("devops-lead", "cto"),
        require=("all_reviews",),
    )
    assert (prod.primary_branch, prod.watch_for, prod.promotes_from) == ("main", 3600, "staging")
    assert [kind.name for kind in policy.branch_kinds] == ["feature", "hotfix"]
    assert policy.owners == ("devops-lead", "cto")
    assert policy.waivers == {"cost_limit": ("cto",), "promotion": ("devops-lead", "cto")}


def test_without_people_handles_mean_roles_of_those_names_which_nobody_holds():
    policy = read(BARE)
    assert policy.environments["prod"].rollback_approvers == ("devops-lead", "cto")
    assert set(policy.roles) == {"developer", "senior", "devops", "devops-lead", "cto"}
    assert not any(role.logins or role.teams for role in policy.roles.values())


def test_what_closes_a_window_is_in_the_zone_of_what_opens_it_where_the_file_names_none():
    (closed,) = read(BARE).environments["prod"].window.restrictions
    assert closed.phrase.zone == "Asia/Seoul"
    (closed,) = read("timezone: Europe/Berlin\n" + BARE).environments["prod"].window.restrictions
    assert closed.phrase.zone == "Europe/Berlin"


@pytest.mark.parametrize("text", [governance_blocks()] if convention_file() else [])
def test_the_conventions_own_blocks_load_and_say_everything(text):
    policy = read(text)
    assert [policy.environments[name].max_increase for name in ("dev", "staging", "prod")] == [50, 100, 500]
    assert policy.max_resources == {"ec2_instances": 5, "rds_instances": 2, "load_balancers": 3}
    prod = policy.environments["prod"]
    assert [str(closed.because) for closed in prod.window.restrictions] == ["크리스마스", "신정", "정기 점검일"]
    assert (prod.emergency_override, prod.rollback_approvers) == (True, ("devops-lead", "cto"))
    assert [(one.low, one.high, one.approvals) for one in policy.cost_ranges] == [
        (0, 100, 1),
        (100, 500, 2),
        (500, None, 3),
    ]
    assert policy.cost_ranges[-1].additional == ("business_justification", "cto_approval")
    assert [len(policy.review_points[kind]) for kind in ("technical", "business", "operational")] == [4, 3, 4]


def test_every_key_of_the_whole_file_reaches_the_policy():
    policy = read(WHOLE.read_text())
    staging, prod = policy.environments["staging"], policy.environments["prod"]
    assert (policy.locale, policy.owners, policy.enforce_branches) == ("ko", ("devops-lead",), True)
    assert policy.branch_kinds[0].pattern == "feature/infra-{add,update,remove}-*"
    assert (policy.branch_kinds[0].into, str(policy.branch_kinds[0].at)) == (("develop",), "tidegate.yaml:14:3")
    assert policy.roles["cto"].deputies == {"choi-vp"}
    assert (staging.deploy, staging.promotes_from) == ("either", "dev")
    assert staging.after_apply == ("./scripts/test-redis-connectivity.sh staging", "./scripts/load-test.sh staging")
    assert staging.monitoring == (Link(name="Grafana", url="https://grafana.example/d/redis"),)
    assert (prod.primary_branch, prod.watch_for, prod.only_here) == ("main", 3600, ("aws_wafv2_*.*",))
    assert (prod.apply.sticky, prod.apply.one_from_each) == ("within_ceiling", ("devops-lead", "cto"))
    assert [item.id for item in prod.checklist] == ["staging_tests", "performance", "security", "launch"]
    assert policy.waivers == {"cost_limit": ("cto",), "promotion": ("devops-lead", "cto")}
    assert policy.emergency_approvers == ("cto",)
    assert staging.rollback_approvers == ()
    assert prod.rollback_approvers == ("devops-lead", "cto")


def test_owners_nobody_names_are_those_who_apply_at_the_end_of_the_promotions():
    people = "people: {a: {}, b: {}, c: {}}\n"
    text = "environments: {x: {branch: x, apply: {allow: a}}, y: {promotes_from: x, apply: {allow: [b, c]}}, z: {promotes_from: x}}"
    assert read(people + text).owners == ("b", "c")
    assert read(people + "governance: {owners: a}\n" + text).owners == ("a",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        ("version: 2", "`2` is not a value of this key. Write one of: `1`."),
        ("local: en", "`local` is not a key here. Did you mean `locale`?"),
        ("deployment_windows: {stagin: {}}", "There is no environment `stagin`. Did you mean `staging`?"),
        ("cost: {engine: infracosts}", "Did you mean `infracost`?"),
        ("- a", "A mapping of keys is expected here, not a list."),
    ],
)
def test_what_cannot_be_used_is_named(text, said):
    assert said in fault(read, text)


def test_faults_of_all_kinds_come_together_in_the_order_of_the_file():
    text = """timezone: Seoul
people:
  x: {githb: a}
environments:
  prod: {brunch: main, promotes_from: stagign, plan: {allow: [x, y]}}
  staging: {}
deployment_windows:
  prod: {allowed: "Mon-Thr 9:00-17:00"}
"""
    assert [line.split(": ")[1] for line in faults(read, text)] == [
        "timezone",
        "people.x.githb",
        "environments.prod.brunch",
        "environments.prod.promotes_from",
        "environments.prod.plan.allow[1]",
        "deployment_windows.prod.allowed[0]",
    ]


@given(st.text(max_size=80))
def test_no_text_makes_it_raise_anything_else(text):
    assert settles(read, text)


WRITTEN = read_document(WHOLE.read_text(), "whole").data
BITS = st.sampled_from(
    ["senior", "@cto", "disabled", "24/7", "", "1e999", "dev", "prod", "../x", ".", "$0-100/month", "$50+/month", "30m",
     "{{.Error}}", "{{.", "#x", "*", "{", "syntax", "cto_approval", "holidays: KR", "https://x.example", "[::1", "a 'b"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | BITS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(BITS, inner, max_size=3),
    max_leaves=6,
)


def places(tree, at=()):
    """Every place of a tree: keys and positions that lead to it."""
    yield at
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, one in inner:
        yield from places(one, (*at, key))


def with_value(tree, at, value):
    if not at:
        return value
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[at[0]] = with_value(tree[at[0]], at[1:], value)
    return copy


@given(st.sampled_from([at for at in places(WRITTEN) if at]), VALUES)
def test_nothing_in_any_place_of_the_file_makes_it_raise_anything_else(at, value):
    assert settles(read, json.dumps(with_value(WRITTEN, at, value)))


@given(st.dictionaries(st.sampled_from(list(WRITTEN)), VALUES, max_size=4))
def test_no_file_makes_it_raise_anything_else(tree):
    assert settles(read, json.dumps(tree))


def test_a_file_that_is_too_long_is_refused_before_it_is_read():
    told = fault(read_governance, "version: 1\n" + "# a comment\n" * 21_000, "here")
    assert "252,011 characters; 250,000 is the most" in told
