import subprocess
import sys

from typer.testing import CliRunner

from tidegate.cli.app import build_app


def test_server_calls_what_it_was_handed():
    started = []
    assert CliRunner().invoke(build_app(lambda: started.append(True)), ["server"]).exit_code == 0
    assert started == [True]


def test_a_wrong_command_ends_with_2():
    assert CliRunner().invoke(build_app(lambda: None), ["sevrer"]).exit_code == 2


def test_building_the_command_line_imports_nothing_heavy():
    code = (
        "import sys\nfrom tidegate.cli.app import build_app\nbuild_app(lambda: None)\n"
        "print([m for m in ('pydantic', 'yaml', 'sqlalchemy', 'dbos', 'fastapi', 'httpx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
