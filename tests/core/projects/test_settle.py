from dataclasses import replace

import pytest

from tidegate.core.errors import BadInput
from tidegate.core.projects.model import Fallback, Hook, Project, RepoConfig, Stage, Workflow
from tidegate.core.projects.repos import CAUTIOUS, OPEN, Discovery, ServerConfig
from tidegate.core.projects.settle import settle, settle_trusted
from tidegate.core.projects.workflows import BUILT_IN, held_to, workflow_of
from tidegate.core.switches import Autoplan, Running, Switches

NO_SERVER = ServerConfig()
OWN = Workflow(name="own", plan=Stage(steps=()))
THEIRS = Workflow(name="theirs", apply=Stage(steps=()))


def settled(config, rule=CAUTIOUS, server=NO_SERVER, switches=None):
    return settle(config, rule, server, switches or Switches())


def test_everything_nobody_said_is_atlantiss_default():
    config = settled(RepoConfig(projects=(Project(dir="a"),)))
    (project,) = config.projects
    assert (config.lock_mode, config.autodiscover, config.silence_pr_comments) == ("on_plan", "auto", ())
    assert (config.delete_source_branch_on_merge, config.automerge) == (False, None)
    assert (project.lock_mode, project.apply_requirements, project.plan_requirements) == ("on_plan", (), ())
    assert (project.delete_source_branch_on_merge, project.silence_pr_comments, project.workflow) == (False, (), None)
    assert (project.policy_check, project.custom_policy_check, project.repo_locking) == (False, False, None)


def test_a_file_that_decides_what_it_may_not_is_refused():
    with pytest.raises(BadInput, match="may not set `apply_requirements`"):
        settled(RepoConfig(projects=(Project(dir="a", apply_requirements=()),)))


def test_the_servers_rule_reaches_every_project_that_says_nothing():
    rule = replace(
        OPEN,
        workflow="theirs",
        apply_requirements=("approved",),
        plan_requirements=("undiverged",),
        lock_mode="on_apply",
    )
    server = ServerConfig(workflows={"theirs": THEIRS})
    said = RepoConfig(projects=(Project(dir="a"), Project(dir="b", apply_requirements=(), workflow="default")))
    config = settled(said, rule, server)
    silent, loud = config.projects
    assert workflow_of(config, silent) is THEIRS
    assert workflow_of(config, loud) is BUILT_IN
    assert (silent.apply_requirements, loud.apply_requirements) == (("approved",), ())
    discovered = held_to(Project(dir="new"), config)
    assert workflow_of(config, discovered) is THEIRS
    assert (discovered.apply_requirements, discovered.plan_requirements) == (("approved",), ("undiverged",))
    assert discovered.lock_mode == "on_apply"


@pytest.mark.parametrize("allowed", [True, False])
def test_the_top_of_the_file_counts_only_with_permission_and_is_else_ignored(allowed):
    keys = ("repo_locks", "delete_source_branch_on_merge", "silence_pr_comments")
    rule = replace(CAUTIOUS, allowed_overrides=keys if allowed else ())
    config = settled(
        RepoConfig(
            lock_mode="disabled",
            delete_source_branch_on_merge=True,
            silence_pr_comments=("plan",),
            projects=(Project(dir="a"),),
        ),
        rule,
    )
    found = (config.lock_mode, config.delete_source_branch_on_merge, config.silence_pr_comments)
    assert found == (("disabled", True, ("plan",)) if allowed else ("on_plan", False, ()))
    (project,) = config.projects
    assert (project.lock_mode, project.delete_source_branch_on_merge, project.silence_pr_comments) == found


