import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.convention import atlantis_block, convention_file
from support.faults import fault, faults, settles
from tidegate.config.atlantis_files.atlantis import read_atlantis, wrong_name
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, DEFAULT_WHEN_MODIFIED

EXAMPLE = Path(__file__).parents[3] / "examples/convention/atlantis.yaml"
HEAD = "version: 3\nprojects:\n"


def texts():
    return [EXAMPLE.read_text(), *([atlantis_block()] if convention_file() else [])]


@pytest.mark.parametrize("text", texts(), ids=["example", "convention"][: len(texts())])
def test_the_conventions_shape_loads_as_it_is(text):
    config = read_atlantis(text)
    assert [(p.name, p.dir, p.workspace, p.workflow) for p in config.projects] == [
        (f"{e}-environment", f"environments/{e}", e, f"{e}-workflow") for e in ("dev", "staging", "prod")
    ]
    dev, staging = config.workflows["dev-workflow"], config.workflows["staging-workflow"]
    assert [step.kind for step in dev.plan.steps] == ["init", "plan", "run", "run"]
    assert not dev.apply.enabled
    assert "enabled: false" in text.splitlines()[dev.apply.enabled_at.line - 1]
    assert staging.apply.requirements == ("approved", "mergeable")
    assert "requirements" in text.splitlines()[staging.apply.requirements_at.line - 1]
    assert [step.kind for step in staging.apply.steps] == ["init", "plan", "apply"]
    assert config.automerge is False
    assert "automerge" in text.splitlines()[config.automerge_at.line - 1]


def test_defaults_are_atlantiss():
    config = read_atlantis(HEAD + "- dir: a\nworkflows:\n  w: {plan: {steps: []}, apply: }\n")
    (project,) = config.projects
    assert (project.workspace, project.workflow, project.autoplan) == ("default", None, True)
    assert project.when_modified == DEFAULT_WHEN_MODIFIED
    assert (config.workflows["w"].plan, config.workflows["w"].apply) == (DEFAULT_PLAN, DEFAULT_APPLY)
    assert (config.automerge, config.lock_mode, config.autodiscover, config.parallel_plan) == (None, None, None, None)
    assert (config.delete_source_branch_on_merge, config.silence_pr_comments) == (None, None)
    assert str(project.at) == "atlantis.yaml:3:3"


