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
        ("other.yml", b"version: 1\npeople: 5\n", "A mapping of keys is expected here"),
    ],
)
def test_files_of_other_names_and_contents_get_an_answer(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    done = check(tmp_path / name)
    assert (done.exit_code, said in done.output) == (1, True), done.output
