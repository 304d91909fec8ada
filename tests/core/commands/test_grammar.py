from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.grammar import GrammarSettings, hint, parse
from tidegate.core.commands.model import Apply, Explain, NotForUs, Plan, Reply, Scope, Unlock
from tidegate.core.commands.table import COMMANDS, LATER_COMMANDS
from tidegate.core.projects.model import Project

SETTINGS = GrammarSettings(bot="tidegate-bot")


def answer(comment: str, settings: GrammarSettings = SETTINGS) -> str:
    parsed = parse(comment, settings)
    assert isinstance(parsed, Reply), parsed
    return parsed.markdown


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("atlantis plan", Plan()),
        ("tidegate plan", Plan()),
        ("run plan", Plan()),
        ("@tidegate-bot plan", Plan()),
        ("ATLANTIS Plan", Plan()),
        ("  `atlantis plan`  \n\n", Plan()),
        ("```\natlantis plan\n```", Plan()),
        ("atlantis plan -d environments/dev", Plan(scope=Scope(dir="environments/dev"))),
        ("atlantis plan -denvironments/dev/", Plan(scope=Scope(dir="environments/dev"))),
        ("atlantis plan --dir=./a/../b", Plan(scope=Scope(dir="b"))),
        ("atlantis plan -d /", Plan(scope=Scope(dir="."))),
        ("atlantis plan -w staging -d .", Plan(scope=Scope(dir=".", workspace="staging"))),
        ("atlantis plan -p 'my project'", Plan(scope=Scope(project="my project"))),
        ("atlantis plan --verbose", Plan(scope=Scope(verbose=True))),
        ("atlantis plan --verbose=false", Plan()),
        ("atlantis plan -- -var 'a=b c' -d x", Plan(scope=Scope(args=("-var", "a=b c", "-d", "x")))),
        ("atlantis plan -- -target=aws_instance.a", Plan(scope=Scope(args=("-target=aws_instance.a",)))),
        ("atlantis apply staging", Apply(scope=Scope(word="staging"))),
        ("atlantis apply --verbose staging", Apply(scope=Scope(word="staging", verbose=True))),
        ("atlantis apply --auto-merge-disabled", Apply(auto_merge_disabled=True)),
        ("atlantis apply --auto-merge-method squash", Apply(auto_merge_method="squash")),
        ("atlantis explain production", Explain(scope=Scope(word="production"))),
        ("atlantis unlock", Unlock()),
    ],
)
def test_a_command_is_read_as_atlantis_reads_it(comment: str, expected: object) -> None:
    assert parse(comment, SETTINGS) == expected


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "   ",
        "looks good to me",
        "atlantis plan\nand then merge",
        "please atlantis plan",
        "Atlantic cod is tasty",
        "/plan",
    ],
)
def test_an_ordinary_comment_is_left_alone(comment: str) -> None:
    assert parse(comment, SETTINGS) == NotForUs()


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("atlantis plan --x", "Error: unknown flag: --x."),
        ("atlantis plan -x", "Error: unknown shorthand flag: 'x' in -x."),
        ("atlantis plan -d", "Error: flag needs an argument: 'd' in -d."),
        ("atlantis plan --dir", "Error: flag needs an argument: --dir."),
        ("atlantis plan a b", "Error: unknown argument(s) – a b."),
        ("atlantis unlock now", "Error: unknown argument(s) – now."),
        ("atlantis unlock -- now", "Error: unknown argument(s) – now."),
        ("atlantis explain -- -x", "Error: unknown argument(s) – -x."),
        ("atlantis plan -p a -d b", "Error: cannot use -p/--project at same time as -d/--dir or -w/--workspace."),
        ("atlantis plan a -p b", "Error: cannot use a at same time as"),
        ("atlantis plan -d ../other", "Error: the directory ../other is outside the repository."),
        ("atlantis plan -d a/../../b", "outside the repository"),
        ("atlantis plan -- -chdir=/etc", "Error: the argument -chdir may not be given to terraform."),
        ("atlantis plan -- --plugin-dir /x", "Error: the argument -plugin-dir may not be given to terraform."),
        ("atlantis apply -- -target=a.b", "Error: -target cannot be used with apply"),
        ("atlantis apply -- --target a.b", "Error: -target cannot be used with apply"),
        ("atlantis apply --auto-merge-method fast", "Error: fast is no merge method"),
        (
            "atlantis apply --auto-merge-disabled --auto-merge-method merge",
            "Error: cannot use --auto-merge-disabled at same time as --auto-merge-method.",
        ),
        ("atlantis apply staging --rollback", "unknown flag: --rollback (not in this version yet)."),
    ],
)
def test_a_misuse_is_answered_with_what_is_wrong_and_the_usage(comment: str, words: str) -> None:
    command = comment.split()[1]
    said = answer(comment)
    assert words in said
    assert f"Usage of {command}:" in said
    assert said.startswith("```\n")
    assert said.endswith("\n```")


