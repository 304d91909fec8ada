"""What every forge adapter must do, shown on GitHub's client against the sandbox, as a person and as an App."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from support.github_app import new_app
from support.receiver import running_receiver
from support.sandbox import running_sandbox
from tidegate.core.changes import CheckRun, CommitStatus
from tidegate.core.errors import ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.core.events import (
    BranchPushed,
    ChangeClosed,
    ChangeEdited,
    ChangeMoved,
    CommentCreated,
    CommitCommented,
    ReviewChanged,
)
from tidegate.forge.github import Patience, github_with_app, github_with_token

REPO = "acme/infra"
AT_ONCE = Patience(between_writes=0, backoff=(0.0, 0.0, 0.0, 0.0))
SECRET = "s3cret"


def as_person(sandbox):
    return github_with_token(
        api_url=sandbox.api, web_url=sandbox.url, token=lambda: "sandbox-tidegate-bot", secret=SECRET, patience=AT_ONCE
    )


def as_app(sandbox):
    app, key = new_app(sandbox)
    return github_with_app(
        api_url=sandbox.api, web_url=sandbox.url, app_id=app, private_key=key, secret=SECRET, patience=AT_ONCE
    )


@pytest.fixture
def sandbox(tmp_path):
    with running_sandbox(tmp_path) as running:
        running.commit("main", {"README.md": "infra\n"})
        running.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", new_branch(running, "staging", "main"))
        yield running


@pytest.fixture(params=[as_person, as_app], ids=["token", "app"])
def forge(request, sandbox):
    return request.param(sandbox)


@pytest.fixture
def opened(sandbox):
    """Alice's pull request from `feature/infra-add-redis` into `staging`."""
    sandbox.must("alice", "POST", f"/repos/{REPO}/git/refs", new_branch(sandbox, "feature/infra-add-redis", "staging"))
    head = sandbox.commit("feature/infra-add-redis", {"main.tf": "# redis\n"})
    wanted = {"title": "feat(infra): add redis", "head": "feature/infra-add-redis", "base": "staging", "body": "Why"}
    pull = sandbox.must("alice", "POST", f"/repos/{REPO}/pulls", wanted)
    return SimpleNamespace(number=pull["number"], head=head)


def new_branch(sandbox, name, start):
    sha = sandbox.must("kim-lead", "GET", f"/repos/{REPO}/git/ref/heads/{start}")["object"]["sha"]
    return {"ref": f"refs/heads/{name}", "sha": sha}


def comments(sandbox, number):
    return sandbox.must("bob", "GET", f"/repos/{REPO}/issues/{number}/comments")


def approve(sandbox, login, number, event="APPROVE"):
    return sandbox.must(login, "POST", f"/repos/{REPO}/pulls/{number}/reviews", {"event": event, "body": "looked"})


def commit_status(sandbox, sha, context, state):
    sandbox.must("kim-lead", "POST", f"/repos/{REPO}/statuses/{sha}", {"context": context, "state": state})


async def test_a_change_is_read_whole(forge, opened):
    change = await forge.change(REPO, opened.number)
    assert (change.author, change.base_branch, change.head_branch) == ("alice", "staging", "feature/infra-add-redis")
    assert (change.head_sha, change.state, change.draft, change.is_fork) == (opened.head, "open", False, False)
    assert (change.title, change.body) == ("feat(infra): add redis", "Why")


async def test_open_changes_are_found_by_branch(forge, opened):
    assert [c.number for c in await forge.open_changes(REPO, base="staging")] == [opened.number]
    assert [c.number for c in await forge.open_changes(REPO, head="feature/infra-add-redis")] == [opened.number]
    assert await forge.open_changes(REPO, base="main") == ()


async def test_a_change_read_too_early_is_read_again(forge, sandbox, opened):
    sandbox.arm("not_found_after_open", 2)
    assert (await forge.change(REPO, opened.number)).number == opened.number


async def test_a_change_that_is_not_there_is_missing(forge, sandbox):
    with pytest.raises(ForgeMissing):
        await forge.change(REPO, 404)


