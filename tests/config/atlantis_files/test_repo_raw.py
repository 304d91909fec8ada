import pytest

from support.faults import fault
from tidegate.config.atlantis_files.atlantis import read_atlantis


def project(**keys):
    lines = {"dir": "a"} | keys
    text = "version: 3\nprojects:\n- " + "\n  ".join(f"{key}: {value}" for key, value in lines.items()) + "\n"
    return read_atlantis(text).projects[0]


@pytest.mark.parametrize(("written", "meant"), [("a/b/", "a/b"), ("./a", "a"), (".", "."), ("a//b", "a/b"), ("5", "5")])
def test_a_directory_is_written_in_one_way_afterwards(written, meant):
    assert project(dir=written).dir == meant


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"dir": "../a"}, "`../a` leaves the repository."),
        ({"dir": "/a"}, "`/a` is not relative to the repository. Did you mean `a`?"),
        ({"dir": "''"}, "`dir` is empty. Write `.` for the repository's root."),
        ({"dir": "a..b"}, "`a..b` leaves the repository."),
        ({"dir": "'envs/['"}, "`envs/[` is not a pattern: a bracket is open."),
        ({"dir": "'envs/*'", "name": "x"}, "stands for many projects, which cannot share the name `x`."),
        ({"name": "''"}, "is not a project name"),
        ({"name": "my project"}, "Did you mean `my-project`?"),
        ({"workspace": "a/b"}, "`a/b` is not a workspace name."),
        ({"branch": "main"}, "A branch is a regular expression between slashes. Did you mean `/^main$/`?"),
        ({"branch": "/(/"}, "`(` is not a regular expression Go would take: a `(` is not closed."),
        ({"branch": "/(?!main)/"}, "Go's regular expressions have no `(?!m`"),
        ({"branch": "/(a+)+$/"}, "repeats what repeats"),
        ({"branch": "/"}, "A branch is a regular expression between slashes."),
        ({"terraform_version": "'>=1.5'"}, "`>=1.5` is not a version. Write one exact version"),
        ({"terraform_distribution": "tofu"}, "Did you mean `opentofu`?"),
        ({"apply_requirements": "[aproved]"}, "`aproved` is not a requirement. Did you mean `approved`?"),
        ({"execution_order_group": "first"}, "A whole number is expected here"),
        ({"apply_requirements": "[policies_passed]"}, "nobody writes it"),
        ({"plan_requirements": "approved"}, "A list is expected here"),
        ({"repo_locks": "{mode: on_aply}"}, "Did you mean `on_apply`?"),
        ({"repo_locks": "true"}, "A mapping of keys is expected here"),
        ({"repo_locking": "maybe"}, "`maybe` is not `true` or `false`."),
        ({"silence_pr_comments": "[plan, aply]"}, "`aply` is not a value of this key. Did you mean `apply`?"),
        ({"autoplan": "{when_modified: '*.tf'}"}, "A list is expected here"),
        ({"policy_check": "[]"}, "is not `true` or `false`"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_remedy(keys, said):
    assert said in fault(lambda: project(**keys))


def test_versions_keep_their_last_digit():
    assert project(terraform_version="1.10").terraform_version == "1.10"
    assert project(terraform_version="v1.11.4").terraform_version == "1.11.4"


@pytest.mark.parametrize("version", ["1", "4", '"3"', "true", "three"])
def test_only_versions_2_and_3_exist(version):
    assert "Write `version: 3`." in fault(read_atlantis, f"version: {version}")


def test_a_pattern_of_directories_is_kept_as_it_is():
    assert project(dir="'./envs/**/net-[ab]/'").dir == "envs/**/net-[ab]"


def test_every_key_of_a_project_arrives():
    read = project(
        plan_requirements="[approved]",
        apply_requirements="[]",
        import_requirements="[undiverged]",
        delete_source_branch_on_merge="yes",
        repo_locking="off",
        repo_locks="{mode: disabled}",
        policy_check="true",
        custom_policy_check="false",
        silence_pr_comments="[plan]",
        workspace="''",
    )
    assert (read.plan_requirements, read.apply_requirements, read.import_requirements) == (
        ("approved",),
        (),
        ("undiverged",),
    )
    assert (read.delete_source_branch_on_merge, read.repo_locking, read.lock_mode) == (True, False, "disabled")
    assert (read.policy_check, read.custom_policy_check, read.silence_pr_comments) == (True, False, ("plan",))
    assert read.workspace == "default"


def test_what_a_project_does_not_say_is_nothing():
    bare = project()
    assert (bare.plan_requirements, bare.lock_mode, bare.repo_locking, bare.policy_check) == (None, None, None, None)
    assert project(repo_locks="{}").lock_mode == "on_plan"
