import pytest

from support.cli import run


@pytest.mark.parametrize("command", ["away", "back"])
def test_each_command_says_what_it_does_and_takes_the_servers_places(command):
    said = run(command, "--help").output
    assert "--data-dir" in said
    assert "--database-url" in said
