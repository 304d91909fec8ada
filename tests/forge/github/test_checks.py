import pytest

from tidegate.core.changes import CheckRun
from tidegate.core.errors import ForgeUnavailable
from tidegate.forge.github.checks import REFUSAL_SECONDS, SUMMARY_LIMIT, check_body

WAITS = CheckRun(name="tidegate", state="in_progress", title="waits", summary="- a plan")


def test_what_waits_has_no_conclusion_and_what_ended_has_one():
    assert check_body(WAITS) == {"status": "in_progress", "output": {"title": "waits", "summary": "- a plan"}}
    ended = check_body(CheckRun(name="n", state="neutral", title="t", summary="s", url="http://t.test"))
    assert (ended["status"], ended["conclusion"], ended["details_url"]) == ("completed", "neutral", "http://t.test")


def test_a_long_summary_is_cut_and_says_so():
    body = check_body(CheckRun(name="n", state="success", title="t", summary="x" * (SUMMARY_LIMIT + 1)))
    assert len(body["output"]["summary"]) == SUMMARY_LIMIT
    assert body["output"]["summary"].endswith("(cut: it was too long)")


@pytest.fixture
def unpermitted(sandbox, sign_in):
    """An account that is taken for an App's and may write no check runs: each try ends in a 403."""
    forge = sign_in("tidegate-bot")
    forge._rest.access.writes_checks = True
    return forge


async def head(forge):
    return (await forge.branch("acme/infra", "main")).sha


async def test_an_app_that_may_write_no_check_runs_tries_once_and_leaves_it_for_a_while(sandbox, unpermitted):
    sha = await head(unpermitted)
    assert not await unpermitted.show_check("acme/infra", sha, WAITS)
    sandbox.arm("server_error", 50)
    assert not await unpermitted.show_check("acme/infra", sha, WAITS)


async def test_whether_it_may_by_now_is_tried_again_later(sandbox, unpermitted):
    sha = await head(unpermitted)
    await unpermitted.show_check("acme/infra", sha, WAITS)
    unpermitted._refused_checks["acme/infra"] -= REFUSAL_SECONDS + 1
    sandbox.arm("server_error", 50)
    with pytest.raises(ForgeUnavailable):
        await unpermitted.show_check("acme/infra", sha, WAITS)
