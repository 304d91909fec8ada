import pytest

from support.faults import fault, faults
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.windows.model import Always

ENVIRONMENTS = "timezone: Asia/Seoul\nenvironments: {prod: {aliases: [production]}, dev: {}}\ndeployment_windows:\n"


def read(text):
    return read_governance(ENVIRONMENTS + text, "here")


def test_a_window_is_found_under_any_word_for_its_environment():
    assert read("  production: {allowed: 24/7}").environments["prod"].window.allowed == (Always(),)


def test_times_are_in_the_files_zone_when_they_name_none():
    window = read('  prod: {allowed: ["Mon-Thu 09:00-17:00", "Fri 09:00-12:00 UTC"]}').environments["prod"].window
    assert [phrase.zone for phrase in window.allowed] == ["Asia/Seoul", "UTC"]


def test_a_restriction_carries_the_comment_beside_it_and_its_place():
    text = '  prod:\n    restrictions:\n    - "2026-12-24 ~ 2026-12-26"  # 크리스마스\n    - "2026-01-01"\n'
    window = read(text).environments["prod"].window
    assert [(r.because, str(r.at)) for r in window.restrictions] == [
        ("크리스마스", "tidegate.yaml:6:7"),
        ("", "tidegate.yaml:7:7"),
    ]
    assert window.allowed == (Always(),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  prdo: {}", "tidegate.yaml:4:3: deployment_windows.prdo: There is no environment `prdo`. Did you mean `prod`?"),
        ("  prod: {}\n  production: {}", "`prod` and `production` are the same environment. Keep one."),
        ("  prod: {allowed: sometimes}", "deployment_windows.prod.allowed[0]: `sometimes` is not a time this version understands."),
        ("  prod: {allowed: []}", "deployment_windows.prod.allowed: No time is allowed: the list is empty."),
        ("  prod: {restrictions: ['2026-02-30']}", "deployment_windows.prod.restrictions[0]: `2026-02-30` is not a day"),
    ],
)  # fmt: skip
def test_a_window_that_cannot_be_is_named_with_its_place(text, said):
    assert said in fault(read, text)


def test_every_phrase_that_cannot_be_read_is_named():
    assert len(faults(read, "  prod: {allowed: [a, b], restrictions: [c]}\n  dev: {allowed: d}")) == 4


def test_holidays_are_read_with_and_without_quotes_and_keep_their_comment():
    text = '  prod:\n    restrictions:\n    - holidays: KR  # 공휴일\n    - "holidays: US-CA"  # there too\n'
    window = read(text).environments["prod"].window
    assert [(r.phrase.country, r.phrase.part, r.because, str(r.at)) for r in window.restrictions] == [
        ("KR", "", "공휴일", "tidegate.yaml:6:7"),
        ("US", "CA", "there too", "tidegate.yaml:7:7"),
    ]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("holidays: KX", "`KX` is not a country whose holidays are known."),
        ("RRULE:FREQ=SECONDLY", "`FREQ=SECONDLY` is not taken: a rule here gives whole days."),
        ("매월 마지막 금욜", 'Did you mean it as in "매월 마지막 금요일"?'),
    ],
)
def test_days_no_calendar_can_name_are_refused_at_once(phrase, said):
    assert said in fault(read, f"  prod: {{blocked_periods: ['{phrase}']}}")


@pytest.mark.parametrize("written", ["{holidays: [KR, US]}", "{holiday: KR}", "{holidays: KR, because: moon}"])
def test_another_mapping_is_refused_with_how_holidays_are_written(written):
    said = fault(read, f"  prod: {{restrictions: [{written}]}}")
    assert "Write `holidays: KR`, each on a line of its own." in said
