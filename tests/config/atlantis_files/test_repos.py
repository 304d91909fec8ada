import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.faults import fault, faults, settles
from tidegate.config.atlantis_files.repos import read_repos, read_repos_json
from tidegate.core.projects.model import Hook
from tidegate.core.projects.repos import Discovery

FULL = """repos:
- id: /.*/
  branch: /^main$/
  repo_config_file: ci/atlantis.yaml
  plan_requirements: [undiverged]
  apply_requirements: [approved, mergeable]
  import_requirements: []
  pre_workflow_hooks: [{run: ./gen.sh, description: Generate, commands: plan}]
  post_workflow_hooks: [{run: ./done.sh}]
  workflow: custom
  allowed_workflows: [custom, default]
  allowed_overrides: [workflow, repo_locks]
  allow_custom_workflows: no
  delete_source_branch_on_merge: true
  repo_locking: true
  repo_locks: {mode: on_apply}
  policy_check: false
  custom_policy_check: false
  autodiscover: {mode: enabled, ignore_paths: [old/**]}
  silence_pr_comments: [plan]
- id: github.com/acme/infra
workflows: {custom: {plan: {steps: [init, plan]}}}
policies: {policy_sets: [{name: a, path: p, source: local}], approve_count: 2}
metrics: {statsd: {host: 127.0.0.1, port: 8125}, prometheus: {endpoint: /metrics}}
external_stores: {plan_store: {type: s3, s3: {bucket: b, region: r, prefix: p, force_path_style: true}}}
"""


def test_every_key_arrives():
    server = read_repos(FULL)
    rule, bare = server.repos
    assert (rule.id, rule.branch, rule.repo_config_file) == ("/.*/", "/^main$/", "ci/atlantis.yaml")
    assert (rule.plan_requirements, rule.apply_requirements, rule.import_requirements) == (
        ("undiverged",),
        ("approved", "mergeable"),
        (),
    )
    (hook,) = rule.pre_hooks
    assert (hook.command, hook.description, hook.commands, hook.at.line) == ("./gen.sh", "Generate", ("plan",), 8)
    assert [Hook(command=each.command) for each in rule.post_hooks] == [Hook(command="./done.sh")]
    assert (rule.workflow, rule.allowed_workflows, rule.allowed_overrides, rule.allow_custom_workflows) == (
        "custom",
        ("custom", "default"),
        ("workflow", "repo_locks"),
        False,
    )
    assert (rule.delete_source_branch_on_merge, rule.repo_locking, rule.lock_mode) == (True, True, "on_apply")
    assert (rule.policy_check, rule.custom_policy_check) == (False, False)
    assert rule.discovery == Discovery(mode="enabled", ignore=("old/**",))
    assert rule.silence_pr_comments == ("plan",)
    assert (bare.id, bare.lock_mode, bare.apply_requirements, bare.discovery) == (
        "github.com/acme/infra",
        None,
        None,
        None,
    )
    assert str(bare.at) == "repos.yaml:21:3"


def test_json_says_the_same_as_yaml():
    text = '{"repos": [{"id": "/.*/", "apply_requirements": ["approved"], "workflow": "w"}], "workflows": {"w": {"plan": {"steps": ["init", {"run": "x"}]}}}}'
    assert read_repos_json(text, "f").repos == read_repos(text, "f").repos
    assert [step.kind for step in read_repos_json(text).workflows["w"].plan.steps] == ["init", "run"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"repos": [], "workflows": {"w": {"plan": {"enbled": true}}}}', "`enbled` is not a key here. Did you mean `enabled`?"),
        ('{"repos": [{"id": "a", "id": "b"}]}', "--repo-config-json:1:24: `id` is written twice."),
        ('{"repos": []} {}', "Something stands behind the end of the value."),
        ('{"repos": [],}', "A comma stands before the closing bracket."),
        ("repos: []", "`repos` is not JSON."),
        ('{"Repos": []}', "`Repos` is not a key here. Did you mean `repos`?"),
        ("null", "The file is empty."),
    ],
)  # fmt: skip
def test_json_is_held_as_strictly_as_yaml(text, said):
    assert said in fault(read_repos_json, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty. Write `repos: []`, or start the server without it."),
        ("invalid: key", "repos.yaml:1:1: invalid: `invalid` is not a key here."),
        ("repos:\n- apply_requirements: []", "repos.yaml:2:3: repos[0].id: `id` is missing."),
        ("projects: []", "`projects` is not a key here."),
        ("workflows: {w: {plan: {steps: [inti]}}}", "`inti` is not a key here. Did you mean `init`?"),
        ("workflows: {w: {plan: {stpes: []}}}", "Did you mean `steps`?"),
        ("metrics: {statsd: {host: h}}", "`port` is missing."),
        ("metrics: {statsd: {host: h, port: p}}", "`p` is not a port."),
        ("metrics: {prometheus: {}}", "`endpoint` is missing."),
        ("external_stores: {plan_store: {type: gcs}}", "Write one of: `s3`."),
        ("policies: {policy_sets: [{name: a}]}", "`path` is missing."),
        ("team_authz: {command: ./who.sh}", "team_authz: Tidegate does not ask a command who may do what; without it, everybody could."),
        ("team_authz: {comand: x}", "Did you mean `command`?"),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_named_with_its_place(text, said):
    assert said in fault(read_repos, text)


@pytest.mark.parametrize("text", ["repos: []", "repos:", "workflows:", "workflows: {w: }", "team_authz: {}", "{}"])
def test_little_is_enough(text):
    assert read_repos(text).repos == ()


def test_all_faults_come_at_once_in_the_order_of_the_file():
    text = "repos:\n- {id: /(/}\n- {id: a, workflow: gone}\n- {id: b, branch: x}\n"
    assert [said.split(":")[1] for said in faults(read_repos, text)] == ["2", "3", "4"]


def test_a_workflow_with_a_fault_of_its_own_still_exists():
    text = "repos:\n- {id: a, workflow: w}\nworkflows: {w: {plan: {steps: [inti]}}}\n"
    assert [said.split(":")[1] for said in faults(read_repos, text)] == ["3"]


KEYS = st.sampled_from(
    ["repos", "id", "workflows", "workflow", "w", "plan", "steps", "branch", "pre_workflow_hooks", "run", "commands",
     "allowed_overrides", "autodiscover", "mode", "policies", "metrics", "statsd", "team_authz", "command", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "/", "/(/", "init", "", "default"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_no_file_makes_it_raise_anything_else(tree):
    assert settles(read_repos, json.dumps(tree))
    assert settles(read_repos_json, json.dumps(tree))