async def test_both_names_of_a_renamed_file_are_changed(forge, sandbox, opened):
    sandbox.commit("feature/infra-add-redis", {"README.md": None, "docs/README.md": "infra\n"})
    files = await forge.changed_files(REPO, opened.number)
    assert set(files.paths) == {"main.tf", "README.md", "docs/README.md"}
    assert files.complete


async def test_long_lists_are_read_to_their_end(forge, sandbox, opened):
    sandbox.commit("feature/infra-add-redis", {f"many/{index}.tf": "x\n" for index in range(130)})
    assert len((await forge.changed_files(REPO, opened.number)).paths) == 131


async def test_reviews_come_oldest_first_with_the_forges_instants(forge, sandbox, opened):
    before = datetime.now(UTC).replace(microsecond=0)
    approve(sandbox, "bob", opened.number)
    approve(sandbox, "carol", opened.number, "REQUEST_CHANGES")
    first, second = await forge.reviews(REPO, opened.number)
    assert (first.login, first.verdict, first.human, first.commit) == ("bob", "approved", True, opened.head)
    assert (second.login, second.verdict) == ("carol", "changes_requested")
    assert before <= first.at <= second.at


@pytest.mark.parametrize(("event", "was"), [("APPROVE", "approved"), ("REQUEST_CHANGES", "changes_requested")])
async def test_a_dismissed_review_tells_what_it_had_said_and_who_dismissed_it(forge, sandbox, opened, event, was):
    given = approve(sandbox, "bob", opened.number, event)["id"]
    approve(sandbox, "carol", opened.number)
    path = f"/repos/{REPO}/pulls/{opened.number}/reviews/{given}/dismissals"
    sandbox.must("kim-lead", "PUT", path, {"message": "He is on holiday"})
    first, second = await forge.reviews(REPO, opened.number)
    assert (first.verdict, first.was, first.dismissed_by) == ("dismissed", was, "kim-lead")
    assert (second.verdict, second.was, second.dismissed_by) == ("approved", None, None)


async def test_an_approval_that_a_push_made_stale_tells_what_it_had_said(forge, sandbox, opened):
    sandbox.seed(protections=[{"repo": REPO, "branch": "staging", "dismiss_stale_reviews": True}])
    approve(sandbox, "bob", opened.number)
    sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"})
    (only,) = await forge.reviews(REPO, opened.number)
    assert (only.verdict, only.was, only.dismissed_by) == ("dismissed", "approved", "alice")


async def test_commits_name_their_authors_oldest_first(forge, sandbox, opened):
    signed = sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"}, author="bob", signed=True)
    found = await forge.commits(REPO, opened.number)
    assert [(each.author, each.verified, each.is_merge) for each in found.commits] == [
        ("alice", False, False),
        ("bob", True, False),
    ]
    assert found.commits[-1].sha == signed
    assert found.complete


async def test_the_commits_a_branch_gained_name_their_authors_oldest_first(forge, sandbox):
    before = sandbox.commit("main", {"a.tf": "# a\n"}, author="kim-lead")
    first = sandbox.commit("main", {"b.tf": "# b\n"}, author="alice")
    head = sandbox.commit("main", {"c.tf": "# c\n"}, author="bob", signed=True)
    found = await forge.commits_between(REPO, before, head)
    assert [(each.sha, each.author, each.verified) for each in found.commits] == [
        (first, "alice", False),
        (head, "bob", True),
    ]
    assert found.complete


async def test_branches_tell_their_head_and_protection(forge, sandbox, opened):
    sandbox.seed(protections=[{"repo": REPO, "branch": "staging", "required_checks": ["atlantis/apply"]}])
    assert (await forge.branch(REPO, "staging")).protected is True
    branch = await forge.branch(REPO, "feature/infra-add-redis")
    assert (branch.sha, branch.protected) == (opened.head, False)
    assert await forge.default_branch(REPO) == "main"


