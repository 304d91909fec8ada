"""What the contract suite does not see of publishing: a forge that refuses for another reason."""

import pytest

from support.sandbox import running_sandbox
from tidegate.core.errors import ForgeRefused
from tidegate.forge.github import Patience, github_with_token


async def test_a_refusal_that_is_not_about_a_tag_that_is_there_is_told(tmp_path):
    with running_sandbox(tmp_path) as sandbox:
        sandbox.commit("main", {"README.md": "infra\n"})
        forge = github_with_token(
            api_url=sandbox.api,
            web_url=sandbox.url,
            token=lambda: "sandbox-park-cto",
            secret="s",
            patience=Patience(between_writes=0, backoff=(0.0,)),
        )
        with pytest.raises(ForgeRefused):
            await forge.publish_tag("acme/infra", "tidegate-audit-2026-11-28", "3:abc")