def test_every_switch_arrives():
    text = """version: 2
delete_source_branch_on_merge: true
parallel_plan: true
parallel_apply: on
emoji_reaction: rocket
allowed_regexp_prefixes: [dev]
silence_pr_comments: [apply]
policies: {conftest_version: 0.46.0, policy_sets: [{name: a, path: p, source: local, owners: {users: [me]}}]}
abort_on_execution_order_fail: true
repo_locks: {mode: on_apply}
autodiscover: {mode: disabled, ignore_paths: [old/**]}
projects:
- {dir: a, name: one, autoplan: {enabled: false, when_modified: ["*.tf", "!x.tf"]}, branch: /main/, execution_order_group: 2}
- {dir: b, depends_on: [one], plan_requirements: [undiverged], apply_requirements: [mergeable]}
"""
    config = read_atlantis(text)
    assert (config.version, config.lock_mode, config.autodiscover, config.autodiscover_ignore) == (
        2, "on_apply", "disabled", ("old/**",),
    )  # fmt: skip
    assert config.delete_source_branch_on_merge
    assert config.parallel_plan
    assert config.parallel_apply
    assert config.abort_on_execution_order_fail
    assert (config.emoji_reaction, config.allowed_regexp_prefixes, config.silence_pr_comments) == (
        "rocket", ("dev",), ("apply",),
    )  # fmt: skip
    one, two = config.projects
    assert (one.autoplan, one.when_modified, one.branch, one.execution_order_group) == (
        False,
        ("*.tf", "!x.tf"),
        "/main/",
        2,
    )
    assert (two.depends_on, two.plan_requirements, two.apply_requirements) == (
        ("one",),
        ("undiverged",),
        ("mergeable",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("projects: []", "`version` is missing. Write `version: 3` at the top."),
        ("", "`version` is missing."),
        (HEAD + "- {dir: a}\n- {dir: a}", "atlantis.yaml:4:3: projects[1]: The project in line 3 has the same dir `a` and workspace `default`."),
        (HEAD + "- {dir: a, name: x}\n- {dir: a}", "The project in line 3 has the same dir"),
        (HEAD + "- {dir: a, name: x}\n- {dir: b, name: x}", "atlantis.yaml:4:18: projects[1].name: The project in line 3 is named `x` too."),
        (HEAD + "- {dir: a, name: net}\n- {dir: b, depends_on: [nett]}", "There is no project named `nett`. Did you mean `net`?"),
        ("version: 3\nrepo_locks: {mode: on_aply}", "Did you mean `on_apply`?"),
        ("version: 3\nautodiscover: {mode: never}", "Write one of: `auto`, `disabled`, `enabled`."),
        ("version: 3\nsilence_pr_comments: [pln]", "Did you mean `plan`?"),
        ("version: 3\nautodiscover: {ignore_paths: [/a]}", "`/a` begins with a slash. Did you mean `a`?"),
        ("version: 3\nautodiscover: {ignore_paths: ['a/{b']}", "a bracket is open"),
        ("version: 3\nworkflows: {w: {import: {enabled: false}}}", "`enabled` is not a key here. Write one of: `steps`."),
        ("version: 3\nworkflows: {w: {state_rm: {requirements: []}}}", "`requirements` is not a key here."),
        ("version: 3\nworkflows: {w: {destroy: {}}}", "`destroy` is not a key here."),
        ("version: 3\nworkflows: {w: {plan: {steps: [init], step: [plan]}}}", "`step` is not a key here. Did you mean `steps`?"),
        ("version: 3\npolicies: {policy_sets: [{name: a, path: p, source: git}]}", "Did you mean `github`?"),
        ("version: 3\npolicies: {policy_sets: [{path: p}]}", "`name` is missing."),
        ("version: 3\npolicies: {conftest_version: latest}", "`latest` is not a version."),
        ("version: 3\nautomerge: maybe", "`maybe` is not `true` or `false`."),
        ("version: 3\nallowed_regexp_prefixes: dev", "A list is expected here"),
        ("version: 3\nmetrics: {}", "`metrics` is not a key here."),
        ("version: 2\nworkflows: {w: {plan: {steps: [run: \"echo 'a\"]}}}", "Version 2 takes a command apart into words: a quote is not closed."),
        ("- a", "A mapping of keys is expected here, not a list."),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_named_with_its_place(text, said):
    assert said in fault(read_atlantis, text)


@pytest.mark.parametrize(
    "projects",
    [
        "- {dir: a, workflow: default}",
        "- {dir: a, workflow: of-the-server}",
        "- {dir: 'envs/*'}\n- {dir: envs/prod, name: prod}",
        "- {dir: a, name: x}\n- {dir: a, name: y}",
        "- {dir: a}\n- {dir: a, workspace: w}",
        "- {dir: a, name: x, branch: /^main$/}\n- {dir: b, name: x, branch: /^dev$/}",
    ],
)
def test_what_looks_like_a_clash_and_is_none_loads(projects):
    assert read_atlantis(HEAD + projects).projects


def test_a_name_used_on_every_branch_clashes_with_one_of_a_single_branch():
    assert "named `x` too" in fault(read_atlantis, HEAD + "- {dir: a, name: x, branch: /m/}\n- {dir: b, name: x}")


def test_faults_of_shape_and_across_the_file_come_together_in_order():
    text = (
        HEAD
        + "- {dir: a, wrkflow: x}\n- {dir: b, name: broken, branch: m}\n- {dir: c, depends_on: [broken, gone]}\nworkflows:\n  broken: {plan: {steps: [inti]}}\n"
    )
    said = faults(read_atlantis, text)
    assert [line.split(": ")[1] for line in said] == [
        "projects[0].wrkflow", "projects[1].branch", "projects[2].depends_on[1]", "workflows.broken.plan.steps[0].inti",
    ]  # fmt: skip


def test_a_key_that_needs_permission_is_found_again():
    config = read_atlantis(HEAD + "- dir: a\n- dir: b\n  name: c\n  workflow: w\n")
    first, second = config.projects
    assert str(config.place(second, "workflow")) == "atlantis.yaml:6:3"
    assert str(config.place(second, "name")) == str(config.place(second, "repo_locks")) == "atlantis.yaml:4:3"
    assert str(config.place(first, "workflow")) == "atlantis.yaml:3:3"


def test_a_file_under_the_wrong_name_is_pointed_out():
    assert str(wrong_name(["main.tf", "atlantis.yml", "atlantis.yaml"])) == (
        "atlantis.yml:1:1: A file of this name is not read. Rename it to atlantis.yaml."
    )
    assert wrong_name(["atlantis.yaml", "sub/atlantis.yml"]) is None


def test_version_2_takes_run_commands_apart():
    steps = '{steps: [{run: "echo \'a  b\'   \\"c\\""}, {multienv: "x  y"}]}'
    text = "version: %d\nworkflows: {w: {plan: %s, apply: %s}}"
    two = read_atlantis(text % (2, steps, steps)).workflows["w"]
    assert [step.command for step in (*two.plan.steps, *two.apply.steps)] == ["echo a  b c", "x  y"] * 2
    three = read_atlantis(text % (3, steps, steps)).workflows["w"]
    assert three.plan.steps[0].command == "echo 'a  b'   \"c\""


KEYS = st.sampled_from(
    ["version", "projects", "workflows", "dir", "name", "plan", "apply", "steps", "run", "env", "autoplan", "repo_locks",
     "branch", "depends_on", "shellArgs", "command", "shell", "<<", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["a", "init", "run", "/(/", "../x", "", "3", "'"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_no_file_makes_it_raise_anything_else(tree):
    assert settles(read_atlantis, json.dumps({"version": 3, **tree}))


@given(st.text(max_size=80))
def test_no_text_makes_it_raise_anything_else(text):
    assert settles(read_atlantis, text)
