import json

import pytest
from typer.testing import CliRunner

from support.paths import ROOT
from support.terraform import PROVIDER
from support.working_copy import commit, git, working_copy
from tidegate.cli.app import build_app

EXAMPLE = ROOT / "examples/convention"
NAMES = ("dev", "staging", "prod")
FILES = {
    **{name: (EXAMPLE / name).read_text() for name in ("atlantis.yaml", "tidegate.yaml")},
    **{f"environments/{name}/main.tf": PROVIDER for name in NAMES},
    **{f"environments/{name}/terraform.tfvars": "" for name in NAMES},
}
REDIS = """
resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "shop-ENV-redis"
  description                = "Sessions"
  node_type                  = "NODE"
  num_cache_clusters         = 3
  engine                     = "redis"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  tags = {
    Service = "shop"
    Purpose = "sessions"
  }
}
"""

pytestmark = pytest.mark.terraform


def redis(environment, node="cache.t4g.micro"):
    return {f"environments/{environment}/main.tf": PROVIDER + REDIS.replace("ENV", environment).replace("NODE", node)}


@pytest.fixture
def repo(tmp_path, monkeypatch, reattach):
    monkeypatch.setenv("TF_REATTACH_PROVIDERS", reattach)
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")
    monkeypatch.setenv("TIDEGATE_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "repo").mkdir()
    repo = working_copy(tmp_path / "repo", FILES)
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    return repo


def verify(repo, *words):
    return CliRunner().invoke(build_app(lambda: None), ["verify", "--path", str(repo), *words])


def said(repo, *words):
    return json.loads(verify(repo, "--json", *words).output)


def gates(made):
    return {each["gate"]: each["verdict"] for each in made["gates"]}


def test_a_change_is_planned_priced_examined_and_put_before_the_gates(repo):
    commit(repo, redis("prod", "cache.r6g.large"))
    done = verify(repo)
    assert done.exit_code == 1
    assert "prod-environment (prod)\n  Plan: 1 to add, 0 to change, 0 to destroy.\n" in done.output
    assert "  Cost: +$538.74 a month ($0.00 → $538.74; catalog" in done.output
    assert "This change costs +$538.74 a month; production allows $500.00 a month (tidegate.yaml:" in done.output
    assert "  A server also runs: infracost breakdown" in done.output


def test_a_name_may_hold_any_word_of_its_environment_and_a_finding_says_where_its_code_stands(repo):
    tags = '  tags = {\n    Service = "shop"\n    Purpose = "sessions"\n  }\n'
    named = {path: text.replace("shop-prod", "shop-production") for path, text in redis("prod").items()}
    untagged = {path: text.replace(tags, "") for path, text in named.items()}
    commit(repo, untagged)
    (project,) = said(repo)["projects"]
    found = [each for check in project["checks"] for each in check["findings"]]
    line = PROVIDER.count("\n") + 2
    assert {(each["id"], each["file"], each["line"]) for each in found} == {
        ("required_tag", "environments/prod/main.tf", line)
    }


def test_a_change_that_would_go_through_ends_with_0_and_leaves_nothing_behind(repo):
    commit(repo, redis("staging"))
    done = verify(repo)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nothing blocks.")
    assert git(repo, "worktree", "list").count("\n") == 0
    assert not list(repo.rglob("*.tfplan")) + list(repo.rglob("*.tfstate"))


def test_named_environments_are_looked_at_whole(repo):
    made = said(repo, "staging", "production")
    assert [project["environment"] for project in made["projects"]] == ["staging", "prod"]
    assert made["exit_code"] == 0


def test_unformatted_code_blocks_until_it_is_fixed(repo):
    commit(repo, {"environments/staging/main.tf": PROVIDER.replace("  region ", " region ")})
    assert gates(said(repo))["checks"] == "block"
    assert gates(said(repo, "--fix"))["checks"] == "pass"
    assert (repo / "environments/staging/main.tf").read_text() == PROVIDER


def test_what_was_there_before_the_change_does_not_block(repo):
    git(repo, "switch", "--quiet", "main")
    commit(repo, {"environments/staging/old.tf": 'locals {\nx="1"\n}\n'})
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    git(repo, "switch", "--quiet", "feature")
    git(repo, "reset", "--quiet", "--hard", "main")
    commit(repo, redis("staging"))
    made = said(repo)
    fmt = next(each for each in made["projects"][0]["checks"] if each["check"] == "fmt")
    assert [(each["file"], each["is_new"]) for each in fmt["findings"]] == [("environments/staging/old.tf", False)]
    assert made["exit_code"] == 0


def test_without_a_plan_what_it_costs_is_unknown_and_that_is_not_fine(repo):
    commit(repo, redis("staging"))
    made = said(repo, "--no-plan")
    assert "What `staging-environment` costs is not known: no plan was asked for." in made["unknown"]
    assert made["exit_code"] == 1
    assert said(repo, "--no-plan", "--allow-unknown")["exit_code"] == 0


def test_a_plan_that_fails_is_shown_with_what_terraform_said(repo):
    commit(repo, {"environments/staging/main.tf": PROVIDER + 'resource "aws_instance" "a" {\n  ami = var.none\n}\n'})
    done = verify(repo)
    assert done.exit_code == 1
    assert "  No plan: terraform plan ended with exit code 1.\n" in done.output
    assert "Reference to undeclared input variable" in done.output


def test_a_change_without_projects_is_fine(repo):
    commit(repo, {"README.md": "# shop\n"})
    done = verify(repo)
    assert (done.exit_code, "The change touches no project." in done.output) == (0, True)


def test_findings_are_written_as_sarif(repo, tmp_path):
    commit(repo, {"environments/staging/main.tf": PROVIDER.replace("  region ", " region ")})
    verify(repo, "--sarif", str(tmp_path / "found.sarif"))
    runs = json.loads((tmp_path / "found.sarif").read_text())["runs"]
    assert [each["ruleId"] for run in runs for each in run["results"]] == ["fmt"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["nowhere"], "names no one environment"),
        (["--base", "nothing"], "there is no branch or commit nothing here"),
    ],
)
def test_what_cannot_be_looked_at_ends_with_2(repo, words, expected):
    done = verify(repo, *words)
    assert done.exit_code == 2
    assert expected in done.output
