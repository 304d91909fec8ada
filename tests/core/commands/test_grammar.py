from __future__ import annotations

import shlex
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.commands.grammar import GrammarSettings, hint, parse
from tidegate.core.commands.model import (
    Adopt,
    Apply,
    Cancel,
    Explain,
    NotForUs,
    Plan,
    Promote,
    Reply,
    Say,
    Scope,
    Status,
    Unlock,
    Version,
)
from tidegate.core.commands.table import COMMANDS, LATER_COMMANDS, allowed
from tidegate.core.projects.model import Project

SETTINGS = GrammarSettings(bot="tidegate-bot")
PROD = Scope(word="prod")
EVERY = GrammarSettings(allow_commands=allowed(["all"]))


def answer(comment: str, settings: GrammarSettings = SETTINGS) -> str:
    parsed = parse(comment, settings)
    assert isinstance(parsed, Reply), parsed
    return str(parsed.markdown)


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
        ("atlantis explain prod --at '2026-12-01 10:00 KST'", Explain(scope=PROD, at="2026-12-01 10:00 KST")),
        ("atlantis explain --as @kim-lead prod", Explain(scope=PROD, as_user="kim-lead")),
        ("atlantis apply prod --at next-window", Apply(scope=PROD, at="next-window")),
        (
            "atlantis apply prod --emergency --reason '결제 장애 복구' --incident https://status.example/7",
            Apply(scope=PROD, emergency=True, reason="결제 장애 복구", incident="https://status.example/7"),
        ),
        ("atlantis status", Status()),
        ("atlantis approve", Say(said="approve")),
        ("atlantis approve 운영", Say(said="approve", word="운영")),
        ('atlantis reject prod --reason "비용이 너무 큼"', Say(said="reject", word="prod", text="비용이 너무 큼")),
        ("atlantis reject --reason=no", Say(said="reject", text="no")),
        ("atlantis revoke staging", Say(said="revoke", word="staging")),
        (
            'atlantis waive cost_limit prod --reason "블랙 프라이데이"',
            Say(said="waive", subject="cost_limit", word="prod", text="블랙 프라이데이"),
        ),
        ('atlantis justify "트래픽이 두 배가 됩니다"', Say(said="justify", text="트래픽이 두 배가 됩니다")),
        ("atlantis justify traffic doubles", Say(said="justify", text="traffic doubles")),
        ("atlantis justify 'it'\"'\"'s needed'", Say(said="justify", text="it's needed")),
        (
            "atlantis check backup_plan staging --evidence https://wiki.example/백업",
            Say(said="check", subject="backup_plan", word="staging", evidence="https://wiki.example/백업"),
        ),
        ("atlantis check backup_plan", Say(said="check", subject="backup_plan")),
        (
            "atlantis review Business --note '대안 검토 완료'",
            Say(said="review", subject="business", text="대안 검토 완료"),
        ),
        ("atlantis promote production", Promote(word="production")),
        ("atlantis adopt prod", Adopt(word="prod")),
        ("atlantis unlock", Unlock()),
        ("atlantis cancel", Cancel()),
        ("atlantis cancel --apply", Cancel(applies=True)),
        ("atlantis cancel --apply=false", Cancel()),
        ("atlantis version -w staging", Version(scope=Scope(workspace="staging"))),
        ("atlantis version", Version()),
        ("atlantis plan -d 'environments/*/app'", Plan(scope=Scope(dir="environments/*/app"))),
        ("atlantis plan -d a/**/", Plan(scope=Scope(dir="a/**"))),
        ("atlantis plan -d a -d b", Plan(scope=Scope(dir="b"))),
        ("atlantis plan # when you can", Plan()),
        ("atlantis plan\r\n\r\n", Plan()),
        ("\u3000atlantis plan\u00a0", Plan()),
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
        "atlantis plan\n\n\nand then merge",
        "terraform is nice\nand so is atlantis",
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
        ("atlantis plan a --x", "Error: unknown flag: --x."),
        ("atlantis cancel dev", "Error: unknown argument(s) – dev."),
        ("atlantis version dev", "Error: unknown argument(s) – dev."),
        ("atlantis approve_policies dev", "Error: unknown argument(s) – dev."),
        ("atlantis approve_policies -p a -w b", "Error: cannot use -p/--project at same time as"),
        ("atlantis plan -p ''", "Error: -p/--project needs the name of a project."),
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
        ("atlantis apply prod --emergency", 'Error: an emergency needs --reason "...".'),
        ("atlantis approve dev staging", "Error: unknown argument(s) – dev staging."),
        ("atlantis reject prod", 'Error: reject needs --reason "...".'),
        ("atlantis reject prod --reason ''", 'Error: reject needs --reason "...".'),
        ("atlantis waive", "Error: waive needs GATE [ENVIRONMENT]."),
        ("atlantis waive cost_limit prod", 'Error: waive needs --reason "...".'),
        (
            "atlantis waive cost_limit --reason black friday week",
            "Error: unknown argument(s) – cost_limit friday week.",
        ),
        ("atlantis justify", 'Error: justify needs "...".'),
        ("atlantis justify ' '", "Error: justify needs words."),
        ("atlantis check", "Error: check needs ITEM [ENVIRONMENT]."),
        ("atlantis check backup --evidence wiki", "Error: --evidence needs a link that begins with https://"),
        ("atlantis check backup --evidence javascript:alert(1)", "Error: --evidence needs a link"),
        ("atlantis check backup --evidence https://", "Error: --evidence needs a link"),
        ("atlantis review", "Error: review needs technical|business|operational [ENVIRONMENT]."),
        ("atlantis review tehcnical", "technical, business and operational: perhaps you meant technical."),
        ("atlantis promote", "Error: promote needs ENVIRONMENT."),
        ("atlantis adopt a b", "Error: unknown argument(s) – a b."),
        ("atlantis status prod", "Error: unknown argument(s) – prod."),
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
    assert all(f"  {spec.title} " in said for spec in COMMANDS if spec.name in (*SETTINGS.commands, "help"))


