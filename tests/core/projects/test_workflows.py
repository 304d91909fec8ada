from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark
from tidegate.core.projects.model import Fallback, Hook, Project, RepoConfig, Stage, Workflow
from tidegate.core.projects.workflows import (
    BUILT_IN,
    all_held_to,
    filled,
    held_to,
    said,
    trusted_workflows,
    workflow_of,
)

STRICT = Workflow(name="w", apply=Stage(steps=(), enabled=False))
LOOSE = Workflow(name="w")


def test_a_project_runs_the_workflow_it_names_or_the_default_one():
    config = RepoConfig(workflows={"w": STRICT})
    assert workflow_of(config, Project(dir="a", workflow="w")) is STRICT
    assert workflow_of(config, Project(dir="a")) is BUILT_IN
    assert workflow_of(config, Project(dir="a", workflow="default")) is BUILT_IN


def test_a_file_may_define_its_own_default():
    own = Workflow(name="default", plan=Stage(steps=()))
    assert workflow_of(RepoConfig(workflows={"default": own}), Project(dir="a")) is own


def test_projects_come_from_the_head_and_workflows_from_the_trusted_ref():
    head = RepoConfig(projects=(Project(dir="new", workflow="w"),), workflows={"w": LOOSE})
    merged = trusted_workflows(head, RepoConfig(workflows={"w": STRICT}))
    assert workflow_of(merged, merged.projects[0]) is STRICT


@pytest.mark.parametrize("trusted", [None, RepoConfig()])
def test_a_workflow_only_the_head_knows_is_refused_with_its_place(trusted):
    at = Mark(file="atlantis.yaml", line=7)
    head = RepoConfig(projects=(Project(dir="a", workflow="w", at=at), Project(dir="b")), workflows={"w": LOOSE})
    with pytest.raises(BadInput, match=r"atlantis.yaml:7:1: projects\[0\].workflow: The workflow `w` is not in"):
        trusted_workflows(head, trusted)


def test_a_change_cannot_take_a_projects_own_rules_off():
    trusted = RepoConfig(
        projects=(Project(dir="a", workspace="prod", workflow="w", apply_requirements=("approved",)),),
        workflows={"w": STRICT},
        lock_mode="on_plan",
    )
    head = RepoConfig(projects=(Project(dir="a", workspace="prod", name="renamed"),), lock_mode="disabled")
    merged = trusted_workflows(head, trusted)
    assert merged.projects[0].workflow == "w"
    assert merged.projects[0].apply_requirements == ("approved",)
    assert merged.projects[0].name == "renamed"
    assert merged.lock_mode == "on_plan"


@pytest.mark.parametrize(
    ("asked", "workflow"),
    [
        (Project(dir="a", workspace="prod", name="blue"), "wb"),
        (Project(dir="a", workspace="prod", name="green"), "wg"),
        (Project(dir="a", workspace="prod", name="renamed"), "wb"),
        (Project(dir="a", workspace="other"), "wb"),
        (Project(dir="elsewhere"), None),
    ],
)
def test_a_project_keeps_its_rules_however_it_is_asked_for(asked, workflow):
    trusted = RepoConfig(
        projects=(
            Project(dir="a", workspace="prod", name="blue", workflow="wb"),
            Project(dir="a", workspace="prod", name="green", workflow="wg"),
        )
    )
    assert held_to(asked, trusted).workflow == workflow


SETTLED = RepoConfig(
    fallback=Fallback(workflow="w", apply_requirements=("approved",), plan_requirements=(), policy_check=True),
    workflows={"w": STRICT, "v": LOOSE},
    lock_mode="on_plan",
    silence_pr_comments=(),
    delete_source_branch_on_merge=False,
    autodiscover="enabled",
    pre_hooks=(Hook(command="x"),),
    projects=(
        Project(
            dir="a",
            workflow="v",
            apply_requirements=("mergeable",),
            lock_mode="on_apply",
            silence_pr_comments=("plan",),
            policy_check=True,
            depends_on=("net",),
        ),
    ),
)

LOOSENING = {
    "workflow": "v",
    "plan_requirements": (),
    "apply_requirements": (),
    "import_requirements": (),
    "lock_mode": "disabled",
    "repo_locking": False,
    "silence_pr_comments": ("plan", "apply"),
    "delete_source_branch_on_merge": True,
    "policy_check": False,
    "custom_policy_check": True,
}


