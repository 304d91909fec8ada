"""What `status` answers."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from support.notices import DECISION, DEV, Words, planned
from tidegate.core.deployments.debts import Debt
from tidegate.core.known import Unknown
from tidegate.core.notices.overview import Overview, compose

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DEBT = Debt(id="1", environment="staging", item="test_plan", deployment="b", by="dave", opened_at=NOON)
STAGING = Overview(called="staging", results=(planned(),), decision=DECISION, cost=Decimal("12.34"))


def shown(*overviews: Overview, due=()) -> str:
    return Words(compose(overviews, due)).all


def test_everything_that_is_known_of_an_environment_stands_in_its_table():
    said = shown(replace(STAGING, debts=(DEBT,)))
    assert "Status of staging" in said
    assert "staging-infrastructure: ✅ planned, +2 ~0 -1" in said
    assert "+$12.34" in said
    assert "⏳ approvals, ⛔ window" in said
    assert "⛔ Staging is closed now. Opens Mon 09:00 KST." in said
    assert "test_plan, by the emergency of @dave on 2026-11-24" in said
    assert "Ask a senior for a review." in said


def test_an_environment_nothing_is_missing_for_says_so():
    assert "✅ nothing" in shown(replace(STAGING, decision=replace(DECISION, answers=DECISION.answers[:1])))


def test_what_is_only_looked_at_and_what_has_no_price_is_said():
    said = shown(
        Overview(
            called="",
            results=(planned(DEV, deployable=False),),
            cost=Unknown(unknown_because="no price"),
        )
    )
    assert "Status of this pull request" in said
    assert "only looked at" in said
    assert "unknown" in said
    assert "Missing" not in said


def test_an_appointment_is_shown_once():
    assert shown(STAGING, STAGING, due=[NOON]).count("An apply is appointed for 2026-11-24 12:00 UTC.") == 1


def test_before_any_plan_there_is_nothing_to_show():
    assert "Nothing is planned here yet" in shown()
