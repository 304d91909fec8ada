"""Whose commits a change holds, asked of the stand-in forge with GitHub's own client."""

from dataclasses import replace

import pytest

from support.decisions import CHANGE, POLICY
from support.pulls import branch_off, opened
from support.sandbox import running_sandbox
from tidegate.core.gates.facts import Authorship
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import Unknown
from tidegate.flows.facts.authorship import authorship
from tidegate.forge.github import Patience, github_with_token

REPO = "acme/infra"
PEOPLE = ("bob", "carol")
NO_PROMOTION = replace(POLICY, environments={"staging": replace(POLICY.environments["staging"], promotes_from=None)})


@pytest.fixture
def sandbox(tmp_path):
    with running_sandbox(tmp_path) as running:
        running.commit("main", {"README.md": "infra\n"})
        for branch in ("develop", "staging"):
            branch_off(running, branch, "main")
        yield running
        assert running.violations() == []


@pytest.fixture
def forge(sandbox):
    patience = Patience(between_writes=0, backoff=(0.0, 0.0))
    return github_with_token(
        api_url=sandbox.api, web_url=sandbox.url, token=lambda: "sandbox-tidegate-bot", secret="x", patience=patience
    )


def merged(sandbox, head, approved_by, method="merge"):
    """A pull request into `develop` that somebody approved, merged by the DevOps lead."""
    number = opened(sandbox, head, "develop")
    if approved_by:
        review = {"event": "APPROVE", "body": "looked"}
        sandbox.must(approved_by, "POST", f"/repos/{REPO}/pulls/{number}/reviews", review)
    return sandbox.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": method})["sha"]


async def found(forge, number, governance=POLICY, people=PEOPLE, environment="staging"):
    return await authorship(forge, await forge.change(REPO, number), environment, people, governance)


async def counts(login, forge, number, governance=POLICY, people=PEOPLE):
    """What somebody is to a change: `author`, `reviewed` author or `nobody`."""
    told = await found(forge, number, governance, people)
    if login not in told.verified:
        return "nobody"
    return "reviewed" if login in told.reviewed else "author"


async def test_only_verified_names_are_authors(forge, sandbox):
    branch_off(sandbox, "feature", "staging")
    sandbox.commit("feature", {"a.tf": "# a\n"}, author="bob", signed=True)
    sandbox.commit("feature", {"b.tf": "# b\n"}, author="carol")
    number = opened(sandbox, "feature", "staging")
    assert await found(forge, number, NO_PROMOTION) == Authorship(verified=frozenset({"bob"}))
    assert await found(forge, number) == Authorship(verified=frozenset({"bob"}))


@pytest.mark.parametrize(("approver", "bobs_part"), [("carol", "reviewed"), ("bob", "author"), (None, "author")])
async def test_on_a_promotion_commits_that_somebody_else_approved_are_reviewed(forge, sandbox, approver, bobs_part):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"}, author="bob", signed=True)
    merged(sandbox, "feature", approver)
    number = opened(sandbox, "develop", "staging")
    assert await counts("bob", forge, number) == bobs_part
    assert await counts("bob", forge, number, NO_PROMOTION) == "author"


async def test_one_commit_that_nobody_reviewed_is_enough_to_be_an_author(forge, sandbox):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"}, author="bob", signed=True)
    merged(sandbox, "feature", "carol")
    sandbox.commit("develop", {"b.tf": "# b\n"}, author="bob", signed=True)
    number = opened(sandbox, "develop", "staging")
    assert await counts("bob", forge, number) == "author"


@pytest.mark.parametrize("approver", ["kim-lead", "bob"])
async def test_merging_what_was_reviewed_writes_nothing(forge, sandbox, approver):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"})
    merged(sandbox, "feature", approver)
    number = opened(sandbox, "develop", "staging")
    assert await counts("kim-lead", forge, number, people=("kim-lead",)) == "nobody"


async def test_merging_what_nobody_reviewed_is_writing_it(forge, sandbox):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"})
    merged(sandbox, "feature", None)
    number = opened(sandbox, "develop", "staging")
    assert await found(forge, number, people=("kim-lead",)) == Authorship(verified=frozenset({"kim-lead"}))


async def test_what_was_squashed_is_its_authors_and_was_reviewed(forge, sandbox):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"})
    merged(sandbox, "feature", "bob", "squash")
    number = opened(sandbox, "develop", "staging")
    alices = frozenset({"alice"})
    assert await found(forge, number, people=("alice",)) == Authorship(verified=alices, reviewed=alices)


async def test_those_who_cannot_matter_are_not_asked_about(forge, sandbox):
    branch_off(sandbox, "feature", "develop")
    sandbox.commit("feature", {"a.tf": "# a\n"}, author="bob", signed=True)
    merged(sandbox, "feature", "carol")
    number = opened(sandbox, "develop", "staging")
    assert await counts("bob", forge, number, people=()) == "author"


async def test_the_approval_of_the_promotion_itself_reviews_nothing(forge, sandbox):
    sandbox.commit("develop", {"b.tf": "# b\n"}, author="bob", signed=True)
    number = opened(sandbox, "develop", "staging")
    sandbox.must("carol", "POST", f"/repos/{REPO}/pulls/{number}/reviews", {"event": "APPROVE", "body": "looked"})
    sandbox.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})
    assert await found(forge, number) == Authorship(verified=frozenset({"bob"}))


@pytest.mark.parametrize(("governance", "environment"), [(NoPolicy(), "staging"), (POLICY, None), (POLICY, "other")])
async def test_nobody_is_asked_where_no_rules_hold(forge, governance, environment):
    assert await authorship(forge, CHANGE, environment, PEOPLE, governance) == Authorship()


async def test_authors_the_forge_cannot_tell_are_unknown(forge, sandbox):
    branch_off(sandbox, "feature", "staging")
    sandbox.commit("feature", {"a.tf": "# a\n"})
    number = opened(sandbox, "feature", "staging")
    change = await forge.change(REPO, number)
    sandbox.arm("server_error", 9)
    unknown = await authorship(forge, change, "staging", PEOPLE, POLICY)
    sandbox.arm("server_error", 0)
    assert isinstance(unknown, Unknown)
    assert str(unknown.unknown_because).startswith("who wrote its commits could not be read")


async def test_what_a_push_carries_on_from_reviewed_pull_requests_was_reviewed(forge, sandbox):
    branch_off(sandbox, "feature", "develop")
    before = sandbox.must("bob", "GET", f"/repos/{REPO}/git/ref/heads/develop")["object"]["sha"]
    sandbox.commit("feature", {"a.tf": "# a\n"}, author="bob", signed=True)
    head = merged(sandbox, "feature", approved_by="carol")
    push = replace(CHANGE, number=-1, base_branch="staging", head_branch="staging", base_sha=before, head_sha=head)
    bobs = frozenset({"bob"})
    assert await authorship(forge, push, "staging", ("bob", "kim-lead"), POLICY) == Authorship(
        verified=bobs, reviewed=bobs
    )


async def test_authors_of_a_push_are_those_of_what_the_branch_gained(forge, sandbox):
    before = sandbox.commit("staging", {"old.tf": "# old\n"}, author="carol", signed=True)
    head = sandbox.commit("staging", {"new.tf": "# new\n"}, author="bob", signed=True)
    push = replace(CHANGE, number=-1, base_branch="staging", head_branch="staging", base_sha=before, head_sha=head)
    assert await authorship(forge, push, "staging", PEOPLE, POLICY) == Authorship(verified=frozenset({"bob"}))
