from tidegate.core.changes import CheckRun
from tidegate.forge.github.checks import SUMMARY_LIMIT, check_body

WAITS = CheckRun(name="tidegate", state="in_progress", title="waits", summary="- a plan")


def test_what_waits_has_no_conclusion_and_what_ended_has_one():
    assert check_body(WAITS) == {"status": "in_progress", "output": {"title": "waits", "summary": "- a plan"}}
    ended = check_body(CheckRun(name="n", state="neutral", title="t", summary="s", url="http://t.test"))
    assert (ended["status"], ended["conclusion"], ended["details_url"]) == ("completed", "neutral", "http://t.test")


def test_a_long_summary_is_cut_and_says_so():
    body = check_body(CheckRun(name="n", state="success", title="t", summary="x" * (SUMMARY_LIMIT + 1)))
    assert len(body["output"]["summary"]) == SUMMARY_LIMIT
    assert body["output"]["summary"].endswith("(cut: it was too long)")