def test_help_leaves_out_commands_that_are_not_allowed() -> None:
    settings = GrammarSettings(allow_commands=frozenset({"plan"}))
    assert "apply" not in answer("atlantis help", settings)
    assert 'unknown command "apply"' in answer("atlantis apply", settings)


@pytest.mark.parametrize("spec", [spec for spec in COMMANDS if spec.flags], ids=lambda spec: spec.name)
def test_usage_of_a_command_shows_every_flag(spec) -> None:
    said = answer(f"atlantis {spec.name} --help", EVERY)
    assert all(f"--{flag.long}" in said and str(flag.text) in said for flag in spec.flags)


def test_an_unknown_command_is_answered_with_the_closest_one_and_the_list() -> None:
    said = answer("atlantis plann")
    assert 'Error: unknown command "plann".' in said
    assert "Available commands: plan, apply, explain, status, approve, reject, revoke, waive, justify, check," in said
    assert "Did you mean `atlantis plan`?" in said
    assert "Did you mean `atlantis approve`?" in answer("atlantis aprove staging")


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
        lines = str(parsed.markdown).splitlines()
        assert lines[-1] == lines[0]
        assert all(lines[0] not in line for line in lines[1:-1])


@pytest.mark.parametrize("command", ["import a.b i-1", "state rm a.b"])
def test_import_and_state_are_unknown_until_a_server_allows_them(command: str) -> None:
    assert f'Error: unknown command "{command.split(maxsplit=1)[0]}".' in answer(f"atlantis {command}")


@pytest.mark.parametrize(
    ("comment", "name"),
    [
        ("approve_policies --policy-set x --clear-policy-approval -d a", "approve_policies"),
        ("import a.b i-1", "import"),
        ("import -p x a.b i-1 -- -var a=b", "import"),
        ("state rm a.b c.d", "state rm"),
        ("state -w x rm 'a.b[\"c\"]'", "state rm"),
    ],
)
def test_an_allowed_command_of_a_later_version_is_checked_then_named_as_such(comment: str, name: str) -> None:
    assert answer(f"atlantis {comment}", EVERY) == f"`{name}` is not in this version yet."


