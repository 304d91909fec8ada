from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from support.decisions import NOON, POLICY, facts, mark, staging
from tidegate.core.gates.window import check
from tidegate.core.windows.model import Restriction, Window
from tidegate.core.windows.phrases import parse

SEOUL = ZoneInfo("Asia/Seoul")
WORKDAYS = staging(window=Window(allowed=(parse("Mon-Thu 09:00-17:00 KST", "UTC"),), at=mark(60)))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SEOUL)


def test_no_window_is_always_open():
    assert check("apply", facts(), POLICY, NOON).verdict == "pass"


def test_an_open_window_says_until_when():
    answer = check("apply", facts(), WORKDAYS, at(24, 10))
    assert (answer.verdict, answer.reason) == (
        "pass",
        "staging is open for deployment until Tue 2026-11-24 17:00 KST.",
    )


def test_a_closed_window_gives_its_rule_and_the_next_opening_in_its_zone():
    answer = check("apply", facts(), WORKDAYS, at(27, 10))
    assert answer.verdict == "block"
    assert answer.reason == 'staging may be deployed to "Mon-Thu 09:00-17:00 KST" (tidegate.yaml:60); it is closed now.'
    assert answer.remedy == "apply after it opens: Mon 2026-11-30 09:00 KST"
    assert answer.rule == mark(60)


def test_a_restriction_gives_its_own_line_and_comment():
    closed = Restriction(phrase=parse("2026-11-24 ~ 2026-11-25", "Asia/Seoul"), because="정기 점검", at=mark(63))
    policy = staging(window=Window(allowed=(parse("24/7", "UTC"),), restrictions=(closed,), at=mark(60)))
    answer = check("apply", facts(), policy, at(24, 10))
    assert answer.reason == 'staging is closed by "2026-11-24 ~ 2026-11-25" (tidegate.yaml:63): 정기 점검.'
    assert answer.remedy == "apply after it opens: Thu 2026-11-26 00:00 KST"
    assert answer.rule == mark(63)


def test_a_window_that_will_not_open_says_so():
    policy = staging(window=Window(allowed=(parse("2020-01-01", "UTC"),)))
    answer = check("apply", facts(), policy, NOON + timedelta(days=1))
    assert answer.verdict == "block"
    assert "no opening" in answer.remedy
