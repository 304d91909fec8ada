"""Commits, diffs, file contents and refs."""

from __future__ import annotations

from base64 import encodebytes
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tidegate.sandbox.github.git.values import Commit, Entry, FileChange, Signature, Tag
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.basics import Json, node_id, stamp, user

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_UNSIGNED = {"verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None}
# The stand-in signs nothing: it says of some commits that it has verified them.
_SIGNATURE = "-----BEGIN SSH SIGNATURE-----"
# GitHub: the contents interface leaves the content of files over 1 MB out.
_LARGE = 1024 * 1024


def commit(world: World, repo: Repo, made: Commit) -> Json:
    api = world.urls.repo(repo.full_name, f"/commits/{made.sha}")
    return {
        **_git_commit(world, repo, made),
        "commit": {
            "url": world.urls.repo(repo.full_name, f"/git/commits/{made.sha}"),
            "author": _signature(made.author),
            "committer": _signature(made.committer),
            "message": made.message,
            "tree": {"sha": made.tree, "url": world.urls.repo(repo.full_name, f"/git/trees/{made.tree}")},
            "comment_count": 0,
            "verification": _verification(repo, made),
        },
        "url": api,
        "comments_url": f"{api}/comments",
        "author": _account(world, made.author),
        "committer": _account(world, made.committer),
    }


def file_commit(world: World, repo: Repo, made: Commit, path: str) -> Json:
    """What `PUT contents` answers."""
    written = {
        **_git_commit(world, repo, made),
        "url": world.urls.repo(repo.full_name, f"/git/commits/{made.sha}"),
        "author": _signature(made.author),
        "committer": _signature(made.committer),
        "message": made.message,
        "tree": {"sha": made.tree, "url": world.urls.repo(repo.full_name, f"/git/trees/{made.tree}")},
        "verification": _verification(repo, made),
    }
    entry = world.git(repo).entry(made.sha, path)
    return {"content": content_entry(world, repo, entry, made.sha), "commit": written}


def _git_commit(world: World, repo: Repo, made: Commit) -> Json:
    html = world.urls.html(f"/{repo.full_name}/commit/")
    api = world.urls.repo(repo.full_name, "/commits/")
    return {
        "sha": made.sha,
        "node_id": node_id("Commit", made.sha),
        "html_url": html + made.sha,
        "parents": [{"sha": sha, "url": api + sha, "html_url": html + sha} for sha in made.parents],
    }


def pushed_commit(world: World, repo: Repo, made: Commit, files: list[FileChange]) -> Json:
    """A commit in a push's payload."""
    return {
        "id": made.sha,
        "tree_id": made.tree,
        "distinct": True,
        "message": made.message,
        "timestamp": made.committer.at.isoformat(),
        "url": world.urls.html(f"/{repo.full_name}/commit/{made.sha}"),
        "author": _pusher(world, made.author),
        "committer": _pusher(world, made.committer),
        "added": [file.path for file in files if file.status == "added"],
        "removed": [file.path for file in files if file.status == "removed"],
        "modified": [file.path for file in files if file.status not in ("added", "removed")],
    }


def diff_entry(world: World, repo: Repo, file: FileChange, sha: str) -> Json:
    path = quote(file.path)
    renamed: dict[str, Any] = {"previous_filename": file.previous} if file.previous else {}
    patch: dict[str, Any] = {} if file.patch is None else {"patch": file.patch}
    return {
        "sha": file.sha,
        "filename": file.path,
        "status": file.status,
        "additions": file.additions,
        "deletions": file.deletions,
        "changes": file.additions + file.deletions,
        "blob_url": world.urls.html(f"/{repo.full_name}/blob/{sha}/{path}"),
        "raw_url": world.urls.html(f"/{repo.full_name}/raw/{sha}/{path}"),
        "contents_url": world.urls.repo(repo.full_name, f"/contents/{path}?ref={sha}"),
        **renamed,
        **patch,
    }


def content_entry(world: World, repo: Repo, entry: Entry, ref: str) -> Json:
    """A file or folder without its content."""
    path, kind = quote(entry.path), "file" if entry.kind == "blob" else "dir"
    api = world.urls.repo(repo.full_name, f"/contents/{path}?ref={quote(ref, safe='')}")
    git = world.urls.repo(repo.full_name, f"/git/{entry.kind}s/{entry.sha}")
    html = world.urls.html(f"/{repo.full_name}/{entry.kind}/{ref}/{path}")
    return {
        "name": entry.path.rpartition("/")[2],
        "path": entry.path,
        "sha": entry.sha,
        "size": entry.size,
        "url": api,
        "html_url": html,
        "git_url": git,
        "download_url": world.urls.html(f"/{repo.full_name}/raw/{ref}/{path}") if kind == "file" else None,
        "type": kind,
        "_links": {"self": api, "git": git, "html": html},
    }


def content_file(world: World, repo: Repo, entry: Entry, ref: str) -> Json:
    large = entry.size > _LARGE
    content = "" if large else encodebytes(world.git(repo).blob(entry.sha)).decode()
    return {
        **content_entry(world, repo, entry, ref),
        "content": content,
        "encoding": "none" if large else "base64",
    }


def git_ref(world: World, repo: Repo, ref: str, sha: str, kind: str = "commit") -> Json:
    return {
        "ref": ref,
        "node_id": node_id("Ref", ref),
        "url": world.urls.repo(repo.full_name, f"/git/{ref}"),
        "object": _object(world, repo, kind, sha),
    }


def git_tag(world: World, repo: Repo, tag: Tag) -> Json:
    return {
        "sha": tag.sha,
        "node_id": node_id("Tag", tag.sha),
        "url": world.urls.repo(repo.full_name, f"/git/tags/{tag.sha}"),
        "tag": tag.name,
        "message": tag.message,
        "tagger": _signature(tag.tagger),
        "object": _object(world, repo, "commit", tag.of),
        "verification": _UNSIGNED,
    }


def _object(world: World, repo: Repo, kind: str, sha: str) -> Json:
    return {"type": kind, "sha": sha, "url": world.urls.repo(repo.full_name, f"/git/{kind}s/{sha}")}


def _verification(repo: Repo, made: Commit) -> Json:
    if made.sha not in repo.signed:
        return _UNSIGNED
    at = stamp(made.committer.at)
    return {"verified": True, "reason": "valid", "signature": _SIGNATURE, "payload": made.tree, "verified_at": at}


def _account(world: World, signed: Signature) -> Json | None:
    """The account behind a signature; null when the address belongs to nobody."""
    who = world.by_email(signed.email)
    return None if who is None else user(world, who.login)


def _signature(signed: Signature) -> Json:
    return {"name": signed.name, "email": signed.email, "date": stamp(signed.at)}


def _pusher(world: World, signed: Signature) -> Json:
    who = world.by_email(signed.email)
    named = {} if who is None else {"username": who.login}
    return {"name": signed.name, "email": signed.email, **named}