@pytest.mark.parametrize(
    ("comment", "said", "title"),
    [
        ("import a.b", "Error: import needs ADDRESS ID.", "import"),
        ("import a b c", "Error: unknown argument(s) – a b c.", "import"),
        ("import a.b i-1 -- -chdir=x", "Error: the argument -chdir may not be given", "import"),
        ("state", "Error: state needs a second word: rm.", "state rm"),
        ("state list", "Error: state knows no list, only rm.", "state rm"),
        ("state rm", "Error: state rm needs ADDRESS....", "state rm"),
        ("state rm a.b -d ../x", "outside the repository", "state rm"),
    ],
)
def test_a_misused_command_of_a_later_version_gets_its_usage(comment: str, said: str, title: str) -> None:
    full = answer(f"atlantis {comment}", EVERY)
    assert said in full
    assert f"Usage of {title}:" in full


@pytest.mark.parametrize("name", ["@tide", "@tide[bot]", "@Tide[BOT]"])
def test_an_app_answers_to_its_name_with_and_without_what_the_forge_adds(name: str) -> None:
    assert parse(f"{name} plan", GrammarSettings(bot="tide[bot]")) == Plan()


def test_a_misspelling_of_a_name_people_chose_themselves_is_left_alone() -> None:
    settings = GrammarSettings(executable="infra")
    assert parse("infar plan", settings) == NotForUs()
    assert parse("atlantsi plan", settings) == NotForUs()
    assert answer("tidegaet plan", settings) == "Did you mean `tidegate plan`?"


def test_a_server_called_terraform_is_addressed_by_that_name() -> None:
    assert parse("terraform plan", GrammarSettings(executable="terraform")) == Plan()


def test_limits_of_the_server_reach_the_command() -> None:
    settings = GrammarSettings(blocked_args=("-lock",), var_file_allowlist=("/vars",), regexp_projects=True)
    assert parse("atlantis plan -p 'dev-.*' -- -chdir=x -var-file=/vars/a", settings) == Plan(
        scope=Scope(project="dev-.*", args=("-chdir=x", "-var-file=/vars/a"))
    )
    assert "the argument -lock may not" in answer("atlantis plan -- -lock=false", settings)


LINE = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=20)
DIRECTORY = st.lists(st.text(alphabet="ab -#'\"`$é", min_size=1, max_size=6), min_size=1, max_size=3).map("/".join)
WORKSPACE = st.text(alphabet="ab-_#'\"`", min_size=1, max_size=8).filter(lambda name: name[0] != "-")


@given(st.sampled_from(["plan", "apply"]), DIRECTORY, WORKSPACE, st.none() | LINE)
def test_a_hint_is_read_back_as_the_project_it_was_made_for(command, directory, workspace, name) -> None:
    project = Project(dir=directory, workspace=workspace, name=name)
    scope = (
        Scope(project=name) if name else Scope(dir=directory, workspace=None if workspace == "default" else workspace)
    )
    assert parse(hint(command, project), SETTINGS) == (Plan if command == "plan" else Apply)(scope=scope)


@given(st.lists(LINE, max_size=4))
def test_words_quoted_for_a_shell_come_back_as_they_were(words) -> None:
    comment = f"atlantis plan -- {shlex.join(['-var', *(f'x={word}' for word in words)])}"
    assert parse(comment, SETTINGS) == Plan(scope=Scope(args=("-var", *(f"x={word}" for word in words))))


AROUND = st.text(alphabet=string.whitespace + "`", max_size=6)
CASED = st.sampled_from(["atlantis", "tidegate", "run", "@tidegate-bot"])


@given(AROUND, CASED, st.sampled_from(["plan", "apply", "help", "nonsense"]), st.data(), AROUND)
def test_case_blanks_and_backticks_around_change_nothing(before, name, command, data, after) -> None:
    def cased(word: str) -> str:
        ups = data.draw(st.lists(st.booleans(), min_size=len(word), max_size=len(word)))
        return "".join(sign.upper() if up else sign for sign, up in zip(word, ups, strict=True))

    plain = parse(f"{name} {command}", SETTINGS)
    assert parse(f"{before}{cased(name)} \t {cased(command)}{after}", SETTINGS) == plain
