"""Cuts what the sandbox serves out of GitHub's published descriptions, and writes it where the tests' oracle reads it.

Run it to renew `tests/oracle/data`: `python tools/extract_schemas.py [FOLDER]`. It needs npm and nothing from root.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "tests" / "oracle" / "data"
_MEMBER = "package/generated/api.github.com.json"
_DEFINITIONS = "#/components/schemas/"

_REPO = "/repos/{owner}/{repo}"
OPERATIONS = (
    "GET /app",
    "GET /app/installations",
    "POST /app/installations/{installation_id}/access_tokens",
    "GET /installation/repositories",
    "GET /meta",
    "GET /rate_limit",
    "GET /user",
    "GET /users/{username}",
    "GET /orgs/{org}/teams",
    "GET /orgs/{org}/teams/{team_slug}",
    "GET /orgs/{org}/teams/{team_slug}/members",
    "GET /orgs/{org}/teams/{team_slug}/memberships/{username}",
    f"GET {_REPO}",
    f"PATCH {_REPO}",
    f"GET {_REPO}/activity",
    f"GET {_REPO}/branches",
    f"GET {_REPO}/branches/{{branch}}",
    f"GET {_REPO}/branches/{{branch}}/protection",
    f"GET {_REPO}/branches/{{branch}}/protection/required_status_checks",
    f"POST {_REPO}/check-runs",
    f"PATCH {_REPO}/check-runs/{{check_run_id}}",
    f"GET {_REPO}/collaborators/{{username}}/permission",
    f"GET {_REPO}/comments/{{comment_id}}",
    f"PATCH {_REPO}/comments/{{comment_id}}",
    f"GET {_REPO}/comments/{{comment_id}}/reactions",
    f"POST {_REPO}/comments/{{comment_id}}/reactions",
    f"GET {_REPO}/commits/{{commit_sha}}/comments",
    f"POST {_REPO}/commits/{{commit_sha}}/comments",
    f"GET {_REPO}/commits/{{commit_sha}}/pulls",
    f"GET {_REPO}/commits/{{ref}}",
    f"GET {_REPO}/commits/{{ref}}/check-runs",
    f"GET {_REPO}/commits/{{ref}}/status",
    f"GET {_REPO}/commits/{{ref}}/statuses",
    f"GET {_REPO}/compare/{{basehead}}",
    f"GET {_REPO}/contents/{{path}}",
    f"PUT {_REPO}/contents/{{path}}",
    f"POST {_REPO}/forks",
    f"GET {_REPO}/git/ref/{{ref}}",
    f"POST {_REPO}/git/refs",
    f"POST {_REPO}/git/tags",
    f"DELETE {_REPO}/git/refs/{{ref}}",
    f"GET {_REPO}/hooks",
    f"POST {_REPO}/hooks",
    f"GET {_REPO}/hooks/{{hook_id}}/deliveries",
    f"POST {_REPO}/hooks/{{hook_id}}/deliveries/{{delivery_id}}/attempts",
    f"GET {_REPO}/installation",
    f"GET {_REPO}/issues/comments/{{comment_id}}",
    f"PATCH {_REPO}/issues/comments/{{comment_id}}",
    f"DELETE {_REPO}/issues/comments/{{comment_id}}",
    f"GET {_REPO}/issues/comments/{{comment_id}}/reactions",
    f"POST {_REPO}/issues/comments/{{comment_id}}/reactions",
    f"GET {_REPO}/issues/{{issue_number}}/comments",
    f"POST {_REPO}/issues/{{issue_number}}/comments",
    f"GET {_REPO}/issues/{{issue_number}}/labels",
    f"POST {_REPO}/issues/{{issue_number}}/labels",
    f"DELETE {_REPO}/issues/{{issue_number}}/labels/{{name}}",
    f"GET {_REPO}/issues/{{issue_number}}/timeline",
    f"GET {_REPO}/pulls",
    f"POST {_REPO}/pulls",
    f"GET {_REPO}/pulls/{{pull_number}}",
    f"PATCH {_REPO}/pulls/{{pull_number}}",
    f"GET {_REPO}/pulls/{{pull_number}}/commits",
    f"GET {_REPO}/pulls/{{pull_number}}/files",
    f"PUT {_REPO}/pulls/{{pull_number}}/merge",
    f"GET {_REPO}/pulls/{{pull_number}}/requested_reviewers",
    f"POST {_REPO}/pulls/{{pull_number}}/requested_reviewers",
    f"GET {_REPO}/pulls/{{pull_number}}/reviews",
    f"POST {_REPO}/pulls/{{pull_number}}/reviews",
    f"PUT {_REPO}/pulls/{{pull_number}}/reviews/{{review_id}}/dismissals",
    f"GET {_REPO}/rules/branches/{{branch}}",
    f"POST {_REPO}/statuses/{{sha}}",
    f"GET {_REPO}/teams",
)
WEBHOOKS = (
    "commit-comment-created",
    "delete",
    "fork",
    "issue-comment-created",
    "issue-comment-deleted",
    "issue-comment-edited",
    "ping",
    "pull-request-closed",
    "pull-request-converted-to-draft",
    "pull-request-edited",
    "pull-request-labeled",
    "pull-request-opened",
    "pull-request-ready-for-review",
    "pull-request-reopened",
    "pull-request-review-dismissed",
    "pull-request-review-requested",
    "pull-request-review-submitted",
    "pull-request-synchronize",
    "pull-request-unlabeled",
    "push",
    "status",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published package (MIT licence) and the file cut from it."""

    package: str
    version: str
    output: str
    cut: Callable[[Any], dict[str, Any]]


