"""Comments, reactions and commit statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from tidegate.sandbox.github.errors import Refusal, forbidden, invalid, invalid_field
from tidegate.sandbox.github.events import comment_event, status_event
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.records import Comment, CommitComment, Pull, Reaction, Repo, Status, StatusState
from tidegate.sandbox.github.shapes.talk import REACTIONS

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

# Modelled: none of the three is in GitHub's schemas; its answers say so.
BODY_LIMIT = 65_536
DESCRIPTION_LIMIT = 140
STATUSES_OF_CONTEXT = 1_000


def check_length(body: str | None, resource: str) -> None:
    """Refuse what GitHub finds too long.

    Raises:
        Refusal: 422.
    """
    if body is not None and len(body) > BODY_LIMIT:
        raise invalid(resource, "body", f"body is too long (maximum is {BODY_LIMIT} characters)")


def add_comment(world: World, repo: Repo, pull: Pull, actor: str, body: str) -> Comment:
    """Comment on a pull request.

    Raises:
        Refusal: 422: blank, or too long.
    """
    check_body(body)
    now = world.now()
    said = Comment(id=world.new_id(), number=pull.number, author=actor, body=body, created_at=now, updated_at=now)
    repo.comments.append(said)
    comment_event(world, repo, said, "created", actor)
    return said


def edit_comment(world: World, repo: Repo, said: Comment, actor: str, body: str) -> None:
    """Change a comment's text; its author may, and who administers the repository.

    Raises:
        Refusal: 403 or 422.
    """
    require_own(world, repo, said, actor)
    check_body(body)
    before, said.body = said.body, body
    said.updated_at = world.now()
    comment_event(world, repo, said, "edited", actor, changes={"body": {"from": before}})


def delete_comment(world: World, repo: Repo, said: Comment, actor: str) -> None:
    require_own(world, repo, said, actor)
    repo.comments.remove(said)
    comment_event(world, repo, said, "deleted", actor)


def react(world: World, repo: Repo, said: Comment | CommitComment, actor: str, content: str) -> tuple[Reaction, bool]:
    """React to a comment. Gives the reaction, and whether it is new: everybody has each reaction once.

    Raises:
        Refusal: 422: there is no such reaction.
    """
    if content not in REACTIONS:
        raise invalid_field("Reaction", "content")
    for given in repo.reactions:
        if (given.comment, given.author, given.content) == (said.id, actor, content):
            return given, False
    made = Reaction(id=world.new_id(), comment=said.id, author=actor, content=content, at=world.now())
    repo.reactions.append(made)
    return made, True


def set_status(
    world: World,
    repo: Repo,
    sha: str,
    actor: str,
    *,
    state: str,
    context: str,
    description: str | None,
    target_url: str | None,
) -> Status:
    """Report a status of a commit.

    Raises:
        Refusal: 403: no write access. 422: what GitHub refuses about its fields.
    """
    if not world.may(repo, actor, "write"):
        raise forbidden("Must have push access to the repository.")
    if description is not None and len(description) > DESCRIPTION_LIMIT:
        raise invalid("Status", "description", f"description is too long (maximum is {DESCRIPTION_LIMIT} characters)")
    if target_url and not target_url.startswith(("http://", "https://")):
        raise invalid("Status", "target_url", "target_url must use http(s) scheme")
    made = Status(
        id=world.new_id(),
        sha=known_commit(world, repo, sha),
        context=context,
        state=_state(state),
        description=description,
        target_url=target_url,
        creator=actor,
        at=world.now(),
    )
    if sum((each.sha, each.context) == (made.sha, context) for each in repo.statuses) >= STATUSES_OF_CONTEXT:
        raise invalid("Status", "", "This SHA and context has reached the maximum number of statuses.")
    repo.statuses.append(made)
    status_event(world, repo, made)
    return made


def _state(given: str) -> StatusState:
    states: tuple[StatusState, ...] = get_args(StatusState)
    for state in states:
        if given == state:
            return state
    raise invalid_field("Status", "state")


def known_commit(world: World, repo: Repo, sha: str) -> str:
    """The whole name of a commit of the repository.

    Raises:
        Refusal: 422.
    """
    try:
        return world.git(repo).commit(sha).sha
    except Unresolved:
        raise Refusal(422, f"No commit found for SHA: {sha}") from None


def check_body(body: str, resource: str = "IssueComment") -> None:
    """Refuse a comment that says nothing, or too much.

    Raises:
        Refusal: 422.
    """
    if not body.strip():
        errors = [{"resource": resource, "code": "unprocessable", "field": "data", "message": "Body cannot be blank"}]
        raise Refusal(422, "Validation Failed", errors=errors)
    check_length(body, resource)


def require_own(world: World, repo: Repo, said: Comment | CommitComment, actor: str) -> None:
    """Comments are changed by who wrote them and by who administers the repository.

    Raises:
        Refusal: 403.
    """
    if said.author != actor and not world.may(repo, actor, "admin"):
        raise forbidden("Must have admin rights to Repository.")