@pytest.mark.parametrize("name", ["a/b", "'a\\b'", "a..b", ".", "$HOME", "'a b'", "-x", "~root", "''"])
def test_a_workspace_name_that_is_not_safe_in_paths_is_refused(name: str) -> None:
    assert "is no workspace name" in answer(f"atlantis plan --workspace={name}")


@pytest.mark.parametrize(
    "comment", ["atlantis", "atlantis help", "atlantis -h", "atlantis --help", "@tidegate-bot", "run HELP"]
)
def test_help_names_every_command(comment: str) -> None:
    said = answer(comment)
    assert all(f"  {spec.name} " in said for spec in COMMANDS)


def test_help_leaves_out_commands_that_are_not_allowed() -> None:
    settings = GrammarSettings(allow_commands=frozenset({"plan"}))
    assert "apply" not in answer("atlantis help", settings)
    assert 'unknown command "apply"' in answer("atlantis apply", settings)


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.flags], ids=lambda spec: spec.name)
def test_usage_of_a_command_shows_every_flag(spec) -> None:
    said = answer(f"atlantis {spec.name} -d x --help")
    assert all(f"--{flag.long}" in said and flag.text in said for flag in spec.flags)


def test_an_unknown_command_is_answered_with_the_closest_one_and_the_list() -> None:
    said = answer("atlantis plann")
    assert 'Error: unknown command "plann".' in said
    assert "Available commands: plan, apply, explain, unlock, help" in said
    assert "Did you mean `atlantis plan`?" in said


@pytest.mark.parametrize("command", sorted(LATER_COMMANDS))
def test_a_command_of_a_later_version_is_named_as_such(command: str) -> None:
    assert f"`{command}` is not in this version yet." in answer(f"atlantis {command} something")


def test_terraform_as_first_word_gets_a_hint() -> None:
    assert answer("terraform plan") == "Did you mean to use `atlantis` instead of `terraform`?"


@pytest.mark.parametrize(
    ("comment", "meant"),
    [("atlants plan", "atlantis plan"), ("atlantsi", "atlantis"), ("tidgate apply", "tidegate apply")],
)
def test_a_misspelt_name_gets_a_hint(comment: str, meant: str) -> None:
    assert answer(comment) == f"Did you mean `{meant}`?"


def test_an_open_quote_is_told_not_guessed() -> None:
    assert "Error parsing command: no closing quotation." in answer("atlantis plan -p 'oops")


def test_another_executable_name_is_honoured() -> None:
    settings = GrammarSettings(executable="infra")
    assert parse("infra plan", settings) == Plan()
    assert parse("atlantis plan", settings) == NotForUs()
    assert "infra COMMAND" in answer("infra help", settings)


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        (Project(dir="x", name="dev"), "atlantis apply -p dev"),
        (Project(dir="."), "atlantis apply -d ."),
        (Project(dir=".", workspace="staging"), "atlantis apply -w staging"),
        (Project(dir="a/b"), "atlantis apply -d a/b"),
        (Project(dir="a/b", workspace="staging"), "atlantis apply -d a/b -w staging"),
        (Project(dir="a b"), "atlantis apply -d 'a b'"),
    ],
)
def test_a_hint_is_the_shortest_command_for_one_project(project: Project, expected: str) -> None:
    assert hint("apply", project) == expected
    assert isinstance(parse(expected, SETTINGS), Apply)


@given(st.text())
def test_no_comment_whatever_breaks_the_parser(text: str) -> None:
    parse(text, SETTINGS)
    parse(f"atlantis plan {text}", SETTINGS)


@given(st.text(alphabet="`~ abc@\"'-", max_size=40))
def test_words_of_a_stranger_never_leave_the_code_block(text: str) -> None:
    parsed = parse(f"atlantis plan x {text}", SETTINGS)
    if isinstance(parsed, Reply):
        lines = parsed.markdown.splitlines()
        assert lines[-1] == lines[0]
        assert all(lines[0] not in line for line in lines[1:-1])
