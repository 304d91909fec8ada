"""One sandbox for all tests of GitHub's client."""

import pytest

from support.sandbox import running_sandbox
from tidegate.forge.github import Patience, github_with_token

AT_ONCE = Patience(between_writes=0, backoff=(0.0, 0.0))


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    with running_sandbox(tmp_path_factory.mktemp("forge")) as running:
        running.commit("main", {"README.md": "infra\n"})
        yield running


@pytest.fixture
def sign_in(sandbox):
    """GitHub's client as somebody of acme."""

    def signed_in(login):
        return github_with_token(
            api_url=sandbox.api,
            web_url=sandbox.url,
            token=lambda: f"sandbox-{login}",
            secret="s3cret",
            patience=AT_ONCE,
        )

    return signed_in


@pytest.fixture(autouse=True)
def _no_fault_left(sandbox):
    yield
    for fault in ("server_error", "bad_gateway"):
        sandbox.arm(fault, 0)
