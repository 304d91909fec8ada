"""What a pull request of twenty projects costs to plan, against `terraform init && plan && show -json` of the same.

Both run as many projects side by side, with the stand-in provider from a mirror folder. Ours includes everything
between opening the pull request and its green status: webhook, checkout, walls, comments and statuses. Run it with
nothing else going on: `python bench/twenty_projects.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.house import House, running_house
from support.terraform import PROVIDER, binary
from tidegate.sandbox.github.__main__ import serve as unwatched
from tidegate.sandbox.provider.install import cli_config, install_mirror

PROJECTS = 20
RESOURCES = 50
AT_ONCE = 4
PUSHES = 3
GOAL = 1.15

MAIN = f"""{PROVIDER}
terraform {{
  required_providers {{
    aws = {{ source = "hashicorp/aws" }}
  }}
}}

resource "aws_instance" "it" {{
  count         = {RESOURCES}
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "terraformrc"
        config.write_text(cli_config(install_mirror(folder / "providers")))
        settings = {"TIDEGATE_TERRAFORM_CLI_CONFIG": str(config), "TIDEGATE_PARALLEL": str(AT_ONCE)}
        with running_house(folder, files={"README.md": "infra"}, served_by=unwatched, **settings) as house:
            pushes = [(by_hand(folder / f"hand{push}", config), planned(house, push)) for push in range(PUSHES)]
    for theirs, ours in pushes:
        print(f"{PROJECTS} projects, {AT_ONCE} at once: {ours:.1f} s, by hand {theirs:.1f} s, {ours / theirs:.2f}")
    ratio = median(ours / theirs for theirs, ours in pushes)
    print(f"a first push takes {ratio:.2f} times as long as Terraform alone; the goal is {GOAL}")


def planned(house: House, push: int) -> float:
    """Seconds from opening a pull request to its green status. Closed afterwards, so that it holds no locks."""
    files: dict[str, str | None] = {f"p{number}/main.tf": MAIN + f"# {push}\n" for number in range(PROJECTS)}
    house.sandbox.commit(f"push{push}", files, author="alice")
    alice = house.persona("alice")
    began = time.monotonic()
    number = alice.open_change(head=f"push{push}", base="main", title="Twenty projects", body="")
    sha = alice.head(number)
    while alice.statuses(sha).get("atlantis/plan") in (None, "pending"):
        time.sleep(0.1)
    took = time.monotonic() - began
    assert alice.statuses(sha)["atlantis/plan"] == "success", house.said(number)
    house.sandbox.must("alice", "PATCH", f"/repos/acme/infra/pulls/{number}", {"state": "closed"})
    return took


def by_hand(folder: Path, config: Path) -> float:
    """Seconds the same projects take Terraform alone."""
    for number in range(PROJECTS):
        (folder / f"p{number}").mkdir(parents=True)
        (folder / f"p{number}" / "main.tf").write_text(MAIN)
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda number: one_by_hand(folder / f"p{number}", config), range(PROJECTS)))
    return time.monotonic() - began


def one_by_hand(folder: Path, config: Path) -> None:
    quiet = {"PATH": os.environ["PATH"], "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": str(config)}
    quiet |= {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
    terraform = binary()
    for line in ((terraform, "init", "-no-color"), (terraform, "plan", "-no-color", "-out", "p")):
        subprocess.run(line, cwd=folder, env=quiet, check=True, capture_output=True)
    with (folder / "p.json").open("wb") as shown:
        subprocess.run((terraform, "show", "-json", "p"), cwd=folder, env=quiet, check=True, stdout=shown)


if __name__ == "__main__":
    main()