async def test_pushes_name_who_pushed_newest_first(forge, sandbox, opened):
    newest = sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"}, author="bob")
    pushes = await forge.pushes(REPO, "feature/infra-add-redis")
    assert [(push.pusher, push.after) for push in pushes[:2]] == [("bob", newest), ("alice", opened.head)]
    assert pushes[0].before == opened.head
    assert not any(push.merge for push in pushes)


@pytest.mark.parametrize(("reviewer", "reviewed"), [("bob", True), (None, False)])
async def test_merging_what_another_approved_is_a_reviewed_merge(forge, sandbox, opened, reviewer, reviewed):
    if reviewer:
        approve(sandbox, reviewer, opened.number)
    sandbox.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{opened.number}/merge", {"sha": opened.head})
    newest = (await forge.pushes(REPO, "staging"))[0]
    assert newest.pusher == "kim-lead"
    assert await forge.is_reviewed_merge(REPO, newest) is reviewed
    assert (await forge.change(REPO, opened.number)).state == "merged"


async def merge_state(forge, number):
    return await forge.merge_state(await forge.change(REPO, number), ignore=("atlantis/",))


async def test_a_plain_change_is_mergeable(forge, opened):
    assert (await merge_state(forge, opened.number)).mergeable


async def test_our_own_required_status_does_not_lock_itself(forge, sandbox, opened):
    sandbox.seed(protections=[{"repo": REPO, "branch": "staging", "required_checks": ["atlantis/apply"]}])
    commit_status(sandbox, opened.head, "atlantis/apply", "pending")
    found = await merge_state(forge, opened.number)
    assert found.mergeable, found.reasons


async def test_what_others_require_still_blocks_and_is_named(forge, sandbox, opened):
    rule = {"repo": REPO, "branch": "staging", "required_checks": ["atlantis/apply", "ci"], "required_reviews": 1}
    sandbox.seed(protections=[rule])
    assert (await merge_state(forge, opened.number)).reasons == (
        "Required check ci was never reported.",
        "0 of 1 required approvals.",
    )
    commit_status(sandbox, opened.head, "ci", "success")
    approve(sandbox, "bob", opened.number)
    found = await merge_state(forge, opened.number)
    assert found.mergeable, found.reasons


async def test_a_conflict_is_told_from_a_block(forge, sandbox, opened):
    sandbox.commit("staging", {"main.tf": "# something else\n"})
    found = await merge_state(forge, opened.number)
    assert not found.mergeable
    assert "conflicts with staging" in found.reasons[0]


async def test_a_merge_state_being_computed_is_waited_for(forge, sandbox, opened):
    change = await forge.change(REPO, opened.number)
    sandbox.arm("mergeable_null", 3)
    assert (await forge.merge_state(change, ignore=("atlantis/",))).mergeable


async def test_a_merge_state_never_computed_is_unknown_and_not_no(forge, sandbox, opened):
    change = await forge.change(REPO, opened.number)
    sandbox.arm("mergeable_null", 50)
    with pytest.raises(ForgeUnavailable, match="still computing"):
        await forge.merge_state(change, ignore=("atlantis/",))


async def test_a_persons_teams_are_those_asked_for(forge):
    await forge.default_branch(REPO)
    teams = frozenset({"acme/developers", "acme/senior-developers", "acme/nobody"})
    assert (await forge.standing("bob", teams)).teams == {"acme/developers", "acme/senior-developers"}
    assert (await forge.standing("park-cto", teams)).teams == frozenset()
    assert (await forge.standing("bob", frozenset())).teams == frozenset()


async def test_a_teams_members_are_everybody_in_it(forge):
    await forge.default_branch(REPO)
    assert await forge.members("acme/senior-developers") == {"bob", "carol"}
    with pytest.raises(ForgeMissing):
        await forge.members("acme/nobody")


async def test_teams_that_could_not_be_read_are_asked_again(forge, sandbox):
    teams = frozenset({"acme/developers"})
    await forge.default_branch(REPO)
    sandbox.arm("server_error", 5)
    with pytest.raises(ForgeUnavailable):
        await forge.standing("alice", teams)
    sandbox.arm("server_error", 0)
    assert (await forge.standing("alice", teams)).teams == teams


