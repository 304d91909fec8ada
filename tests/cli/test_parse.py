import json

import pytest
from typer.testing import CliRunner

from tidegate.cli.app import build_app


def parse(*words, **environment):
    unset = dict.fromkeys(
        f"{owner}_{name}" for owner in ("TIDEGATE", "ATLANTIS") for name in ("EXECUTABLE_NAME", "ALLOW_COMMANDS")
    )
    return CliRunner().invoke(build_app(lambda: None), ["parse", *words], env=unset | environment)


def test_a_command_is_shown_with_every_field():
    done = parse("atlantis plan -d a/b --verbose -- -var 'x=y z'")
    assert done.exit_code == 0
    assert [line.split(maxsplit=1) for line in done.output.splitlines()] == [
        ["command", "plan"],
        ["dir", "a/b"],
        ["workspace", "-"],
        ["project", "-"],
        ["word", "-"],
        ["args", '["-var", "x=y z"]'],
        ["verbose", "yes"],
    ]


def test_a_command_as_json():
    done = parse("atlantis apply staging --auto-merge-method squash", "--json")
    assert done.exit_code == 0
    assert json.loads(done.output) == {
        "kind": "command",
        "command": "apply",
        "dir": None,
        "workspace": None,
        "project": None,
        "word": "staging",
        "args": [],
        "verbose": False,
        "auto_merge_disabled": False,
        "auto_merge_method": "squash",
        "emergency": False,
        "reason": "",
        "incident": "",
        "at": "",
    }


def test_what_only_gets_a_reply_is_shown_with_it():
    done = parse("atlantis plan --x")
    assert done.exit_code == 1
    assert "Error: unknown flag: --x." in done.output
    assert json.loads(parse("terraform plan", "--json").output) == {
        "kind": "reply",
        "markdown": "Did you mean to use `atlantis` instead of `terraform`?",
    }


def test_an_ordinary_comment_is_told():
    done = parse("looks good")
    assert (done.exit_code, done.output) == (2, "An ordinary comment: nothing happens.\n")
    assert json.loads(parse("looks good", "--json").output) == {"kind": "ordinary"}


def test_names_are_those_of_the_server_asked_about():
    assert parse("infra plan", "--executable", "infra").exit_code == 0
    assert parse("@tide plan", "--bot", "tide[bot]").exit_code == 0


@pytest.mark.parametrize("owner", ["TIDEGATE", "ATLANTIS"])
def test_settings_are_taken_from_the_environment_a_server_would_start_with(owner):
    environment = {f"{owner}_EXECUTABLE_NAME": "infra", f"{owner}_ALLOW_COMMANDS": "plan"}
    assert parse("infra plan", **environment).exit_code == 0
    assert 'unknown command "apply"' in parse("infra apply", **environment).output


def test_allowed_commands_that_do_not_exist_are_told():
    done = parse("atlantis plan", "--allow-commands", "plan,destroy")
    assert done.exit_code == 2
    assert "--allow-commands: There is no command `destroy`." in done.output