def operations(description: Mapping[str, Any]) -> dict[str, Any]:
    """Request and answers of every operation we serve, as JSON schemas by `METHOD /path`."""
    return {name: _operation(description, *name.split(" ", 1)) for name in OPERATIONS}


def webhooks(description: Mapping[str, Any]) -> dict[str, Any]:
    """The payload and the headers of every webhook we send."""
    found: dict[str, Any] = {}
    for name in WEBHOOKS:
        post = description["webhooks"][name]["post"]
        found[name] = {
            "payload": _plain(post["requestBody"]["content"]["application/json"]["schema"]),
            "headers": sorted(each["name"] for each in post["parameters"] if each["in"] == "header"),
        }
    return found


SOURCES = (
    Source(package="@octokit/openapi", version="23.0.2", output="github-openapi.json", cut=operations),
    Source(package="@octokit/openapi-webhooks", version="12.1.0", output="github-webhooks.json", cut=webhooks),
)


def extract(source: Source) -> bytes:
    """Fetch a package with npm and cut it.

    Raises:
        subprocess.CalledProcessError: npm did not get the package.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{source.package}@{source.version}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            member = package.extractfile(_MEMBER)
            assert member is not None  # noqa: S101 - a regular file of the package
            return cut(source, member.read())


def cut(source: Source, published: bytes) -> bytes:
    """What of a published description we keep, with where it came from; the same bytes for the same input."""
    description = json.loads(published)
    kept = source.cut(description)
    result = {
        "source": {
            "package": source.package,
            "version": source.version,
            "licence": "MIT",
            "sha256": hashlib.sha256(published).hexdigest(),
        },
        "served": kept,
        "$defs": {name: _plain(description["components"]["schemas"][name]) for name in _reached(description, kept)},
    }
    return json.dumps(result, indent=0, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _operation(description: Mapping[str, Any], method: str, path: str) -> dict[str, Any]:
    operation = description["paths"][path][method.lower()]
    return {
        "request": _plain(_body(operation.get("requestBody", {}))),
        "responses": {
            status: _plain(_body(_followed(description, answer))) for status, answer in operation["responses"].items()
        },
    }


def _followed(description: Mapping[str, Any], answer: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in answer:
        return answer
    found: Mapping[str, Any] = description["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return found


def _body(holder: Mapping[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = holder.get("content", {}).get("application/json", {}).get("schema")
    return found


def _reached(description: Mapping[str, Any], kept: object) -> list[str]:
    """Every definition `kept` leads to."""
    waiting, reached = list(_references(kept)), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(_references(description["components"]["schemas"][name]))
    return sorted(reached)


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


_PROSE = frozenset({"description", "title", "example", "examples", "externalDocs", "deprecated", "xml", "format"})
_LITERAL = frozenset({"enum", "default", "required"})


def _plain(node: Any) -> Any:
    """A schema without prose and formats, OpenAPI's `nullable` said as JSON Schema says it."""
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return {"$ref": "#/$defs/" + node["$ref"].removeprefix(_DEFINITIONS)}
    kept = {key: value for key, value in node.items() if key not in _PROSE and not key.startswith("x-")}
    return _with_null({key: _value(key, value) for key, value in kept.items()})


def _value(key: str, value: Any) -> Any:
    """What stands under a keyword; names of properties are no keywords, even where they look like one."""
    if key in _LITERAL:
        return value
    if key == "properties":
        return {name: _plain(schema) for name, schema in value.items()}
    return _plain(value)


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("nullable") is not True:
        return schema
    bare = {key: value for key, value in schema.items() if key != "nullable"}
    if isinstance(bare.get("type"), str):
        if "enum" in bare:
            bare["enum"] = [*bare["enum"], *([] if None in bare["enum"] else [None])]
        return {**bare, "type": [bare["type"], "null"]}
    return {"anyOf": [bare, {"type": "null"}]}


def main(folder: Path) -> None:
    for source in SOURCES:
        (folder / source.output).write_bytes(extract(source))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
