import json

import pytest
from typer.testing import CliRunner

from tidegate.cli.app import Starts, build_app
from tidegate.cli.migrate import Asked, run

THEIRS = {
    "ATLANTIS_GH_TOKEN": "t0ken",
    "ATLANTIS_GH_WEBHOOK_SECRET": "hush",
    "ATLANTIS_REPO_ALLOWLIST": "github.com/acme/*,!github.com/acme/secret",
}


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


def test_an_installation_that_loses_nothing_gets_its_new_variables(capsys):
    assert run(Asked(), THEIRS, as_json=False) == 0
    said = capsys.readouterr().out
    assert "Taken over\n" in said
    assert "  ATLANTIS_GH_TOKEN: TIDEGATE_GITHUB_TOKEN=REPLACE-WITH-THE-SECRET\n" in said
    assert "  TIDEGATE_REPO_ALLOWLIST='github.com/acme/*,!github.com/acme/secret'\n" in said
    assert said.endswith("Nothing is lost.\n")
    assert "t0ken" not in said


def test_what_needs_a_decision_is_counted_and_changes_the_exit_code(capsys):
    assert run(Asked(), THEIRS | {"ATLANTIS_SLACK_TOKEN": "x"}, as_json=False) == 1
    said = capsys.readouterr().out
    assert "Without counterpart: what to do instead\n  ATLANTIS_SLACK_TOKEN: " in said
    assert said.endswith("1 to decide.\n")


def test_files_are_read_instead_of_the_environment(written, capsys):
    env = written("env", "".join(f"{name}={value}\n" for name, value in THEIRS.items()))
    config = written("config.yaml", "automerge: true\nport: 80\n")
    repos = written("repos.yaml", "repos:\n- id: /.*/\n")
    repo = written("atlantis.yaml", "version: 3\nprojects:\n- dir: a\n")
    asked = Asked(env_file=env, config=config, repo_config=repos, atlantis_yaml=repo)
    assert run(asked, {"ATLANTIS_SLACK_TOKEN": "of this machine"}, as_json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["environment"]["TIDEGATE_AUTOMERGE"] == "true"
    assert answer["to_decide"] is False
    told = {line["what"]: line["kind"] for line in answer["lines"]}
    assert told[f"{config}: port"] == told[str(repos)] == told[str(repo)] == "taken over"


def test_the_servers_file_is_found_where_the_settings_name_it(written, capsys):
    repos = written("repos.yaml", "repos: []\nmetrics: {statsd: {host: h, port: '1'}}\n")
    assert run(Asked(), THEIRS | {"ATLANTIS_REPO_CONFIG": str(repos)}, as_json=False) == 1
    assert f"{repos}:2:1: metrics" in capsys.readouterr().out
    assert run(Asked(), THEIRS | {"ATLANTIS_REPO_CONFIG_JSON": '{"reops": []}'}, as_json=False) == 1
    assert "--repo-config-json:1:2: reops" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert run(Asked(env_file=tmp_path / "none"), {}, as_json=False) == 2
    assert capsys.readouterr().err == f"{tmp_path}/none: No such file or directory.\n"


def test_a_file_that_cannot_be_understood_is_told(written, capsys):
    assert run(Asked(env_file=written("env", "nonsense\n")), {}, as_json=False) == 2
    assert "The line is not a variable." in capsys.readouterr().err


def test_it_is_a_command(written):
    none = Starts(server=lambda: 9, demo=lambda _: 9, demo_check=lambda _: 9, doctor=lambda _: 9)
    env = written("env", "".join(f"{name}={value}\n" for name, value in THEIRS.items()))
    done = CliRunner().invoke(build_app(none), ["migrate", "atlantis", "--env-file", str(env)])
    assert done.exit_code == 0, done.output
    assert "Nothing is lost." in done.output
