import pytest

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.vocabulary import LAST, MONTHS, WEEKDAYS, month, ordinal, weekday, weekdays


@pytest.mark.parametrize(("index", "korean"), list(enumerate("월화수목금토일")))
def test_a_day_of_the_week_has_a_long_and_a_short_name_in_two_languages(index, korean):
    english = WEEKDAYS[index]
    assert [weekday(word) for word in (english, english[:3].lower(), korean, f"{korean}요일")] == [index] * 4


def test_days_are_listed_and_ranged_over_the_end_of_the_week():
    assert weekdays("Mon,Sat-Sun") == {0, 5, 6}
    assert weekdays("토~월") == {5, 6, 0}


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_has_a_long_and_a_short_name(number):
    assert [month(MONTHS[number - 1]), month(MONTHS[number - 1][:3].upper())] == [number, number]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("first", 1),
        ("22nd", 22),
        ("셋째", 3),
        ("네번째", 4),
        ("2번째", 2),
        ("last", LAST),
        ("마지막", LAST),
        ("some", None),
    ],
)
def test_an_ordinal_counts_from_one_or_from_the_end(word, number):
    assert ordinal(word) == number


@pytest.mark.parametrize(("word", "hint"), [("Wendesday", "Wednesday"), ("xyz", "Mon to Sun")])
def test_a_word_that_is_no_day_gets_the_nearest(word, hint):
    with pytest.raises(PhraseError, match=hint):
        weekday(word)


@pytest.mark.parametrize(("word", "hint"), [("Juni", "June"), ("xyz", "January to December")])
def test_a_word_that_is_no_month_gets_the_nearest(word, hint):
    with pytest.raises(PhraseError, match=hint):
        month(word)
