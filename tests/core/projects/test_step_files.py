import pytest

from tidegate.core.projects.model import Step
from tidegate.core.projects.step_files import files_of

HOME = "environments/staging"


def run(command):
    return files_of([Step(kind="run", command=command)], HOME)


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("./deploy.sh staging", "environments/staging/deploy.sh"),
        ("bash ../../scripts/deploy.sh", "scripts/deploy.sh"),
        ("cd /tmp && scripts/deploy.sh; true", "scripts/deploy.sh"),
        ("python3 tools/check.py --config=tools/check.yaml", "tools/check.yaml"),
        ('sh -c "./deploy.sh | tee log"', "environments/staging/deploy.sh"),
        ("$REPO_ROOT/scripts/deploy.sh", "scripts/deploy.sh"),
    ],
)
def test_words_of_a_command_that_may_be_files_are_looked_for_below_the_project_and_the_root(command, path):
    assert path in run(command).files


def test_a_script_in_a_folder_of_its_own_stands_for_the_folder():
    assert "scripts" in run("../../scripts/deploy.sh").folders
    assert "environments/staging/bin" in run("bin/deploy.sh").folders


def test_the_projects_own_directory_and_those_around_it_are_no_such_folder():
    found = run("./deploy.sh ../shared.sh ../../x.sh .").folders
    assert found.isdisjoint({HOME, "environments", ".", ""})


@pytest.mark.parametrize("command", ["/usr/bin/infracost", "$PLANFILE", "../../../outside.sh", "--version", ""])
def test_programs_variables_flags_and_what_lies_outside_are_none(command):
    assert run(command).files == frozenset()


def test_steps_without_a_command_name_nothing():
    assert files_of([Step(kind="init"), Step(kind="plan", extra_args=("-lock=false",))], HOME).files == frozenset()
