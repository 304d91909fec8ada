"""The house keeps its order: every file has its test, dangerous doors are few, every import goes down."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import ROOT, SOURCE

TESTS = ROOT / "tests"

#: Tested whole, with a real forge, terraform and database, in tests/e2e and tests/crash.
TESTED_WHOLE = ("flows/", "wiring.py", "__main__.py", "sandbox/story/", "store/migrations/")

#: Adapters whose port has a contract suite, and what is seen through another file's tests.
TESTED_BY = {
    "calendars/local.py": "contracts/test_calendars.py",
    "git/checkout.py": "contracts/test_checkout.py",
    "terraform/local.py": "contracts/test_terraform.py",
    "terraform/programs.py": "contracts/test_programs.py",
    "terraform/runner.py": "terraform/test_process.py",
    "forge/github/forge.py": "contracts/test_forge.py",
}

#: The only modules that start programs.
DOORS = {
    "terraform/process.py",
    "terraform/runner.py",
    "terraform/network.py",
    "git/run.py",
    "sandbox/github/git/run.py",
}
STARTERS = {"Popen", "run", "check_output", "check_call", "call", "create_subprocess_exec", "create_subprocess_shell"}


def _sources() -> list[str]:
    return sorted(str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py"))


def _does_something(source: str) -> bool:
    """Files that only declare values need no test of their own."""
    tree = ast.parse((SOURCE / source).read_text())
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


@pytest.mark.parametrize("source", [s for s in _sources() if not s.endswith("__init__.py")])
def test_every_source_file_has_its_test_file(source):
    if source.startswith(TESTED_WHOLE) or source.startswith("ports/") or not _does_something(source):
        return
    path = Path(source)
    test = TESTED_BY.get(source, f"{path.parent}/test_{path.stem.strip('_')}.py")
    assert (TESTS / test).exists(), f"write tests/{test}"


@pytest.mark.parametrize("source", _sources())
def test_programs_are_started_in_a_few_known_places(source):
    if source in DOORS:
        return
    tree = ast.parse((SOURCE / source).read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in STARTERS and isinstance(node.value, ast.Name):
            assert node.value.id not in {"subprocess", "asyncio"} or (node.value.id, node.attr) == ("asyncio", "run"), (
                f"{source}:{node.lineno} starts a program; go through {sorted(DOORS)}"
            )


def test_imports_go_down_only():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