@pytest.mark.parametrize(
    ("project", "server_mode", "mode"),
    [
        (Project(dir="a"), "on_apply", "on_apply"),
        (Project(dir="a", lock_mode="disabled"), "on_plan", "disabled"),
        (Project(dir="a", repo_locking=False), "on_apply", "disabled"),
        (Project(dir="a", repo_locking=True), "disabled", "on_plan"),
        (Project(dir="a", repo_locking=True), "on_apply", "on_apply"),
        (Project(dir="a", repo_locking=False, lock_mode="on_apply"), "on_plan", "on_apply"),
    ],
)
def test_a_project_says_how_it_is_locked(project, server_mode, mode):
    config = settled(RepoConfig(projects=(project,)), replace(OPEN, lock_mode=server_mode))
    assert config.projects[0].lock_mode == mode


@pytest.mark.parametrize(
    ("server", "own", "flag", "found"),
    [
        (Discovery(mode="enabled"), "disabled", "auto", ("enabled", ())),
        (None, "disabled", "auto", ("disabled", ("old",))),
        (None, None, "enabled", ("enabled", ())),
    ],
)
def test_discovery_is_the_servers_then_the_files_then_the_settings(server, own, flag, found):
    config = RepoConfig(autodiscover=own, autodiscover_ignore=("old",) if own else ())
    done = settled(config, replace(CAUTIOUS, discovery=server), switches=Switches(autoplan=Autoplan(discover=flag)))
    assert (done.autodiscover, done.autodiscover_ignore) == found


def test_side_by_side_is_the_files_word_then_the_settings():
    switches = Switches(running=Running(parallel_plan=True, parallel_apply=True))
    done = settled(RepoConfig(parallel_plan=False), switches=switches)
    assert (done.parallel_plan, done.parallel_apply) == (False, True)


def test_hooks_come_from_the_server_alone():
    hook = Hook(command="x")
    done = settled(RepoConfig(), replace(CAUTIOUS, pre_hooks=(hook,), post_hooks=(hook,)))
    assert (done.pre_hooks, done.post_hooks) == ((hook,), (hook,))


def test_the_files_own_workflow_wins_over_the_servers_of_that_name():
    server = ServerConfig(workflows={"own": THEIRS})
    done = settled(RepoConfig(workflows={"own": OWN}, projects=(Project(dir="a", workflow="own"),)), OPEN, server)
    assert workflow_of(done, done.projects[0]) is OWN


def test_a_files_own_default_is_for_projects_that_name_it():
    config = RepoConfig(workflows={"default": OWN}, projects=(Project(dir="a", workflow="default"), Project(dir="b")))
    done = settled(config, OPEN)
    assert [workflow_of(done, project) for project in done.projects] == [OWN, BUILT_IN]
    served = settled(config, OPEN, ServerConfig(workflows={"default": THEIRS}))
    assert [workflow_of(served, project) for project in served.projects] == [OWN, THEIRS]


def test_a_policy_check_without_permission_is_ignored():
    config = RepoConfig(projects=(Project(dir="a", policy_check=True),))
    assert settled(config).projects[0].policy_check is False
    assert settled(config, OPEN).projects[0].policy_check is True


def test_a_trusted_ref_decides_everything_and_uses_the_servers_workflows():
    config = RepoConfig(
        workflows={"own": OWN},
        projects=(Project(dir="a", workflow="theirs", apply_requirements=(), lock_mode="disabled"),),
        lock_mode="on_apply",
    )
    done = settle_trusted(config, CAUTIOUS, ServerConfig(workflows={"theirs": THEIRS}), Switches())
    assert workflow_of(done, done.projects[0]) is THEIRS
    assert (done.projects[0].lock_mode, done.lock_mode) == ("disabled", "on_apply")
    assert done.fallback == Fallback(
        plan_requirements=(),
        apply_requirements=(),
        import_requirements=(),
        policy_check=False,
        custom_policy_check=False,
    )


def test_a_trusted_ref_cannot_name_what_is_nowhere():
    with pytest.raises(BadInput, match="There is no workflow `gone`"):
        settle_trusted(RepoConfig(projects=(Project(dir="a", workflow="gone"),)), CAUTIOUS, NO_SERVER, Switches())
