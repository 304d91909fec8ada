"""Opening, editing, closing and labelling pull requests, and asking for reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidegate.sandbox.github.acts.forks import head_of, take_head
from tidegate.sandbox.github.acts.pushes import point_pull_ref, tip_or_none
from tidegate.sandbox.github.acts.talk import check_length
from tidegate.sandbox.github.errors import Refusal, forbidden, invalid, invalid_field
from tidegate.sandbox.github.events import label_event, pull_event
from tidegate.sandbox.github.records import Label, Pull, Repo
from tidegate.sandbox.github.shapes.basics import user

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World


def open_pull(
    world: World, repo: Repo, actor: str, *, title: str, head: str, base: str, body: str | None, draft: bool = False
) -> Pull:
    """Open a pull request; `head` is a branch, or `owner:branch`, which may be in a fork.

    Raises:
        Refusal: 422: a branch is not there, there is nothing between them, or it is open already.
    """
    source, branch = head_of(world, repo, head)
    head_sha, base_sha = _tip(world, source, "head", branch), _tip(world, repo, "base", base)
    take_head(world, repo, source, branch)
    fork = None if source is repo else source.full_name
    check_length(body, "PullRequest")
    if any(pull.is_open and (pull.fork, pull.head, pull.base) == (fork, branch, base) for pull in repo.pulls.values()):
        raise invalid("PullRequest", "head", f"A pull request already exists for {source.owner}:{branch}.")
    if world.git(repo).contains(base_sha, head_sha):
        raise invalid("PullRequest", "head", f"No commits between {base} and {branch}")
    now = world.now()
    pull = Pull(
        id=world.new_id(),
        number=max(repo.pulls, default=0) + 1,
        title=title,
        body=body,
        author=actor,
        head=branch,
        base=base,
        head_sha=head_sha,
        base_sha=base_sha,
        draft=draft,
        fork=fork,
        created_at=now,
        updated_at=now,
    )
    repo.pulls[pull.number] = pull
    point_pull_ref(world, repo, pull)
    pull_event(world, repo, pull, "opened", actor)
    return pull


def edit_pull(
    world: World,
    repo: Repo,
    pull: Pull,
    actor: str,
    *,
    title: str | None = None,
    body: str | None = None,
    base: str | None = None,
) -> None:
    """Change title, body and the branch it goes to where given."""
    _require_author(world, repo, pull, actor)
    check_length(body, "PullRequest")
    changes: dict[str, object] = {}
    if title is not None and title != pull.title:
        changes["title"] = {"from": pull.title}
        pull.title = title
    if body is not None and body != pull.body:
        changes["body"] = {"from": pull.body or ""}
        pull.body = body
    if base is not None and base != pull.base:
        tip = _tip(world, repo, "base", base)
        changes["base"] = {"ref": {"from": pull.base}, "sha": {"from": pull.base_sha}}
        pull.base, pull.base_sha = base, tip
    if changes:
        pull.updated_at = world.now()
        pull_event(world, repo, pull, "edited", actor, changes=changes)


def set_state(world: World, repo: Repo, pull: Pull, actor: str, state: str) -> None:
    """Close or reopen.

    Raises:
        Refusal: 422: merged already, or the branch is gone.
    """
    _require_author(world, repo, pull, actor)
    if state not in ("open", "closed"):
        raise invalid_field("PullRequest", "state")
    if (state == "open") == pull.is_open:
        return
    if state == "open":
        _reopen(world, repo, pull)
    else:
        pull.closed_at = world.now()
    pull.updated_at = world.now()
    pull_event(world, repo, pull, "reopened" if state == "open" else "closed", actor)


def set_draft(world: World, repo: Repo, pull: Pull, actor: str, *, draft: bool) -> None:
    """Mark as a draft, or as ready for review."""
    _require_author(world, repo, pull, actor)
    if pull.draft != draft:
        pull.draft = draft
        pull.updated_at = world.now()
        pull_event(world, repo, pull, "converted_to_draft" if draft else "ready_for_review", actor)


def add_labels(world: World, repo: Repo, pull: Pull, actor: str, names: Iterable[str]) -> None:
    """Add labels; one that the repository does not have yet is made, as GitHub does."""
    for name in names:
        label = repo.labels.setdefault(name.lower(), Label(id=world.new_id(), name=name))
        if label not in pull.labels:
            pull.labels.append(label)
            label_event(world, repo, pull, "labeled", actor, label)


def remove_label(world: World, repo: Repo, pull: Pull, actor: str, name: str) -> None:
    """Take a label off.

    Raises:
        Refusal: 404: it is not there.
    """
    label = next((each for each in pull.labels if each.name.lower() == name.lower()), None)
    if label is None:
        raise Refusal(404, "Label does not exist")
    pull.labels.remove(label)
    label_event(world, repo, pull, "unlabeled", actor, label)


def request_reviews(
    world: World, repo: Repo, pull: Pull, actor: str, *, people: Iterable[str], teams: Iterable[str]
) -> None:
    """Ask people and teams for a review.

    Raises:
        Refusal: 422: the author cannot be asked, nor a stranger.
    """
    for login in people:
        if login.lower() == pull.author.lower():
            raise Refusal(422, "Review cannot be requested from pull request author.")
        if world.permission(repo, login) is None:
            raise Refusal(422, "Reviews may only be requested from collaborators.")
        if login not in pull.reviewers:
            pull.reviewers.append(login)
            requested = user(world, login)
            pull_event(world, repo, pull, "review_requested", actor, requested_reviewer=requested)
    for slug in teams:
        if (repo.owner.lower(), slug) not in world.teams:
            raise Refusal(422, "Could not resolve to a node: a requested team does not exist.")
        if slug not in pull.team_reviewers:
            pull.team_reviewers.append(slug)


def _reopen(world: World, repo: Repo, pull: Pull) -> None:
    if pull.merge is not None:
        raise invalid("PullRequest", "state", "state cannot be changed. The pull request was merged.")
    source = world.head_repo(repo, pull)
    pull.head_sha = _tip(world, source, "head", pull.head)
    take_head(world, repo, source, pull.head)
    pull.base_sha = _tip(world, repo, "base", pull.base)
    pull.closed_at = None


def _tip(world: World, repo: Repo, field: str, branch: str) -> str:
    found = tip_or_none(world, repo, branch)
    if found is None:
        raise invalid_field("PullRequest", field)
    return found


def _require_author(world: World, repo: Repo, pull: Pull, actor: str) -> None:
    if actor != pull.author and not world.may(repo, actor, "write"):
        raise forbidden("Must have write access to the repository, or be the author.")
