"""A hotfix in production while a feature waits in staging: what staging has proven is promoted all the same."""

import pytest

from support.house import running_house
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [senior]}
people:
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
branches:
  feature: {pattern: "feature/*", into: [staging]}
  hotfix:  {pattern: "hotfix/*", into: [main]}
environments:
  staging:
    branch: staging
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1}}
    after_apply: ["sh scripts/ping.sh"]
    checklist: []
  prod:
    branch: main
    promotes_from: staging
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1}}
    checklist: []
"""
MODULE = 'resource "terraform_data" "it" {{\n  input = "{value}"\n}}\n'


def root(folder, environment, *, modules=("shared",), more=""):
    """An environment's `main.tf`, whose state is kept outside every worktree."""
    backend = f'terraform {{\n  backend "local" {{\n    path = "{folder}/{environment}.tfstate"\n  }}\n}}\n'
    calls = (f'\nmodule "{name}" {{\n  source = "../../modules/{name}"\n}}\n' for name in modules)
    return "".join((backend, *calls, more))


@pytest.fixture
def house(tmp_path):
    files = {
        "tidegate.yaml": GOVERNANCE,
        "scripts/ping.sh": "echo pong\n",
        "modules/shared/main.tf": MODULE.format(value="old"),
        **{f"environments/{name}/main.tf": root(tmp_path, name) for name in ("staging", "prod")},
    }
    with running_house(tmp_path, files=files) as running:
        head = running.sandbox.must("bob", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"]
        running.sandbox.must("bob", "POST", f"/repos/{REPO}/git/refs", {"ref": "refs/heads/staging", "sha": head})
        yield running


def apply(house, number, environment, wanted="Apply complete!"):
    body = house.answer(
        "bob", number, f"atlantis apply {environment}", lambda body: "in progress" not in body and "⏳" not in body
    )
    assert wanted in body, body
    return body


def wait_for_tests(house, number):
    until("the tests after the apply", lambda: any("After the apply" in body for body in house.said(number)))


def pull(house, base, prefix):
    """The number of the pull request Tidegate opened into a branch."""
    found = house.sandbox.must("bob", "GET", f"/repos/{REPO}/pulls?state=open&base={base}")
    return next((each["number"] for each in found if each["head"]["ref"].startswith(prefix)), None)


def promoted(house, number):
    """The pull request that answers `promote prod`, planned."""
    house.answer("bob", number, "atlantis promote prod", lambda body: "promotes it to prod" in body)
    promotion = pull(house, "main", "promote/prod/")
    until("its plan", lambda: any("Plan: " in body for body in house.said(promotion)))
    return promotion


def proven_in_staging(house, tmp_path):
    """A feature that adds the module `new`, deployed to staging, tested there and merged."""
    files = {
        "modules/new/main.tf": MODULE.format(value="new"),
        **{
            f"environments/{name}/main.tf": root(tmp_path, name, modules=("shared", "new"))
            for name in ("staging", "prod")
        },
    }
    number = house.change(files, branch="feature/new", base="staging")
    house.planned(number)
    house.approve("carol", number)
    apply(house, number, "staging")
    wait_for_tests(house, number)
    house.merge("bob", number)
    return number


def hotfixed(house, files):
    """A hotfix that is deployed to production and merged there; gives the pull request that brings it back."""
    number = house.change(files, branch="hotfix/it", base="main")
    house.planned(number)
    house.approve("carol", number)
    house.answer("carol", number, 'atlantis waive promotion prod --reason "production is down"')
    apply(house, number, "prod")
    house.merge("bob", number)
    return until("the back-merge", lambda: pull(house, "staging", "back-merge/staging/"))


def test_what_staging_has_proven_is_promoted_after_a_hotfix_of_something_else(house, tmp_path):
    feature = proven_in_staging(house, tmp_path)
    back = hotfixed(house, {"modules/shared/main.tf": MODULE.format(value="fixed")})
    assert "fixed" in (tmp_path / "prod.tfstate").read_text()
    house.wait_for_status(house.merge("bob", back), "atlantis/plan", "success")
    house.approve("carol", back)
    apply(house, back, "staging")
    wait_for_tests(house, back)

    promotion = promoted(house, back)
    body = house.sandbox.must("bob", "GET", f"/repos/{REPO}/pulls/{promotion}")["body"]
    assert f"#{feature}" in body
    house.approve("carol", promotion)
    apply(house, promotion, "prod")
    assert '"new"' in (tmp_path / "prod.tfstate").read_text()


def test_a_hotfix_of_production_alone_does_not_hold_up_what_staging_has_proven(house, tmp_path):
    feature = proven_in_staging(house, tmp_path)
    more = '\nresource "terraform_data" "only_here" {\n  input = "fixed"\n}\n'
    back = hotfixed(house, {"environments/prod/fix.tf": more})
    house.merge("bob", back)

    promotion = promoted(house, feature)
    house.approve("carol", promotion)
    apply(house, promotion, "prod")
    state = (tmp_path / "prod.tfstate").read_text()
    assert '"new"' in state
    assert '"fixed"' in state
