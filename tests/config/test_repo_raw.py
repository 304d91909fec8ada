import pytest

from support.faults import fault
from tidegate.config.atlantis import read_atlantis


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
        ({"dir": "'envs/*'"}, "Patterns in `dir` are not read by this version."),
        ({"name": "my project"}, "Did you mean `my-project`?"),
        ({"workspace": "a/b"}, "`a/b` is not a workspace name."),
        ({"branch": "main"}, "A branch is a regular expression between slashes. Did you mean `/^main$/`?"),
        ({"branch": "/(/"}, "`/(/` is not a regular expression"),
        ({"terraform_version": "'>=1.5'"}, "`>=1.5` is not a version. Write one exact version"),
        ({"terraform_distribution": "tofu"}, "Did you mean `opentofu`?"),
        ({"apply_requirements": "[aproved]"}, "`aproved` is not a requirement. Did you mean `approved`?"),
        ({"execution_order_group": "first"}, "A whole number is expected here"),
        ({"repo_locking": "true"}, "`repo_locking` is a key of Atlantis that this version does not read."),
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
