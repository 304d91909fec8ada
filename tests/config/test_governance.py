import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.convention import convention_file, governance_blocks
from support.faults import fault, faults, settles
from tidegate.config.governance import read_governance
from tidegate.core.gates.policy import ApplyRule
from tidegate.core.windows.model import Weekly

EXAMPLE = Path(__file__).parents[2] / "examples/convention/tidegate.yaml"


def read(text):
    return read_governance(text, "acme/infra@main:tidegate.yaml")


def test_the_example_is_the_conventions_matrix_and_fully_enforced():
    policy = read(EXAMPLE.read_text())
    dev, staging, prod = policy.environments.values()
    assert not dev.apply.enabled
    assert staging.apply == ApplyRule(
        allow=("senior", "devops"), approvals=1, approvals_from=("senior", "devops"), require=("cost_review",)
    )
    assert prod.apply == ApplyRule(
        allow=("devops-lead", "cto"), approvals=2, approvals_from=("senior", "devops"), require=("cost_review",)
    )
    assert (dev.words, prod.words) == (("dev", "develop"), ("prod", "production"))
    assert (dev.branches, prod.branches) == (("develop",), ("main", "prod"))
    assert (prod.promotes_from, policy.timezone) == ("staging", "Asia/Seoul")
    assert [environment.unenforced for environment in (dev, staging, prod)] == [(), (), ()]
    assert isinstance(prod.window.allowed[0], Weekly)
    assert [r.because for r in prod.window.restrictions] == ["Christmas", "New Year"]
    assert dev.window is None
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


def test_without_environments_the_file_means_the_conventions_matrix():
    text = 'deployment_windows:\n  production: {allowed: "Mon-Thu 09:00-17:00 KST"}\nresource_limits: {required_approvals_by_cost: [{cost_range: $0+/month, approvals: 1}]}\n'
    policy = read(text)
    example = read(EXAMPLE.read_text())
    for name, environment in policy.environments.items():
        assert environment.apply == example.environments[name].apply
        assert environment.plan_allow == example.environments[name].plan_allow
    assert policy.environments["prod"].window is not None
    assert [key for key, _ in policy.environments["staging"].unenforced] == [
        "resource_limits.required_approvals_by_cost"
    ]
    assert policy.environments["dev"].unenforced == ()


@pytest.mark.parametrize("text", [governance_blocks()] if convention_file() else [])
def test_the_conventions_own_blocks_load(text):
    policy = read(text)
    assert {key for key, _ in policy.environments["prod"].unenforced} >= {
        "deployment_windows.production.blocked_periods", "notifications", "cost_monitoring",
        "resource_limits.required_approvals_by_cost", "auto_rollback_triggers", "manual_rollback_procedures",
        "technical_review",
    }  # fmt: skip
    assert [policy.environments[name].max_increase for name in ("dev", "staging", "prod")] == [50, 100, 500]
    assert policy.max_resources == {"ec2_instances": 5, "rds_instances": 2, "load_balancers": 3}


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


KEYS = st.sampled_from(
    ["people", "senior", "github", "includes", "environments", "dev", "apply", "allow", "approvals", "count", "from",
     "deployment_windows", "allowed", "restrictions", "timezone", "cost_monitoring", "budget_alerts", "limit", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from(["senior", "disabled", "24/7", "", "1e999", "dev", "../x", "."]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=14,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_no_file_makes_it_raise_anything_else(tree):
    assert settles(read, json.dumps(tree))
