from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from support.decisions import NOON, POLICY, facts, mark, staging
from tidegate.core.gates.window import check
from tidegate.core.windows.model import Calendar, Interval, Restriction, Window
from tidegate.core.windows.phrases import parse
from tidegate.render.words import in_locale

SEOUL = ZoneInfo("Asia/Seoul")
WORKDAYS = staging(window=Window(allowed=(parse("Mon-Thu 09:00-17:00 KST", "UTC"),), at=mark(60)))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SEOUL)


def test_no_window_is_always_open():
    assert check("apply", facts(), POLICY, NOON).verdict == "pass"


def test_an_open_window_says_until_when():
    answer = check("apply", facts(), WORKDAYS, at(24, 10))
    assert (answer.verdict, str(answer.reason)) == (
        "pass",
        "staging is open for deployment until Tue 2026-11-24 17:00 KST.",
    )


def test_a_closed_window_gives_its_rule_and_the_next_opening_in_its_zone():
    answer = check("apply", facts(), WORKDAYS, at(27, 10))
    assert answer.verdict == "block"
    assert (
        str(answer.reason)
        == 'staging may be deployed to "Mon-Thu 09:00-17:00 KST" (tidegate.yaml:60); it is closed now.'
    )
    assert str(answer.remedy) == (
        "apply after it opens: Mon 2026-11-30 09:00 KST, or have it applied then with `atlantis apply staging --at next-window`"
    )
    assert answer.rule == mark(60)


def test_a_restriction_gives_its_own_line_and_comment():
    closed = Restriction(phrase=parse("2026-11-24 ~ 2026-11-25", "Asia/Seoul"), because="정기 점검", at=mark(63))
    policy = staging(window=Window(allowed=(parse("24/7", "UTC"),), restrictions=(closed,), at=mark(60)))
    answer = check("apply", facts(), policy, at(24, 10))
    assert str(answer.reason) == 'staging is closed by "2026-11-24 ~ 2026-11-25" (tidegate.yaml:63): 정기 점검.'
    assert str(answer.remedy).startswith("apply after it opens: Thu 2026-11-26 00:00 KST")
    assert answer.rule == mark(63)


def test_a_window_that_will_not_open_says_so():
    policy = staging(window=Window(allowed=(parse("2020-01-01", "UTC"),)))
    answer = check("apply", facts(), policy, NOON + timedelta(days=1))
    assert answer.verdict == "block"
    assert "no opening" in str(answer.remedy)


def test_where_emergencies_may_go_past_it_the_command_is_given():
    policy = staging(window=WORKDAYS.environments["staging"].window, emergency_override=True)
    assert '`atlantis apply staging --emergency --reason "..."`' in str(
        check("apply", facts(), policy, at(27, 10)).remedy
    )
    assert "--emergency" not in str(check("emergency", facts(), policy, at(27, 10)).remedy)
    assert "--emergency" not in str(check("apply", facts(), WORKDAYS, at(27, 10)).remedy)


def test_an_apply_that_began_inside_may_finish_after_the_close():
    answer = check("apply", facts(begun=at(24, 16)), WORKDAYS, at(24, 18))
    assert (answer.verdict, str(answer.reason)) == (
        "pass",
        "The apply this is a part of began at Tue 2026-11-24 16:00 KST, while staging was open: it may finish.",
    )


def test_an_apply_that_began_while_it_was_closed_has_not_begun_inside():
    assert check("apply", facts(begun=at(24, 18)), WORKDAYS, at(24, 19)).verdict == "block"
    assert check("apply", facts(begun=at(24, 8)), WORKDAYS, at(24, 10)).verdict == "pass"


def test_an_apply_that_usually_takes_longer_than_it_stays_open_is_warned():
    answer = check("apply", facts(usual_duration=601), WORKDAYS, at(24, 17) - timedelta(minutes=10))
    assert answer.verdict == "warn"
    assert str(answer.reason) == (
        "staging closes at Tue 2026-11-24 17:00 KST, and an apply of these projects usually takes 11 minutes."
    )
    assert check("apply", facts(usual_duration=600), WORKDAYS, at(24, 17) - timedelta(minutes=10)).verdict == "pass"


HOLIDAYS = Restriction(phrase=parse("holidays: KR", "Asia/Seoul"), because="공휴일", at=mark(64))
LUNAR = staging(window=Window(allowed=(parse("24/7", "UTC"),), restrictions=(HOLIDAYS,), at=mark(60)))


def test_days_only_a_calendar_knows_block_while_it_was_not_asked():
    answer = check("apply", facts(), LUNAR, at(24, 10))
    assert answer.verdict == "block"
    assert str(answer.reason) == (
        'Whether staging is open is not known: no calendar says what "holidays: KR" (tidegate.yaml:64) means at this time.'
    )
    assert answer.rule == mark(64)


def test_a_day_the_calendar_knows_closes_with_its_reason():
    span = Interval(start=at(1, 0), end=at(30, 0))
    day = Interval(start=at(24, 0), end=at(25, 0))
    known = facts(calendar=Calendar(span=span, known={"holidays: KR": (day,)}))
    answer = check("apply", known, LUNAR, at(24, 10))
    assert str(answer.reason) == 'staging is closed by "holidays: KR" (tidegate.yaml:64): 공휴일.'
    assert "Wed 2026-11-25 00:00 KST" in str(answer.remedy)
    assert check("apply", known, LUNAR, at(25, 0)).verdict == "pass"


def test_the_answer_is_given_in_korean_too():
    answer = check("apply", facts(), WORKDAYS, at(27, 10))
    assert in_locale(answer.reason, "ko").startswith('staging 환경의 배포 시간은 "Mon-Thu 09:00-17:00 KST"입니다')
    assert "2026-11-30 09:00 KST(월)" in in_locale(answer.remedy, "ko")
