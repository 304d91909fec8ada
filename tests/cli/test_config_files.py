import pytest

from tidegate.cli.config_files import kind_of, read, server_kind, text_of
from tidegate.core.errors import BadInput
from tidegate.core.projects.repos import ServerConfig


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("atlantis.yaml", "repos:", "atlantis"),
        ("repos.yaml", "", "repos"),
        ("repos.json", "", "repos as JSON"),
        ("x.json", "", "repos as JSON"),
        ("x.yaml", "# a\nrepos:\n", "repos"),
        ("x.yaml", "version: 3\nprojects: []", "atlantis"),
        ("x.yaml", "version: 1\npeople: {}", "governance"),
    ],
)
def test_a_file_is_known_by_its_name_or_by_its_keys(tmp_path, name, text, kind):
    assert kind_of(tmp_path / name, text) == kind


def test_the_servers_file_is_json_if_it_is_called_so(tmp_path):
    assert server_kind(tmp_path / "a.json") == "repos as JSON"
    assert server_kind(tmp_path / "a.conf") == "repos"
    assert isinstance(read("repos", "repos: []", "f"), ServerConfig)


@pytest.mark.parametrize("name", ["atlantis.yml", "tidegate.yml"])
def test_a_name_nobody_reads_is_refused(tmp_path, name):
    with pytest.raises(BadInput, match=r"Rename it to \w+\.yaml"):
        text_of(tmp_path / name)


def test_a_file_that_is_gone_is_a_problem_with_its_name(tmp_path):
    with pytest.raises(BadInput, match=r"x\.yaml:1:1: The file cannot be read"):
        text_of(tmp_path / "x.yaml")