async def test_a_comment_with_the_same_marker_is_edited_in_place(forge, sandbox, opened):
    first = await forge.comment(REPO, opened.number, "Plan queued", marker="plan:1")
    second = await forge.comment(REPO, opened.number, "Plan done", marker="plan:1")
    await forge.comment(REPO, opened.number, "Another", marker="plan:2")
    assert first.id == second.id
    assert [body.splitlines()[0] for body in bodies(sandbox, opened)] == ["Plan done", "Another"]


async def test_a_comment_is_edited_by_its_id(forge, sandbox, opened):
    posted = await forge.comment(REPO, opened.number, "Plan queued", marker="plan:1")
    edited = await forge.edit_comment(REPO, opened.number, posted.id, "Plan done", marker="plan:1")
    assert (edited.id, edited.at >= posted.at) == (posted.id, True)
    assert bodies(sandbox, opened) == ["Plan done\n\n<!-- tidegate:plan:1 -->"]


async def test_somebody_elses_copy_of_a_marker_is_not_ours(forge, sandbox, opened):
    copied = {"body": "Ha\n\n<!-- tidegate:plan:1 -->"}
    sandbox.must("bob", "POST", f"/repos/{REPO}/issues/{opened.number}/comments", copied)
    await forge.comment(REPO, opened.number, "Plan done", marker="plan:1")
    assert [body.splitlines()[0] for body in bodies(sandbox, opened)] == ["Ha", "Plan done"]


@pytest.mark.parametrize("fault", ["dropped_after_write", "bad_gateway", "server_error", "secondary_limit"])
async def test_a_comment_whose_answer_was_lost_is_written_once(forge, sandbox, opened, fault):
    await forge.change(REPO, opened.number)  # signed in before the trouble begins
    sandbox.arm(fault, 1)
    await forge.comment(REPO, opened.number, "Plan done", marker="plan:1")
    assert len(bodies(sandbox, opened)) == 1


async def test_a_comment_is_written_on_the_last_attempt_or_not_at_all(forge, sandbox, opened):
    await forge.change(REPO, opened.number)
    sandbox.arm("secondary_limit", 1)
    sandbox.arm("dropped_after_write", 1)
    await forge.comment(REPO, opened.number, "Plan done", marker="plan:1")
    assert len(bodies(sandbox, opened)) == 1


async def test_a_comment_that_is_too_long_is_refused_with_the_forges_words(forge, opened):
    with pytest.raises(ForgeRefused) as refused:
        await forge.comment(REPO, opened.number, "x" * 70_000, marker="plan:1")
    assert refused.value.status == 422
    assert "too long" in refused.value.message


async def test_a_comment_on_a_commit_is_written_once_and_edited_in_place(forge, sandbox, opened):
    await forge.change(REPO, opened.number)
    sandbox.arm("dropped_after_write", 1)
    first = await forge.comment_on_commit(REPO, opened.head, "Plan queued", marker="plan:1")
    second = await forge.comment_on_commit(REPO, opened.head, "Plan done", marker="plan:1")
    assert first.id == second.id
    (said,) = sandbox.must("bob", "GET", f"/repos/{REPO}/commits/{opened.head}/comments")
    assert said["body"] == "Plan done\n\n<!-- tidegate:plan:1 -->"
    assert said["html_url"].startswith(forge.commit_page(REPO, opened.head))
    assert bodies(sandbox, opened) == []


async def test_a_restarted_server_finds_its_comment_on_a_commit(sandbox, opened):
    first = await as_person(sandbox).comment_on_commit(REPO, opened.head, "Plan queued", marker="plan:1")
    second = await as_person(sandbox).comment_on_commit(REPO, opened.head, "Plan done", marker="plan:1")
    assert first.id == second.id


async def test_a_comment_on_a_commit_gets_a_reaction_once(forge, sandbox, opened):
    path = f"/repos/{REPO}/commits/{opened.head}/comments"
    asked = sandbox.must("bob", "POST", path, {"body": "atlantis plan"})
    await forge.react_on_commit(REPO, str(asked["id"]), "eyes")
    await forge.react_on_commit(REPO, str(asked["id"]), "eyes")
    (said,) = sandbox.must("bob", "GET", path)
    assert said["reactions"]["eyes"] == 1


