"""What `tidegate verify` takes, against the tools by hand: `terraform fmt`, `init`, `plan`, `show -json`, and checkov.

Both look at one project of a working copy, with the stand-in provider from a mirror folder. checkov is run on both
sides where it is on PATH, and on neither where it is not; the output says which. Run it with nothing else going on:
`python bench/verify.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.terraform import PROVIDER, binary
from support.working_copy import commit, git, working_copy
from tidegate.sandbox.provider.install import cli_config, install_mirror

RESOURCES = 50
RUNS = 5
GOAL = 1.3
RULES = 'version: 1\nenvironments:\n  prod: {branch: main, paths: ["**"]}\n'
MAIN = f"""{PROVIDER}
terraform {{
  required_providers {{
    aws = {{
      source = "hashicorp/aws"
    }}
  }}
}}

resource "aws_instance" "it" {{
  count         = {RESOURCES}
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  root_block_device {{
    encrypted = true
  }}
}}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "terraformrc"
        config.write_text(cli_config(install_mirror(folder / "providers")))
        environment = {
            **os.environ,
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": str(config),
            "TIDEGATE_DATA_DIR": str(folder / "data"),
        }
        repo = changed(folder / "repo")
        runs = [(by_hand(repo, environment), verified(repo, environment)) for _ in range(RUNS)]
    for theirs, ours in runs:
        print(f"{RESOURCES} resources: {ours:.2f} s, by hand {theirs:.2f} s, {ours / theirs:.2f}")
    scanner = "with checkov" if checkov() else "without checkov, which is not on PATH"
    ratio = median(ours / theirs for theirs, ours in runs)
    print(f"verify takes {ratio:.2f} times as long as the tools by hand, {scanner}; the goal is {GOAL}")


def changed(folder: Path) -> Path:
    """A working copy whose change is a whole project."""
    folder.mkdir()
    repo = working_copy(folder, {"tidegate.yaml": RULES, ".gitignore": ".terraform*\n"})
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    commit(repo, {"prod/main.tf": MAIN})
    return repo


def checkov() -> str | None:
    return shutil.which("checkov")


def by_hand(repo: Path, environment: dict[str, str]) -> float:
    folder = fresh(repo)
    terraform = binary()
    lines = [
        (terraform, "fmt", "-check", "-recursive"),
        (terraform, "init", "-input=false"),
        (terraform, "plan", "-input=false", "-lock=false", "-out", str(repo.parent / "plan")),
        (terraform, "show", "-json", str(repo.parent / "plan")),
    ]
    if checkov():
        lines.append((str(checkov()), "-d", ".", "--framework", "terraform", "-o", "json", "--quiet", "--soft-fail"))
    return seconds([(line, folder) for line in lines], environment)


def verified(repo: Path, environment: dict[str, str]) -> float:
    fresh(repo)
    line = (sys.executable, "-m", "tidegate", "verify", "--path", str(repo), "--allow-unknown")
    return seconds([(line, repo)], environment)


def fresh(repo: Path) -> Path:
    """The project as nobody has initialised it yet."""
    folder = repo / "prod"
    shutil.rmtree(folder / ".terraform", ignore_errors=True)
    (folder / ".terraform.lock.hcl").unlink(missing_ok=True)
    return folder


def seconds(lines: list[tuple[tuple[str, ...], Path]], environment: dict[str, str]) -> float:
    began = time.monotonic()
    for line, folder in lines:
        # Both end with 1 where they find something.
        done = subprocess.run(line, cwd=folder, env=environment, check=False, capture_output=True)
        assert done.returncode in {0, 1}, done.stderr.decode()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
