"""What happened on a pull request or a commit, in order, as the conversation shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.sandbox.github.git.values import Commit
from tidegate.sandbox.github.records import Activity, Comment, CommitComment, Pull, Repo, Review
from tidegate.sandbox.github.rest.call import RepoCall
from tidegate.sandbox.github.world import World

EMOJI = {
    "+1": "👍", "-1": "👎", "laugh": "😄", "confused": "😕", "heart": "❤️", "hooray": "🎉", "rocket": "🚀", "eyes": "👀",
}  # fmt: skip
_VERDICTS = {
    "APPROVED": "approved these changes",
    "CHANGES_REQUESTED": "requested changes",
    "COMMENTED": "reviewed",
    "DISMISSED": "had their review dismissed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened.

    Attributes:
        order: Records are numbered as they are made; this is the record's id.
        did: What its author did, as the end of a sentence.
        body: Markdown; empty for a line without a box.
    """

    order: int
    kind: Literal["comment", "commit_comment", "review", "push"]
    author: str
    did: str
    at: datetime
    body: str = ""
    edited: bool = False
    reactions: tuple[str, ...] = ()
    verdict: str = ""
    commits: tuple[Commit, ...] = ()

    @property
    def anchor(self) -> str:
        names = {
            "comment": "issuecomment",
            "commit_comment": "commitcomment",
            "review": "pullrequestreview",
            "push": "push",
        }
        return f"{names[self.kind]}-{self.order}"


def timeline(call: RepoCall, pull: Pull) -> list[Entry]:
    """Everything after the description, oldest first."""
    repo, source = call.repo, call.world.head_repo(call.repo, pull)
    entries = [
        *(_comment(repo, said, "comment") for said in repo.comments if said.number == pull.number),
        *(_review(given) for given in pull.reviews),
        *(_push(call.world, repo, pull, each) for each in repo.activities if _is_merge(pull, each)),
        *(_push(call.world, source, pull, each) for each in source.activities if _is_push(pull, each)),
    ]
    return sorted(entries, key=lambda entry: entry.order)


def commit_timeline(repo: Repo, sha: str) -> list[Entry]:
    """What was said about a commit, oldest first."""
    return [_comment(repo, said, "commit_comment") for said in repo.commit_comments if said.sha == sha]


def _comment(repo: Repo, said: Comment | CommitComment, kind: Literal["comment", "commit_comment"]) -> Entry:
    given = (EMOJI[each.content] for each in repo.reactions if each.comment == said.id)
    return Entry(
        order=said.id,
        kind=kind,
        author=said.author,
        did="commented",
        at=said.created_at,
        body=said.body,
        edited=said.updated_at != said.created_at,
        reactions=tuple(dict.fromkeys(given)),
    )


def _review(given: Review) -> Entry:
    return Entry(
        order=given.id,
        kind="review",
        author=given.author,
        did=f"{_VERDICTS[given.verdict]} at {given.commit[:7]}",
        at=given.at,
        body=given.body,
        verdict=given.verdict.lower(),
    )


def _is_merge(pull: Pull, activity: Activity) -> bool:
    return pull.merge is not None and (activity.ref, activity.after) == (f"refs/heads/{pull.base}", pull.merge.sha)


def _is_push(pull: Pull, activity: Activity) -> bool:
    ends = pull.closed_at
    return activity.ref == f"refs/heads/{pull.head}" and activity.id > pull.id and (ends is None or activity.at <= ends)


def _push(world: World, repo: Repo, pull: Pull, activity: Activity) -> Entry:
    merged = _is_merge(pull, activity)
    words = {"branch_deletion": f"deleted {pull.head}", "force_push": f"force-pushed {activity.after[:7]}"}
    usual = f"merged this into {pull.base} as {activity.after[:7]}" if merged else f"pushed {activity.after[:7]}"
    pushes = activity.kind == "push" and not merged
    commits = world.git(repo).commits(activity.after, activity.before, 20) if pushes else []
    return Entry(
        order=activity.id,
        kind="push",
        author=activity.actor,
        did=words.get(activity.kind, usual),
        at=activity.at,
        commits=tuple(commits),
    )