async def test_a_comment_gets_a_reaction_once(forge, sandbox, opened):
    asked = sandbox.must("bob", "POST", f"/repos/{REPO}/issues/{opened.number}/comments", {"body": "atlantis plan"})
    await forge.react(REPO, str(asked["id"]), "eyes")
    await forge.react(REPO, str(asked["id"]), "eyes")
    assert comments(sandbox, opened.number)[0].get("reactions", {}).get("eyes", 1) == 1


async def test_a_status_is_written_only_when_it_changes(forge, sandbox, opened):
    pending = CommitStatus(context="atlantis/plan", state="pending", description="Plan in progress...")
    for status in (pending, pending, CommitStatus(context="atlantis/plan", state="success", description="x" * 200)):
        await forge.set_status(REPO, opened.head, status)
    written = sandbox.must("bob", "GET", f"/repos/{REPO}/commits/{opened.head}/statuses")
    assert [(entry["state"], len(entry["description"])) for entry in written] == [("success", 140), ("pending", 19)]


async def test_a_restarted_server_does_not_write_the_same_status_again(sandbox, opened):
    status = CommitStatus(context="atlantis/plan", state="success", description="1/1 projects planned successfully.")
    for forge in (as_person(sandbox), as_person(sandbox)):
        await forge.set_status(REPO, opened.head, status)
    assert len(sandbox.must("bob", "GET", f"/repos/{REPO}/commits/{opened.head}/statuses")) == 1


async def test_a_status_of_another_context_or_commit_is_not_taken_for_the_same(forge, sandbox, opened):
    status = CommitStatus(context="atlantis/plan", state="success", description="1/1 projects planned successfully.")
    await forge.set_status(REPO, opened.head, status)
    other = sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"})
    await forge.set_status(REPO, other, status)
    await forge.set_status(REPO, other, replace(status, context="atlantis/apply"))
    written = sandbox.must("bob", "GET", f"/repos/{REPO}/commits/{other}/statuses")
    assert [entry["context"] for entry in written] == ["atlantis/apply", "atlantis/plan"]


async def test_a_change_is_merged_with_the_method_asked_for(forge, sandbox, opened):
    await forge.merge(await forge.change(REPO, opened.number), "squash")
    assert (await forge.change(REPO, opened.number)).state == "merged"
    assert len(parents(sandbox)) == 1


async def test_the_first_method_the_repository_allows_is_taken(forge, sandbox, opened):
    sandbox.must("kim-lead", "PATCH", f"/repos/{REPO}", {"allow_merge_commit": False, "allow_rebase_merge": False})
    await forge.merge(await forge.change(REPO, opened.number), None)
    assert len(parents(sandbox)) == 1


async def test_where_merge_commits_are_allowed_one_is_made(forge, sandbox, opened):
    await forge.merge(await forge.change(REPO, opened.number), None)
    assert parents(sandbox)[1] == opened.head


async def test_a_method_the_repository_does_not_allow_is_refused_in_the_forges_words(forge, sandbox, opened):
    sandbox.must("kim-lead", "PATCH", f"/repos/{REPO}", {"allow_squash_merge": False})
    with pytest.raises(ForgeRefused, match="Squash merges are not allowed on this repository"):
        await forge.merge(await forge.change(REPO, opened.number), "squash")


async def test_a_change_that_is_merged_already_may_be_merged_again(forge, opened):
    change = await forge.change(REPO, opened.number)
    await forge.merge(change, "merge")
    await forge.merge(change, "merge")


async def test_a_head_that_moved_is_not_merged(forge, sandbox, opened):
    change = await forge.change(REPO, opened.number)
    sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"})
    with pytest.raises(ForgeRefused, match="Head branch was modified"):
        await forge.merge(change, "merge")
    assert (await forge.change(REPO, opened.number)).state == "open"


