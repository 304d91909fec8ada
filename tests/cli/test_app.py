import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tidegate import __version__
from tidegate.cli.app import Starts, build_app


def run(*words, code=0):
    """What was started with what, and the exit code the command line ended with."""
    started = []

    def note(name):
        def start(*given):
            started.append((name, *given))
            return code

        return start

    starts = Starts(server=note("server"), demo=note("demo"), demo_check=note("check"), doctor=note("doctor"))
    return started, CliRunner().invoke(build_app(starts), words).exit_code


def test_each_command_starts_what_it_says():
    assert run("server")[0] == [("server",)]
    assert run("demo", "--folder", "there")[0] == [("demo", Path("there"))]
    assert run("demo", "--check")[0] == [("check", Path(".demo"))]
    assert run("doctor", "--json")[0] == [("doctor", True)]


def test_what_was_started_gives_the_exit_code():
    assert run("demo", "--check", code=1)[1] == 1
    assert run("doctor")[1] == 0


def test_a_wrong_command_ends_with_2():
    assert run("sevrer")[1] == 2


def test_the_version_is_told():
    done = CliRunner().invoke(build_app(lambda: None), ["--version"])
    assert (done.exit_code, done.output) == (0, f"tidegate {__version__}\n")


@pytest.mark.parametrize("words", [["--help"], ["config", "--help"]])
def test_the_list_of_commands_is_told_whole(words):
    done = CliRunner().invoke(build_app(lambda: None), words)
    commands = done.output.partition("Commands:\n")[2].splitlines()
    assert commands
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


def test_building_the_command_line_imports_nothing_heavy():
    code = (
        "import sys\nimport tidegate.__main__\n"
        "print([m for m in ('pydantic', 'yaml', 'sqlalchemy', 'dbos', 'fastapi', 'httpx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
