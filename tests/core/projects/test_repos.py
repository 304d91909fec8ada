import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.projects.model import Hook
from tidegate.core.projects.repos import CAUTIOUS, OPEN, Discovery, RepoRule, ServerConfig, matches, rule_for, takes

INFRA = "github.com/acme/infra"


def merged(*entries, first=CAUTIOUS):
    return rule_for(ServerConfig(repos=entries), INFRA, first=first)


@pytest.mark.parametrize(
    ("id_", "fits"),
    [
        (INFRA, True),
        ("github.com/acme/infra2", False),
        ("github.com/acme", False),
        ("/.*/", True),
        ("/acme/", True),
        ("/^acme/", False),
        (r"/github\.com/(acme|beta)/.*/", True),
        ("/(?i)ACME/", True),
    ],
)
def test_an_entry_matches_by_name_or_by_pattern(id_, fits):
    assert matches(RepoRule(id=id_), INFRA) is fits


def test_without_a_file_a_repository_decides_nothing():
    rule = merged()
    assert (rule.id, rule.repo_config_file, rule.lock_mode) == (INFRA, "atlantis.yaml", "on_plan")
    assert (rule.allowed_overrides, rule.allow_custom_workflows, rule.allowed_workflows) == ((), False, ())
    assert (rule.plan_requirements, rule.apply_requirements, rule.import_requirements) == ((), (), ())
    assert (rule.delete_source_branch_on_merge, rule.policy_check, rule.custom_policy_check) == (False, False, False)
    assert (rule.workflow, rule.discovery, rule.silence_pr_comments, rule.pre_hooks) == (None, None, (), ())


def test_a_server_that_trusts_its_repositories_lets_them_decide_everything():
    rule = merged(first=OPEN)
    assert rule.allow_custom_workflows
    assert len(rule.allowed_overrides) == 10


def test_the_last_matching_entry_counts_for_each_key_by_itself():
    rule = merged(
        RepoRule(id="/.*/", apply_requirements=("approved",), workflow="a", lock_mode="on_apply"),
        RepoRule(id="github.com/other/repo", apply_requirements=("undiverged",)),
        RepoRule(id=INFRA, workflow="b", discovery=Discovery(mode="disabled")),
        RepoRule(id="/acme/", apply_requirements=("mergeable",)),
    )
    assert (rule.apply_requirements, rule.workflow, rule.lock_mode) == (("mergeable",), "b", "on_apply")
    assert rule.discovery == Discovery(mode="disabled")


def test_an_empty_list_takes_an_earlier_one_back():
    rule = merged(
        RepoRule(id="/.*/", apply_requirements=("approved",), allowed_overrides=("workflow",)),
        RepoRule(id=INFRA, apply_requirements=(), allowed_overrides=()),
    )
    assert (rule.apply_requirements, rule.allowed_overrides) == ((), ())


def test_hooks_of_all_entries_run_in_order():
    first, second = Hook(command="1"), Hook(command="2")
    rule = merged(RepoRule(id="/.*/", pre_hooks=(first,)), RepoRule(id=INFRA, pre_hooks=(second,), post_hooks=(first,)))
    assert (rule.pre_hooks, rule.post_hooks) == ((first, second), (first,))


@pytest.mark.parametrize(
    ("entries", "mode"),
    [
        ([RepoRule(id="/.*/", repo_locking=False)], "disabled"),
        ([RepoRule(id="/.*/", repo_locking=True)], "on_plan"),
        ([RepoRule(id="/.*/", repo_locking=False), RepoRule(id=INFRA, lock_mode="on_apply")], "disabled"),
        ([RepoRule(id="/.*/", repo_locking=False), RepoRule(id=INFRA, repo_locking=True)], "on_plan"),
        ([RepoRule(id="/.*/", lock_mode="disabled")], "disabled"),
    ],
)
def test_the_older_switch_for_locks_turns_them_off_whatever_the_mode(entries, mode):
    assert merged(*entries).lock_mode == mode


@pytest.mark.parametrize(
    ("entries", "base", "taken"),
    [
        ([], "main", True),
        ([RepoRule(id="/.*/", branch="/^main$/")], "main", True),
        ([RepoRule(id="/.*/", branch="/^main$/")], "develop", False),
        ([RepoRule(id="/.*/", branch="/^main$/"), RepoRule(id=INFRA)], "develop", True),
        ([RepoRule(id="/.*/", branch="/main/")], "domain", True),
    ],
)
def test_the_last_entrys_branch_says_which_changes_are_looked_at(entries, base, taken):
    assert takes(merged(*entries), base) is taken


RULES = st.lists(
    st.builds(
        RepoRule,
        id=st.sampled_from(["/.*/", INFRA, "/other/"]),
        apply_requirements=st.none() | st.lists(st.sampled_from(["approved", "mergeable"]), max_size=2).map(tuple),
        workflow=st.none() | st.sampled_from(["a", "b"]),
        lock_mode=st.none() | st.sampled_from(["on_plan", "on_apply", "disabled"]),
        repo_locking=st.none() | st.booleans(),
        allow_custom_workflows=st.none() | st.booleans(),
    ),
    max_size=5,
)


@given(RULES)
def test_an_entry_for_others_and_one_that_says_nothing_change_nothing(entries):
    more = (RepoRule(id="/other/", workflow="x"), *entries, RepoRule(id="/.*/"))
    assert merged(*more) == merged(*entries)


@given(RULES)
def test_every_value_is_said_in_the_end(entries):
    rule = merged(*entries)
    assert None not in (rule.lock_mode, rule.apply_requirements, rule.allow_custom_workflows, rule.allowed_overrides)
