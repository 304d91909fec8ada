from datetime import date

import pytest

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.phrases import parse


def test_the_parts_of_a_rule_are_kept_in_upper_case():
    assert parse("rrule:freq=monthly;byday=-1fr;", "UTC").parts == {"FREQ": "MONTHLY", "BYDAY": "-1FR"}


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=DAILY",
        "RRULE: FREQ=DAILY",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=SU",
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24,25,-1",
        "RRULE:FREQ=YEARLY;BYYEARDAY=100",
        "DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2",
        "DTSTART:20260105T090000 RRULE:FREQ=DAILY;COUNT=10",
    ],
)
def test_rules_of_days_are_taken(text):
    assert parse(text, "UTC").text == text


def test_a_rule_says_when_it_begins_and_ends():
    found = parse("DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231T235959Z", "UTC")
    assert (found.begins, found.until) == (date(2026, 1, 5), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("RRULE:FREQ=SECONDLY", "`FREQ=SECONDLY` is not taken", "15:00-18:00"),
        ("RRULE:FREQ=MINUTELY;INTERVAL=5", "`FREQ=MINUTELY` is not taken", "15:00-18:00"),
        ("RRULE:FREQ=HOURLY", "`FREQ=HOURLY` is not taken", "15:00-18:00"),
        ("RRULE:FREQ=DAILY;BYHOUR=9", "`BYHOUR=9` is not taken", "15:00-18:00"),
        ("RRULE:FREQ=FORTNIGHTLY", "`FREQ=FORTNIGHTLY` cannot be", "YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("RRULE:BYDAY=FR", "has no FREQ", "RRULE:FREQ="),
        ("RRULE:FREQ=WEEKLY;BYDAYS=FR", "`BYDAYS` is not a part", "`BYDAY`"),
        ("RRULE:FREQ=WEEKLY;X-MOON=FULL", "`X-MOON` is not a part", "Parts are FREQ"),
        ("RRULE:FREQ=YEARLY;BYEASTER=0", "`BYEASTER` is not a part", ""),
        ("RRULE:FREQ=WEEKLY;BYDAY=FRI", "`BYDAY=FRI` cannot be", "BYDAY=MO,TU"),
        ("RRULE:FREQ=WEEKLY;BYDAY=-1FR", "counts days of the week in FREQ=WEEKLY", "FREQ=MONTHLY"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=32", "`BYMONTHDAY=32` cannot be", "1 to 31"),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=0", "`BYMONTHDAY=0` cannot be", "1 to 31"),
        ("RRULE:FREQ=YEARLY;BYMONTH=-1;BYMONTHDAY=1", "`BYMONTH=-1` cannot be", "1 to 12"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;INTERVAL=0", "`INTERVAL=0` cannot be", "1 to 999"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2", "counts with INTERVAL", "DTSTART:20260105 RRULE:"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=3", "counts with COUNT", "DTSTART:20260105 RRULE:"),
        ("RRULE:FREQ=MONTHLY", "does not say which day", "BYDAY=-1FR"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;BYDAY=MO", "`BYDAY` stands twice", "Keep one"),
        ("RRULE:FREQ=DAILY;UNTIL=20261301", "`20261301` is not a day", "20261231"),
        ("RRULE:FREQ=DAILY;BYMONTHDAY=1", "`BYMONTHDAY` does not go with FREQ=DAILY", "FREQ=MONTHLY or FREQ=YEARLY"),
        ("RRULE:FREQ=MONTHLY;BYWEEKNO=1", "`BYWEEKNO` does not go with FREQ=MONTHLY", "FREQ=YEARLY"),
        ("RRULE:FREQ=DAILY;UNTIL=99991231", "`99991231` is too far away", "2000 to 2199"),
        ("DTSTART:19000101 RRULE:FREQ=DAILY", "`19000101` is too far away", "2000 to 2199"),
        ("DTSTART:soon RRULE:FREQ=DAILY", "`soon` is not a day", "20261231"),
    ],
)
def test_other_rules_say_what_is_not_taken_and_what_to_write(text, message, suggestion):
    with pytest.raises(PhraseError) as wrong:
        parse(text, "UTC")
    assert message in wrong.value.message
    assert suggestion in wrong.value.suggestion
