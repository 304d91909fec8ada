import pytest

from tidegate.core.deployments.scripts import origin, script_of


@pytest.mark.parametrize(
    ("command", "script"),
    [
        ("./scripts/test-redis-connectivity.sh staging", "scripts/test-redis-connectivity.sh"),
        ("scripts/load-test.sh", "scripts/load-test.sh"),
        ("'./my scripts/t.sh' 1", "my scripts/t.sh"),
        ("curl -fsS https://staging.example/healthz", None),
        ("/usr/bin/true", None),
        ("", None),
        ("./t.sh 'left open", "t.sh"),
    ],
)
def test_a_command_runs_a_file_of_the_repository_or_a_program(command, script):
    assert script_of(command) == script


@pytest.mark.parametrize(
    ("script", "trusted", "approved", "expected"),
    [
        ("t.sh", {"t.sh"}, set(), "trusted"),
        ("t.sh", {"t.sh"}, {"t.sh"}, "trusted"),
        (None, set(), set(), "trusted"),
        ("t.sh", set(), {"t.sh"}, "deployed"),
        ("t.sh", set(), {"other.sh"}, "none"),
    ],
)
def test_a_script_nobody_answers_for_is_not_run(script, trusted, approved, expected):
    assert origin(script, frozenset(trusted), frozenset(approved)) == expected