@pytest.mark.parametrize("key", LOOSENING)
@pytest.mark.parametrize("workspace", ["default", "other"])
def test_a_head_cannot_loosen_a_project_the_trusted_ref_declares(key, workspace):
    plain = held_to(Project(dir="a", workspace=workspace), SETTLED)
    assert held_to(Project(dir="a", workspace=workspace, **{key: LOOSENING[key]}), SETTLED) == plain
    assert (plain.workflow, plain.apply_requirements, plain.lock_mode) == ("v", ("mergeable",), "on_apply")


@pytest.mark.parametrize("key", [key for key in LOOSENING if key != "workflow"])
def test_a_new_project_gets_the_servers_rules_whatever_it_says(key):
    plain = held_to(Project(dir="new"), SETTLED)
    assert (plain.workflow, plain.apply_requirements, plain.lock_mode) == ("w", ("approved",), "on_plan")
    found = held_to(Project(dir="new", **{key: LOOSENING[key]}), SETTLED)
    assert replace(found, import_requirements=None) == replace(plain, import_requirements=None)


def test_a_new_project_may_ask_for_more_and_choose_a_trusted_workflow():
    found = held_to(Project(dir="new", workflow="v", apply_requirements=("mergeable",)), SETTLED)
    assert (found.workflow, found.apply_requirements) == ("v", ("approved", "mergeable"))


def test_a_head_may_add_dependencies_and_takes_none_away():
    assert held_to(Project(dir="a", depends_on=("dns",)), SETTLED).depends_on == ("net", "dns")
    assert held_to(Project(dir="a"), SETTLED).depends_on == ("net",)


def test_a_head_cannot_move_a_declared_project_before_what_it_comes_after():
    trusted = RepoConfig(projects=(Project(dir="a", execution_order_group=2),))
    assert held_to(Project(dir="a", execution_order_group=0), trusted).execution_order_group == 2
    assert held_to(Project(dir="new", execution_order_group=1), trusted).execution_order_group == 1


@pytest.mark.parametrize(
    ("head", "trusted", "aborts"), [(False, True, True), (True, False, True), (False, False, False)]
)
def test_a_head_cannot_let_later_groups_go_on_after_a_failure(head, trusted, aborts):
    merged = trusted_workflows(
        RepoConfig(abort_on_execution_order_fail=head), RepoConfig(abort_on_execution_order_fail=trusted)
    )
    assert merged.abort_on_execution_order_fail is aborts


def test_the_top_of_the_file_is_the_trusted_refs():
    head = RepoConfig(
        lock_mode="disabled",
        autodiscover="disabled",
        autodiscover_ignore=("**",),
        silence_pr_comments=("apply",),
        delete_source_branch_on_merge=True,
        automerge=True,
        parallel_plan=True,
        pre_hooks=(Hook(command="mine"),),
    )
    merged = trusted_workflows(head, replace(SETTLED, automerge=False))
    assert (merged.lock_mode, merged.autodiscover, merged.autodiscover_ignore) == ("on_plan", "enabled", ())
    assert (merged.silence_pr_comments, merged.delete_source_branch_on_merge, merged.automerge) == ((), False, False)
    assert (merged.pre_hooks, merged.fallback) == (SETTLED.pre_hooks, SETTLED.fallback)
    assert merged.parallel_plan is True
    assert trusted_workflows(head, SETTLED).automerge is True


DIRS = st.builds(
    Project,
    dir=st.sampled_from(["a", "b"]),
    workspace=st.sampled_from(["default", "w"]),
    name=st.none() | st.sampled_from(["x", "y"]),
    apply_requirements=st.none() | st.just(("approved",)),
)


@given(st.lists(DIRS, max_size=6), st.lists(DIRS, max_size=6))
def test_many_are_held_as_each_of_them_is(projects, declared):
    trusted = replace(SETTLED, projects=tuple(declared))
    assert all_held_to(projects, trusted) == tuple(held_to(project, trusted) for project in projects)


def test_being_held_twice_is_being_held_once():
    for project in (Project(dir="a", depends_on=("dns",)), Project(dir="new", apply_requirements=("undiverged",))):
        once = held_to(project, SETTLED)
        assert held_to(once, SETTLED) == once


def test_a_project_is_filled_where_it_says_nothing():
    found = filled(Project(dir="b", apply_requirements=()), SETTLED)
    assert (found.workflow, found.apply_requirements, found.lock_mode, found.policy_check) == ("w", (), "on_plan", True)


@pytest.mark.parametrize(
    ("first", "then", "found"), [(None, 1, 1), (0, 1, 0), (None, None, None), (False, True, False)]
)
def test_what_was_said_first_counts(first, then, found):
    assert said(first, then) is found
