import pytest

from tidegate.core.windows.zones import ABBREVIATIONS, AMBIGUOUS, ZoneError, zone_named


@pytest.mark.parametrize(
    ("word", "name"),
    [("KST", "Asia/Seoul"), ("kst", "Asia/Seoul"), ("CEST", "Europe/Berlin"), ("Asia/Seoul", "Asia/Seoul")],
)
def test_a_name_or_a_plain_abbreviation_is_one_zone(word, name):
    assert zone_named(word) == name


@pytest.mark.parametrize("word", sorted(AMBIGUOUS))
def test_an_ambiguous_abbreviation_offers_its_candidates(word):
    with pytest.raises(ZoneError) as wrong:
        zone_named(word)
    assert all(candidate in wrong.value.suggestion for candidate in AMBIGUOUS[word])


@pytest.mark.parametrize("name", sorted({*ABBREVIATIONS.values(), *(n for names in AMBIGUOUS.values() for n in names)}))
def test_every_zone_offered_exists(name):
    assert zone_named(name) == name


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Asia/Seol", "Asia/Seoul"),
        ("asia/seoul", "Asia/Seoul"),
        ("Asia", "IANA"),
        ("../etc/passwd", "IANA"),
        ("+09:00", "IANA"),
    ],
)
def test_an_unknown_zone_gets_a_suggestion(word, hint):
    with pytest.raises(ZoneError) as wrong:
        zone_named(word)
    assert hint in wrong.value.suggestion or "Did you mean" in wrong.value.suggestion
