import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tidegate.cli.app import build_app

EXAMPLE = Path(__file__).parents[2] / "examples/convention"


def check(*arguments):
    return CliRunner().invoke(build_app(lambda: None), ["config", "check", *map(str, arguments)])


def test_good_files_are_fine():
    done = check(EXAMPLE)
    assert done.exit_code == 0
    assert [line.rpartition("/")[2] for line in done.output.splitlines()] == [
        "atlantis.yaml: fine",
        "tidegate.yaml: fine",
    ]


def test_problems_of_every_file_are_printed_with_their_places(tmp_path):
    (tmp_path / "atlantis.yaml").write_text("version: 3\nprojekts: []\n")
    (tmp_path / "tidegate.yaml").write_text("version: 1\nlocal: en\n")
    done = check(tmp_path)
    assert done.exit_code == 1
    assert (
        f"{tmp_path}/atlantis.yaml:2:1: projekts: `projekts` is not a key here. Did you mean `projects`?" in done.output
    )
    assert f"{tmp_path}/tidegate.yaml:2:1: local:" in done.output
    assert "2 problems." in done.output


def test_problems_as_json(tmp_path):
    file = tmp_path / "atlantis.yaml"
    file.write_text("version: 3\nprojekts: []\n")
    done = check(file, "--json")
    assert done.exit_code == 1
    (problem,) = json.loads(done.output)["problems"]
    assert (problem["file"], problem["line"], problem["column"], problem["path"]) == (str(file), 2, 1, "projekts")
    assert problem["suggestion"] == "Did you mean `projects`?"


def test_nothing_to_check_is_told_apart_from_problems(tmp_path):
    assert check(tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("atlantis.yml", b"version: 3", "Rename it to atlantis.yaml."),
        ("atlantis.yaml", b"\xff\xfe\x00", "Save it as UTF-8."),
        ("other.yaml", b"version: 3\nprojects: 5\n", "A list is expected here"),
        ("server.yaml", b"repos: 5\n", "A list is expected here"),
        ("server.json", b'{"repos": [}', "A value is expected here."),
        ("other.yml", b"version: 1\npeople: 5\n", "A mapping of keys is expected here"),
    ],
)
def test_files_of_other_names_and_contents_get_an_answer(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    done = check(tmp_path / name)
    assert (done.exit_code, said in done.output) == (1, True), done.output


ATLANTIS = "version: 3\nprojects:\n- dir: a\n  workflow: theirs\n  apply_requirements: [approved]\n"
SERVER = "repos:\n- id: /.*/\n  allowed_overrides: [workflow]\nworkflows: {theirs: {}}\n"


def written(folder, **files):
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def test_the_servers_file_is_checked_by_its_name(tmp_path):
    done = check(written(tmp_path, repos_yaml="repos:\n- id: /(/\n", repos_json='{"repos": [],}'))
    assert done.exit_code == 1
    assert f"{tmp_path}/repos.yaml:2:7: repos[0].id:" in done.output
    assert f"{tmp_path}/repos.json:1:14: A comma stands before the closing bracket." in done.output


def test_the_servers_file_may_lie_elsewhere_and_be_called_anything(tmp_path):
    server = tmp_path / "server.conf"
    server.write_text("repos:\n- id: a\n  workflow: gone\n")
    done = check(written(tmp_path, atlantis_yaml="version: 3\n"), "--server-config", server)
    assert done.exit_code == 1
    assert f"{server}:3:13: repos[0].workflow: There is no workflow `gone`" in done.output


def test_a_workflow_of_the_server_is_only_noted_until_its_file_is_there(tmp_path):
    alone = check(written(tmp_path, atlantis_yaml=ATLANTIS))
    assert alone.exit_code == 0
    assert "note: " in alone.output
    assert "There is no workflow `theirs`" in alone.output
    assert "--server-config" in alone.output
    together = check(written(tmp_path, repos_yaml=SERVER))
    assert (together.exit_code, "note" in together.output) == (0, False)
    missing = check(written(tmp_path, repos_yaml="repos: []\n"))
    assert missing.exit_code == 1
    assert f"{tmp_path}/atlantis.yaml:4:3: projects[0].workflow: There is no workflow `theirs`" in missing.output


def test_with_the_repositorys_name_its_permissions_are_checked_unless_it_is_governed(tmp_path):
    written(tmp_path, atlantis_yaml=ATLANTIS, repos_yaml=SERVER)
    done = check(tmp_path, "--repo", "github.com/acme/infra")
    assert done.exit_code == 1
    assert "This repository may not set `apply_requirements`." in done.output
    assert "1 problem." in done.output
    assert check(written(tmp_path, tidegate_yaml="version: 1\n"), "--repo", "github.com/acme/infra").exit_code == 0


def test_what_has_no_effect_is_noted_and_fails_nothing(tmp_path):
    done = check(written(tmp_path, repos_yaml="repos: []\nmetrics: {prometheus: {endpoint: /m}}\n"), "--json")
    assert done.exit_code == 0
    (note,) = json.loads(done.output)["notes"]
    assert (note["path"], note["line"]) == ("metrics", 2)
    assert "without effect" in check(tmp_path).output


def test_what_is_worth_knowing_of_rules_that_can_be_used_is_noted(tmp_path):
    (tmp_path / "tidegate.yaml").write_text("""people:
  lead: {github: [kim]}
environments:
  prod: {apply: {allow: [lead], approvals: {count: 2}}}
deployment_windows:
  prod: {restrictions: ["2024-12-24"], emergency_override: true}
notifications:
  apply_failed: {channels: ["#incidents"]}
""")
    done = check(tmp_path)
    assert done.exit_code == 0
    notes = [line for line in done.output.splitlines() if line.startswith("note: ")]
    assert [note.split("tidegate.yaml:")[1].split(": ", 2)[:2] for note in notes] == [
        ["4:33", "environments.prod.apply.approvals"],
        ["6:3", "deployment_windows"],
        ["6:25", "deployment_windows.prod"],
        ["7:1", "notifications"],
    ]
    assert notes[0].endswith("and only @kim can give one. Ask for fewer, or name more people.")
    assert notes[3].endswith("without effect in this version. Messages to chat come in a later version.")
