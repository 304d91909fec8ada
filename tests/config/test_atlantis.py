import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.convention import atlantis_block, convention_file
from support.faults import fault, faults, settles
from tidegate.config.atlantis import read_atlantis
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, DEFAULT_WHEN_MODIFIED

EXAMPLE = Path(__file__).parents[2] / "examples/convention/atlantis.yaml"
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
    assert config.automerge is None
    assert str(project.at) == "atlantis.yaml:3:3"


def test_every_switch_arrives():
    text = """version: 2
delete_source_branch_on_merge: true
parallel_plan: true
parallel_apply: true
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
        (HEAD + "- {dir: a, workflow: dve}\nworkflows: {dev: {}}", "There is no workflow `dve` in this file. Did you mean `dev`?"),
        (HEAD + "- {dir: a, name: net}\n- {dir: b, depends_on: [nett]}", "There is no project named `nett`. Did you mean `net`?"),
        ("version: 3\nrepo_locks: {mode: on_aply}", "Did you mean `on_apply`?"),
        ("version: 3\nautodiscover: {mode: never}", "Write one of: `auto`, `disabled`, `enabled`."),
        ("version: 3\nsilence_pr_comments: [plan]", "is a key of Atlantis that this version does not read"),
        ("- a", "A mapping of keys is expected here, not a list."),
    ],
)  # fmt: skip
def test_a_rule_that_is_broken_is_named_with_its_place(text, said):
    assert said in fault(read_atlantis, text)


@pytest.mark.parametrize(
    "projects",
    [
        "- {dir: a, workflow: default}",
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
        + "- {dir: a, wrkflow: x}\n- {dir: b, workflow: broken}\n- {dir: c, workflow: gone}\nworkflows:\n  broken: {plan: {steps: [inti]}}\n"
    )
    said = faults(read_atlantis, text)
    assert [line.split(": ")[1] for line in said] == [
        "projects[0].wrkflow", "projects[2].workflow", "workflows.broken.plan.steps[0].inti",
    ]  # fmt: skip


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
