"""The committed schemas are what GitHub published, and they can tell right from wrong."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from types import ModuleType

import pytest

from oracle.schemas import DATA, operations, webhooks
from support.missing import report_left_out
from support.paths import ROOT


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("extract_schemas")
    finally:
        sys.path.remove(str(ROOT / "tools"))


def test_extracting_again_gives_the_same_bytes(tool: ModuleType):
    if shutil.which("npm") is None:
        report_left_out("npm: the committed GitHub schemas were not compared with the published ones")
        return
    for source in tool.SOURCES:
        try:
            extracted = tool.extract(source)
        except subprocess.CalledProcessError:
            report_left_out(f"npm's registry: {source.output} was not compared with {source.package}")
            return
        assert extracted == (DATA / source.output).read_bytes()


def test_where_the_schemas_come_from_is_written_down():
    for name in ("github-openapi.json", "github-webhooks.json"):
        source = json.loads((DATA / name).read_text("utf-8"))["source"]
        assert source["package"].startswith("@octokit/")
        assert len(source["sha256"]) == 64


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/repos/acme/infra/branches/topic%2Fx", "GET /repos/{owner}/{repo}/branches/{branch}"),
        ("GET", "/repos/acme/infra/contents/a/b.tf", "GET /repos/{owner}/{repo}/contents/{path}"),
        ("GET", "/repos/acme/infra/contents/", "GET /repos/{owner}/{repo}/contents/{path}"),
        ("GET", "/repos/acme/infra/git/ref/heads/a/b", "GET /repos/{owner}/{repo}/git/ref/{ref}"),
        ("GET", "/app/installations", "GET /app/installations"),
        ("GET", "/repos/acme/infra/commits/abc/pulls", "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls"),
        ("DELETE", "/repos/acme/infra", None),
    ],
)
def test_a_call_is_matched_to_its_operation(method: str, path: str, operation: str | None):
    assert operations().operation(method, path) == operation


def test_a_status_that_does_not_exist_is_found():
    (problem,) = operations().request("POST /repos/{owner}/{repo}/statuses/{sha}", {"state": "nope"})
    assert "/state" in problem
    assert "nope" in problem


def test_a_missing_field_and_an_undocumented_status_are_found():
    label = {"id": 1, "node_id": "x", "url": "u", "name": "n", "description": None, "color": "c", "default": False}
    operation = "GET /repos/{owner}/{repo}/issues/{issue_number}/labels"
    assert operations().answer(operation, 200, [label]) == []
    assert "color" in operations().answer(operation, 200, [{k: v for k, v in label.items() if k != "color"}])[0]
    assert operations().answer(operation, 204, None) == [f"{operation}: 204 is not documented"]


def test_a_webhook_that_lacks_something_is_found():
    problems = webhooks().delivery(
        "pull_request", {"action": "opened", "number": 1}, {"X-GitHub-Event": "pull_request"}
    )
    assert any("no header X-Hub-Signature-256" in problem for problem in problems)
    assert any("repository" in problem for problem in problems)
    assert "not among the extracted ones" in webhooks().delivery("star", {}, {})[0]
