"""The demo's story, on the sandbox held against GitHub's published schemas."""

import httpx
import pytest

from support.house import EVENTS
from support.sample import attached_files
from support.sandbox import running_sandbox
from support.tidegate_server import SECRET, TidegateServer
from tidegate.sandbox.github.acme import BOT, REPO
from tidegate.sandbox.sample.places import deployed_state
from tidegate.sandbox.sample.seed import FEATURE_BRANCH, redis_files, write_states
from tidegate.sandbox.story.chapters import Stage, play

pytestmark = [pytest.mark.terraform, pytest.mark.slow]


def test_a_change_goes_from_pull_request_to_applied_staging(tmp_path, reattach):
    states = tmp_path / "states"
    write_states(states)
    (tmp_path / "forge").mkdir()
    with running_sandbox(tmp_path / "forge") as sandbox:
        server = TidegateServer(
            folder=tmp_path,
            settings={
                "TIDEGATE_GITHUB_URL": sandbox.url,
                "TIDEGATE_GITHUB_TOKEN": f"sandbox-{BOT}",
                "TIDEGATE_REPO_ALLOWLIST": f"*/{REPO}",
            },
        )
        _settle(sandbox, attached_files(states, reattach), server.url)
        seen = []
        try:
            server.start()
            with httpx.Client(base_url=sandbox.api, timeout=30) as http:
                play(Stage(http=http, staging_state=deployed_state(states, "staging"), say=seen.append))
        finally:
            server.stop()
        assert seen[-1] == "and whose approvals it takes"
        assert "Traceback" not in server.log()


def _settle(sandbox, base, server_url):
    """What `sandbox.scene.set_scene` makes in a world at hand, made over HTTP."""
    sandbox.commit("main", base, author="kim-lead", message="Environments by the convention")
    start = sandbox.must("kim-lead", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"]
    for branch in ("staging", "develop"):
        sandbox.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{branch}", "sha": start})
    sandbox.commit(FEATURE_BRANCH, redis_files(), author="alice", message="Add Redis")
    sandbox.seed(
        protections=[
            {"repo": REPO, "branch": "main", "required_reviews": 1},
            {"repo": REPO, "branch": "staging", "required_checks": ["atlantis/apply"]},
        ],
        hooks=[{"repo": REPO, "url": f"{server_url}/events", "secret": SECRET, "events": EVENTS}],
    )