async def test_what_protection_forbids_is_refused_with_its_reason(forge, sandbox, opened):
    rule = {"repo": REPO, "branch": "staging", "required_reviews": 1, "enforce_admins": True}
    sandbox.seed(protections=[rule])
    with pytest.raises(ForgeRefused, match="At least 1 approving review") as refused:
        await forge.merge(await forge.change(REPO, opened.number), "merge")
    assert refused.value.status == 405


@pytest.mark.parametrize("fault", ["dropped_after_write", "bad_gateway", "server_error", "secondary_limit"])
async def test_a_merge_whose_answer_was_lost_happens_once(forge, sandbox, opened, fault):
    change = await forge.change(REPO, opened.number)
    before = len(await forge.pushes(REPO, "staging"))
    sandbox.arm(fault, 1)
    await forge.merge(change, "merge")
    assert (await forge.change(REPO, opened.number)).state == "merged"
    assert len(await forge.pushes(REPO, "staging")) == before + 1


async def test_the_head_branch_of_a_merged_change_is_deleted_once(forge, sandbox, opened):
    change = await forge.change(REPO, opened.number)
    await forge.merge(change, "merge")
    await forge.delete_head(change)
    with pytest.raises(ForgeMissing):
        await forge.branch(REPO, change.head_branch)
    await forge.delete_head(change)


async def test_a_head_branch_that_is_protected_stays_and_says_so(forge, sandbox, opened):
    rule = {"repo": REPO, "branch": "feature/infra-add-redis", "required_checks": ["ci"], "enforce_admins": True}
    sandbox.seed(protections=[rule])
    with pytest.raises(ForgeRefused, match="protected branch"):
        await forge.delete_head(await forge.change(REPO, opened.number))


@pytest.mark.parametrize("fault", [None, "dropped_after_write", "bad_gateway"])
async def test_approvals_are_dismissed_and_nothing_else(forge, sandbox, opened, fault):
    change = await forge.change(REPO, opened.number)
    approve(sandbox, "bob", opened.number)
    approve(sandbox, "carol", opened.number)
    approve(sandbox, "dave", opened.number, "REQUEST_CHANGES")
    if fault:
        sandbox.arm(fault, 1)
    await forge.dismiss_approvals(change, "It is planned anew.")
    verdicts = [(review.login, review.verdict) for review in await forge.reviews(REPO, opened.number)]
    assert verdicts == [("bob", "dismissed"), ("carol", "dismissed"), ("dave", "changes_requested")]


async def test_labels_come_with_a_change(forge, sandbox, opened):
    sandbox.must("alice", "POST", f"/repos/{REPO}/issues/{opened.number}/labels", {"labels": ["no-plan", "urgent"]})
    assert (await forge.change(REPO, opened.number)).labels == ("no-plan", "urgent")


async def test_a_change_from_a_fork_is_known_as_one_and_its_branch_stays(forge, sandbox, opened):
    hers = sandbox.must("alice", "POST", f"/repos/{REPO}/forks")["full_name"]
    made = {"repo": hers, "branch": "cache", "author": "alice", "message": "Cache", "files": {"cache.tf": "# cache\n"}}
    head = sandbox.seed(commits=[made])["commits"][0]
    wanted = {"title": "feat: cache", "head": "alice:cache", "base": "staging"}
    number = sandbox.must("alice", "POST", f"/repos/{REPO}/pulls", wanted)["number"]
    change = await forge.change(REPO, number)
    assert (change.is_fork, change.head_repo, change.head_sha) == (True, hers, head)
    await forge.merge(change, None)
    await forge.delete_head(change)
    assert sandbox.must("alice", "GET", f"/repos/{hers}/branches/cache")["commit"]["sha"] == head


async def test_reads_survive_a_forge_that_stumbles(forge, sandbox, opened):
    there = await forge.branch(REPO, "main")
    sandbox.arm("bad_gateway", 2)
    assert await forge.branch(REPO, "main") == there
    sandbox.arm("server_error", 50)
    with pytest.raises(ForgeUnavailable):
        await forge.branch(REPO, "main")


