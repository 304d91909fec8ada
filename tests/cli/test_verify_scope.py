import pytest

from support.paths import ROOT
from support.working_copy import commit, git, working_copy, write
from tidegate.cli.verify_git import working_copy_of
from tidegate.cli.verify_scope import policies_in, scope_of
from tidegate.core.errors import BadInput
from tidegate.git.run import Git

EXAMPLE = ROOT / "examples/convention"
FILES = {
    **{name: (EXAMPLE / name).read_text() for name in ("atlantis.yaml", "tidegate.yaml")},
    **{f"environments/{name}/main.tf": "" for name in ("dev", "staging", "prod")},
}


@pytest.fixture
def repo(tmp_path):
    (tmp_path / "repo").mkdir()
    repo = working_copy(tmp_path / "repo", FILES)
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    return repo


async def scope(repo, *words, base=None):
    return await scope_of(await working_copy_of(Git.install(repo.parent / "git"), repo), base, words)


def labels(scope):
    return [project.label for project in scope.projects]


async def test_without_words_it_is_about_what_the_change_touches(repo):
    commit(repo, {"environments/dev/main.tf": "# new\n"})
    write(repo, {"environments/prod/main.tf": "# not committed\n"})
    found = await scope(repo)
    assert labels(found) == ["dev-environment", "prod-environment"]
    assert "Changes that are not committed count as well." in found.notes


@pytest.mark.parametrize("word", ["prod", "production", "PROD"])
async def test_a_word_means_all_of_an_environment_touched_or_not(repo, word):
    assert labels(await scope(repo, word, "dev")) == ["dev-environment", "prod-environment"]


async def test_a_word_that_names_no_environment_is_refused_with_those_there_are(repo):
    with pytest.raises(BadInput, match="There are: dev, staging, prod"):
        await scope(repo, "pro")


async def test_rules_are_those_of_the_trusted_branch_whatever_the_working_copy_says(repo):
    commit(repo, {"tidegate.yaml": FILES["tidegate.yaml"] + "resource_limits: {}\n"})
    found = await scope(repo)
    assert found.rules.source == "origin/main:tidegate.yaml"
    assert "Rules: origin/main:tidegate.yaml, as it was fetched last." in found.notes
    assert await found.rules.text("atlantis.yaml") == FILES["atlantis.yaml"]


async def test_rules_come_from_the_default_branch_wherever_the_change_goes(repo):
    git(repo, "branch", "develop", "main")
    commit(repo, {"environments/dev/main.tf": "# new\n"})
    found = await scope(repo, base="develop")
    assert found.rules.source == "origin/main:tidegate.yaml"
    assert "Compared with develop." in found.notes


async def test_before_the_trusted_branch_has_rules_the_working_copys_own_hold(tmp_path):
    (tmp_path / "repo").mkdir()
    repo = working_copy(tmp_path / "repo", {"a/main.tf": ""})
    assert "There is no governance file: no limits hold." in (await scope(repo)).notes
    with pytest.raises(BadInput, match="no environment is called prod"):
        await scope(repo, "prod")
    write(repo, {"tidegate.yaml": FILES["tidegate.yaml"]})
    found = await scope(repo)
    assert (found.rules.source, found.trusted) == ("tidegate.yaml", "")
    assert await found.rules.text("a/main.tf") == ""
    assert await found.rules.text("b/main.tf") is None


async def test_a_governance_file_with_problems_is_told(tmp_path):
    (tmp_path / "repo").mkdir()
    repo = working_copy(tmp_path / "repo", {"tidegate.yaml": "version: 7\n"})
    with pytest.raises(BadInput, match=r"tidegate\.yaml:1:10"):
        await scope(repo)


RULES_WITH_POLICIES = """version: 1
environments:
  prod: {branch: main, paths: ["**"]}
checks: {policies: {path: policies/}}
"""


async def test_policies_are_those_of_the_trusted_branch(tmp_path):
    (tmp_path / "repo").mkdir()
    files = {"tidegate.yaml": RULES_WITH_POLICIES, "policies/deep/a.rego": "package a\n", "policies/README.md": "x"}
    repo = working_copy(tmp_path / "repo", files)
    commit(repo, {"policies/deep/a.rego": "package loose\n"})
    folder = await policies_in(await scope(repo), tmp_path / "policies")
    assert folder is not None
    assert [path.read_text() for path in folder.rglob("*") if path.is_file()] == ["package a\n"]
