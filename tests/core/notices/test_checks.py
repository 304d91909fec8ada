"""What comments say of checks."""

from support.costs import finding, found
from support.notices import CHANGE, Words, planned
from tidegate.core.checks.model import CheckResult
from tidegate.core.notices import plans
from tidegate.core.notices.checks import check_blocks, in_order
from tidegate.core.notices.model import Fold, Notice

BROKEN = CheckResult(check="checkov", state="failed", reason="It took longer than 120 s.")
SKIPPED = CheckResult(check="trivy", state="skipped", reason="It is not installed.")


def said(*results: CheckResult) -> str:
    return Words(Notice(blocks=check_blocks(results))).all


def test_a_new_finding_is_shown_with_its_resource_its_place_and_its_rule():
    words = said(found("builtin", finding(file="environments/prod/redis.tf", line=12)))
    assert "1 new finding (builtin)" in words
    for part in ("HIGH", "aws_security_group.redis", "environments/prod/redis.tf:12", "Port 22", "open_ingress"):
        assert part in words


def test_what_was_there_before_is_folded_away():
    blocks = check_blocks([found("builtin", finding(new=False))])
    assert "nothing new" in Words(Notice(blocks=blocks)).all
    assert [str(block.summary) for block in blocks if isinstance(block, Fold)] == ["There before: 1 finding"]


def test_a_check_that_could_not_be_evaluated_is_never_shown_as_fine():
    words = said(BROKEN)
    assert "not all could be evaluated" in words
    assert "checkov: It took longer than 120 s." in words
    assert "nothing new" not in words


def test_a_check_nobody_asked_for_is_not_shown():
    assert check_blocks([SKIPPED]) == ()
    assert "trivy" not in said(SKIPPED, found("fmt"))


def test_the_severest_finding_comes_first():
    findings = [finding("b", "LOW"), finding("a", "CRITICAL"), finding("c", "WARN")]
    assert [each.id for each in in_order(findings)] == ["a", "b", "c"]


def test_the_plan_comment_shows_them_under_the_plan():
    assert "Port 22 is open" in Words(plans.compose([planned(checks=(found("builtin", finding()),))], CHANGE)).all