async def test_which_branch_is_the_default_one_is_not_asked_by_every_event(forge, sandbox):
    assert await forge.default_branch(REPO) == "main"
    sandbox.arm("server_error", 50)
    assert await forge.default_branch(REPO) == "main"
    sandbox.arm("server_error", 0)


async def test_git_clones_with_what_the_forge_gives(forge, opened):
    source = await forge.clone_source(REPO)
    assert source.secret not in source.url
    address = source.url.replace("://", f"://{source.username}:{source.secret}@")
    git = await asyncio.create_subprocess_exec(
        "git", "ls-remote", address, "refs/heads/feature/infra-add-redis", stdout=asyncio.subprocess.PIPE
    )
    out, _ = await git.communicate()
    assert out.decode().split() == [opened.head, "refs/heads/feature/infra-add-redis"]


async def test_we_know_our_own_name(sandbox):
    assert await as_person(sandbox).own_login() == "tidegate-bot"
    assert await as_app(sandbox).own_login() == "tidegate[bot]"


def parents(sandbox):
    """Parents of the commit that staging is at."""
    commit = sandbox.must("bob", "GET", f"/repos/{REPO}/commits/staging")
    return [parent["sha"] for parent in commit["parents"]]


def bodies(sandbox, opened):
    return [comment["body"] for comment in comments(sandbox, opened.number)]


async def test_news_of_everything_people_do_is_genuine_and_understood(forge, sandbox, opened):
    with running_receiver() as receiver:
        sandbox.seed(hooks=[{"repo": REPO, "url": f"{receiver.url}/events", "secret": SECRET}])
        moved = sandbox.commit("feature/infra-add-redis", {"more.tf": "# more\n"})
        said = sandbox.must("bob", "POST", f"/repos/{REPO}/issues/{opened.number}/comments", {"body": "atlantis plan"})
        beside = sandbox.must("bob", "POST", f"/repos/{REPO}/commits/{moved}/comments", {"body": "atlantis status"})
        approve(sandbox, "bob", opened.number)
        sandbox.must("carol", "POST", f"/repos/{REPO}/issues/{opened.number}/labels", {"labels": ["no-plan"]})
        sandbox.must("alice", "PATCH", f"/repos/{REPO}/pulls/{opened.number}", {"base": "main"})
        sandbox.must("alice", "PATCH", f"/repos/{REPO}/pulls/{opened.number}", {"base": "staging", "body": "Because"})
        sandbox.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{opened.number}/merge", {"sha": moved})
        kinds = {"issue_comment": 1, "commit_comment": 1, "pull_request_review": 1, "pull_request": 5, "push": 2}
        news = [each for kind, count in kinds.items() for each in receiver.wait("/events", kind, count)]
    assert all(forge.webhooks.genuine(each.headers, each.body) for each in news)
    assert len({forge.webhooks.delivery(each.headers) for each in news}) == len(news)
    told = [forge.webhooks.parse(each.event, each.payload) for each in news]
    here = {"repo": REPO, "number": opened.number}
    for event in (
        ChangeMoved(**here, actor="alice", head_sha=moved, why="synchronize"),
        CommentCreated(
            **here,
            comment_id=str(said["id"]),
            author="bob",
            human=True,
            body="atlantis plan",
            at=datetime.fromisoformat(said["created_at"]),
        ),
        CommitCommented(
            repo=REPO,
            sha=moved,
            comment_id=str(beside["id"]),
            author="bob",
            human=True,
            body="atlantis status",
            at=datetime.fromisoformat(beside["created_at"]),
        ),
        ReviewChanged(**here, actor="bob"),
        ChangeEdited(**here, actor="carol"),
        ChangeMoved(**here, actor="alice", head_sha=moved, why="base_changed"),
        ChangeClosed(**here, actor="kim-lead", merged=True),
    ):
        assert event in told
    pushed = {(push.branch, push.pusher, push.after == moved) for push in told if isinstance(push, BranchPushed)}
    assert pushed == {("feature/infra-add-redis", "alice", True), ("staging", "kim-lead", False)}


