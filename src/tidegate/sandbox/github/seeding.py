"""Building a world from JSON, for whoever drives the sandbox from another process."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tidegate.sandbox.github.acts.forks import fork
from tidegate.sandbox.github.acts.pushes import commit
from tidegate.sandbox.github.records import Permission
from tidegate.sandbox.github.world import World


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class UserSeed(_Part):
    login: str
    name: str = ""
    kind: Literal["User", "Bot", "Organization"] = "User"


class TeamSeed(_Part):
    org: str
    slug: str
    members: list[str]
    permission: Permission = "write"


class RepoSeed(_Part):
    owner: str
    name: str
    default_branch: str = "main"


class CollaboratorSeed(_Part):
    repo: str
    login: str
    permission: Permission


class ForkSeed(_Part):
    repo: str
    owner: str


class CommitSeed(_Part):
    """A commit on a branch; `files` is path → text, null removes. A signed one counts as verified."""

    repo: str
    branch: str
    author: str
    message: str
    files: dict[str, str | None]
    signed: bool = False


class ProtectionSeed(_Part):
    repo: str
    branch: str
    required_checks: list[str] = []
    required_reviews: int | None = None
    dismiss_stale_reviews: bool = False
    enforce_admins: bool = False
    strict: bool = False


class HookSeed(_Part):
    repo: str
    url: str
    secret: str
    events: list[str] = ["*"]


class AppSeed(_Part):
    org: str
    slug: str
    public_key: str


class Seed(_Part):
    """What to add, in this order."""

    users: list[UserSeed] = []
    teams: list[TeamSeed] = []
    repos: list[RepoSeed] = []
    collaborators: list[CollaboratorSeed] = []
    forks: list[ForkSeed] = []
    commits: list[CommitSeed] = []
    protections: list[ProtectionSeed] = []
    hooks: list[HookSeed] = []
    apps: list[AppSeed] = []


class Planted(_Part):
    """What came of it: shas of the commits, ids of the hooks, ids of the Apps."""

    commits: list[str]
    hooks: list[int]
    apps: list[int]


def plant(world: World, seed: Seed) -> Planted:
    """Add everything the seed names.

    Raises:
        Refusal: 404: the seed names a repository or an author that is not there.
    """
    for user in seed.users:
        world.add_user(**user.model_dump())
    for team in seed.teams:
        world.add_team(**team.model_dump())
    for repo in seed.repos:
        world.add_repo(**repo.model_dump())
    for collaborator in seed.collaborators:
        world.add_collaborator(**collaborator.model_dump())
    for each in seed.forks:
        fork(world, world.repo(each.repo), each.owner)
    commits = [_commit(world, each) for each in seed.commits]
    for protection in seed.protections:
        world.protect(**protection.model_dump())
    hooks = [world.add_hook(**hook.model_dump()).id for hook in seed.hooks]
    apps = [world.add_app(**app.model_dump()).id for app in seed.apps]
    return Planted(commits=commits, hooks=hooks, apps=apps)


def _commit(world: World, wanted: CommitSeed) -> str:
    repo = world.repo(wanted.repo)
    sha = commit(world, repo, wanted.branch, wanted.files, author=wanted.author, message=wanted.message)
    if wanted.signed:
        repo.signed.add(sha)
    return sha
