import pytest

from support.faults import fault
from tidegate.config.atlantis_files.repos import read_repos


def entry(**keys):
    lines = {"id": "/.*/"} | keys
    return read_repos("repos:\n- " + "\n  ".join(f"{key}: {value}" for key, value in lines.items()) + "\n").repos[0]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"id": ""}, "`id` is missing."),
        ({"id": "''"}, "`id` is empty."),
        ({"id": "/"}, "`/` is no regular expression. Write `/.*/` for every repository."),
        ({"id": "/?/"}, "`?` has nothing before it to repeat"),
        ({"id": "/(?!a)/"}, "Go's regular expressions have no `(?!a`"),
        ({"branch": "main"}, "A branch is a regular expression between slashes. Did you mean `/^main$/`?"),
        ({"branch": "/?/"}, "is not a regular expression Go would take"),
        ({"repo_config_file": "/a.yaml"}, "Did you mean `a.yaml`?"),
        ({"repo_config_file": "../a.yaml"}, "`../a.yaml` leaves the repository."),
        ({"repo_config_file": "a\\\\..\\\\b"}, "leaves the repository."),
        ({"plan_requirements": "[mergable]"}, "Did you mean `mergeable`?"),
        ({"apply_requirements": "[invalid]"}, "`invalid` is not a requirement."),
        ({"import_requirements": "approved"}, "A list is expected here"),
        ({"workflow": "gone"}, "There is no workflow `gone` in this file. Write one of: `default`."),
        ({"allowed_workflows": "[default, gone]"}, "repos[0].allowed_workflows[1]: There is no workflow `gone`"),
        ({"allowed_overrides": "[invalid]"}, "`invalid` is not a key a repository can be allowed to set."),
        ({"allowed_overrides": "[autodiscover]"}, "`autodiscover` is not a key a repository can be allowed to set."),
        ({"allowed_overrides": "[aply_requirements]"}, "Did you mean `apply_requirements`?"),
        ({"allow_custom_workflows": "maybe"}, "is not `true` or `false`"),
        ({"repo_locks": "{mode: never}"}, "Write one of: `disabled`, `on_apply`, `on_plan`."),
        ({"autodiscover": "{mode: sometimes}"}, "Write one of: `auto`, `disabled`, `enabled`."),
        ({"autodiscover": "{ignore_path: []}"}, "Did you mean `ignore_paths`?"),
        ({"silence_pr_comments": "[import]"}, "`import` is not a value of this key."),
        ({"pre_workflow_hooks": "[{run: a, comands: plan}]"}, "Did you mean `commands`?"),
        ({"pre_workflow_hooks": "[{description: a}]"}, "`run` is missing."),
        ({"post_workflow_hooks": "[{run: a, commands: 'plan, aply'}]"}, "`aply` is not a command hooks run for."),
        ({"pre_workflow_hooks": "[init]"}, "A mapping of keys is expected here, not `init`."),
        ({"checkout_strategy": "merge"}, "`checkout_strategy` is not a key here."),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_a_remedy(keys, said):
    assert said in fault(lambda: entry(**keys))


def test_an_empty_branch_is_none():
    assert entry(branch="''").branch is None
    assert entry(repo_config_file="''").repo_config_file is None


def test_an_operators_own_patterns_may_repeat_what_repeats():
    assert entry(id="/^host/([a-z]+-)*infra$/", branch="/^(a+)+$/").branch == "/^(a+)+$/"


def test_a_hooks_shell_arguments_are_divided_by_blanks():
    (hook,) = entry(pre_workflow_hooks="[{run: x, shell: bash, shellArgs: -e -c, commands: 'plan, apply'}]").pre_hooks
    assert (hook.shell, hook.shell_args, hook.commands) == ("bash", ("-e", "-c"), ("plan", "apply"))


def test_a_hook_runs_for_every_command_with_sh_unless_it_says_otherwise():
    (hook,) = entry(post_workflow_hooks="[{run: x}]").post_hooks
    assert (hook.command, hook.shell, hook.shell_args, hook.commands) == ("x", "sh", ("-c",), ())