async def test_a_branch_is_made_at_a_commit_and_made_twice_is_one(forge, opened):
    for _ in range(2):
        await forge.create_branch(REPO, "promote/staging/1", opened.head)
    assert (await forge.branch(REPO, "promote/staging/1")).sha == opened.head


async def test_a_pull_request_is_opened_once_between_two_branches(forge, opened):
    await forge.create_branch(REPO, "promote/main/1", opened.head)
    wanted = {"head": "promote/main/1", "base": "main", "title": "Promote staging to main", "body": "All of it"}
    first = await forge.open_change(REPO, **wanted)
    assert (first.head_sha, first.base_branch, first.body, first.state) == (opened.head, "main", "All of it", "open")
    assert (await forge.open_change(REPO, **wanted)).number == first.number


async def test_the_change_that_brought_a_commit_is_found_and_says_as_what_it_was_merged(forge, sandbox, opened):
    change = await forge.change(REPO, opened.number)
    assert (change.merge_sha, change.merged_at) == ("", None)
    await forge.merge(change, "squash")
    tip = (await forge.branch(REPO, "staging")).sha
    (found,) = await forge.changes_of_commit(REPO, tip)
    assert (found.number, found.state, found.merge_sha) == (opened.number, "merged", tip)
    assert found.merged_at is not None


async def test_a_commit_on_its_branch_passes_when_all_that_is_required_of_it_has(forge, sandbox, opened):
    sandbox.seed(protections=[{"repo": REPO, "branch": "staging", "required_checks": ["ci", "atlantis/apply"]}])
    lacking = await forge.commit_state(REPO, "staging", opened.head, ignore=("atlantis/",))
    assert lacking.reasons == ("Required check ci was never reported.",)
    commit_status(sandbox, opened.head, "ci", "success")
    assert (await forge.commit_state(REPO, "staging", opened.head, ignore=("atlantis/",))).mergeable


GATES = CheckRun(
    name="tidegate", state="in_progress", title="1 of 9 gates waits", summary="- a plan", url="http://t.test"
)


def check_runs(sandbox, sha):
    return sandbox.must("bob", "GET", f"/repos/{REPO}/commits/{sha}/check-runs")["check_runs"]


async def test_only_an_app_shows_a_check_run(sandbox, opened):
    assert not await as_person(sandbox).show_check(REPO, opened.head, GATES)
    assert check_runs(sandbox, opened.head) == []
    assert await as_app(sandbox).show_check(REPO, opened.head, GATES)
    (shown,) = check_runs(sandbox, opened.head)
    assert (shown["name"], shown["status"], shown["output"]["title"]) == ("tidegate", "in_progress", GATES.title)
    assert shown["details_url"] == "http://t.test"


async def test_a_check_run_is_changed_in_place_by_a_restarted_server_too(sandbox, opened):
    app, key = new_app(sandbox)
    for state in ("in_progress", "failure", "success"):
        forge = github_with_app(
            api_url=sandbox.api, web_url=sandbox.url, app_id=app, private_key=key, secret=SECRET, patience=AT_ONCE
        )
        assert await forge.show_check(REPO, opened.head, replace(GATES, state=state))
        assert await forge.show_check(REPO, opened.head, replace(GATES, state=state))
    (shown,) = check_runs(sandbox, opened.head)
    assert (shown["status"], shown["conclusion"]) == ("completed", "success")


async def test_a_check_run_whose_answer_was_lost_is_made_once(sandbox, opened):
    forge = as_app(sandbox)
    await forge.own_login()
    sandbox.arm("dropped_after_write", 1)
    assert await forge.show_check(REPO, opened.head, GATES)
    assert len(check_runs(sandbox, opened.head)) == 1


async def test_a_published_tag_stays_as_it_is(forge, sandbox):
    def tag():
        return sandbox.must("bob", "GET", f"/repos/{REPO}/git/ref/tags/tidegate-audit-2026-11-28")["object"]

    await forge.publish_tag(REPO, "tidegate-audit-2026-11-28", "3:abc")
    first = tag()
    assert first["type"] == "tag"
    await forge.publish_tag(REPO, "tidegate-audit-2026-11-28", "2:other")
    assert tag() == first
