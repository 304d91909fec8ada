import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from support.working_copy import commit, git, working_copy, write
from tidegate.cli.app import build_app

EXAMPLE = Path(__file__).parents[2] / "examples/convention"
ENVIRONMENTS = {
    f"environments/{name}/main.tf": 'module "net" {\n  source = "../../modules/net"\n}\n'
    for name in ("dev", "staging", "prod")
}
FILES = {
    **{name: (EXAMPLE / name).read_text() for name in ("atlantis.yaml", "tidegate.yaml")},
    **ENVIRONMENTS,
    "modules/net/main.tf": "",
}


def projects(folder, *words):
    return CliRunner().invoke(build_app(lambda: None), ["projects", "--path", str(folder), *words])


def test_each_project_is_shown_with_its_environment_and_what_touched_it(tmp_path):
    folder = working_copy(tmp_path, FILES)
    commit(folder, {"environments/dev/terraform.tfvars": "x = 1\n", "modules/net/main.tf": "# new\n"})
    done = projects(folder, "--base", "main", "--head", "feature")
    assert done.exit_code == 0
    assert done.output == (
        "3 projects touched since main:\n"
        "  dev-environment: environments/dev (workspace dev, environment dev)\n"
        "      environments/dev/terraform.tfvars fits **/*.tf*\n"
        "      declared at atlantis.yaml:6\n"
        "  staging-environment: environments/staging (workspace staging, environment staging)\n"
        "      modules/net/main.tf, in the module modules/net\n"
        "      declared at atlantis.yaml:11\n"
        "  prod-environment: environments/prod (workspace prod, environment prod)\n"
        "      modules/net/main.tf, in the module modules/net\n"
        "      declared at atlantis.yaml:16\n"
        "Worth a look:\n"
        "  `environments/dev/terraform.tfvars` is new; `environments/staging` and `environments/prod` "
        "have no `terraform.tfvars`.\n"
    )


def test_what_is_not_committed_counts_and_what_nobody_plans_is_listed(tmp_path):
    folder = working_copy(tmp_path, FILES)
    write(folder, {"environments/dev/policy.json": "{}", "environments/prod/main.tf": 'module "net" {\n'})
    done = projects(folder, "--base", "main")
    assert done.output.startswith("Changes that are not committed count as well.\n1 project touched since main:\n")
    assert "No project covers:\n  environments/dev/policy.json\n" in done.output
    assert "so the modules they call are guessed:\n  environments/prod/main.tf\n" in done.output


def test_without_configuration_projects_are_discovered_and_modules_not_followed(tmp_path):
    folder = working_copy(tmp_path, {**ENVIRONMENTS, "modules/net/main.tf": ""})
    commit(folder, {"modules/net/main.tf": "# new\n"})
    assert projects(folder, "--base", "main").output == "No projects touched since main.\n"
    cloud = 'terraform {\n  cloud {\n    workspaces {\n      name = "blue"\n    }\n  }\n}\n'
    commit(folder, {"environments/dev/main.tf": cloud})
    assert "  environments/dev (workspace blue)\n" in projects(folder, "--base", "main").output


ATLANTIS = """version: 3
projects:
- dir: stacks/*
  execution_order_group: 2
  autoplan: {enabled: false}
- dir: late
  name: release
  branch: /^main$/
"""


def test_groups_branches_and_projects_that_are_not_planned_by_themselves_are_shown(tmp_path):
    folder = working_copy(tmp_path, {"atlantis.yaml": ATLANTIS, "stacks/a/x.tf": "", "late/x.tf": ""})
    git(folder, "branch", "develop", "main")
    git(folder, "update-ref", "refs/remotes/origin/main", "main")
    commit(folder, {"stacks/a/x.tf": "#", "late/x.tf": "#"})
    stack = (
        "  stacks/a (workspace default, order group 2)\n"
        "      stacks/a/x.tf fits **/*.tf*\n"
        "      declared at atlantis.yaml:3\n"
        "      not planned by itself: autoplan is off\n"
    )
    assert projects(folder, "--base", "develop").output == f"1 project touched since develop:\n{stack}"
    shown = projects(folder, "--base", "origin/main").output
    assert shown.startswith("2 projects touched since origin/main:\n  release: late (workspace default)\n")
    assert shown.endswith(stack)


def test_projects_as_json(tmp_path):
    folder = working_copy(tmp_path, {"a/main.tf": ""})
    commit(folder, {"a/main.tf": "#"})
    shown = json.loads(projects(folder, "--base", "main", "--json").output)
    assert shown == {
        "uncommitted": False,
        "projects": [
            {
                "name": None,
                "dir": "a",
                "workspace": "default",
                "environment": None,
                "execution_order_group": 0,
                "autoplan": True,
                "declared_at": None,
                "path": "a/main.tf",
                "pattern": "**/*.tf*",
                "module": None,
            }
        ],
        "uncovered": [],
        "hints": [],
        "broken": [],
    }


@pytest.mark.parametrize(
    ("files", "words", "code", "said"),
    [
        ({"atlantis.yaml": "version: 9\n"}, ["--base", "main"], 1, "atlantis.yaml:1:"),
        ({"x": ""}, ["--base", "nowhere"], 2, "no branch or commit nowhere"),
    ],
)
def test_what_keeps_it_from_looking_is_told(tmp_path, files, words, code, said):
    done = projects(working_copy(tmp_path, files), *words)
    assert (done.exit_code, said in done.output) == (code, True), done.output
