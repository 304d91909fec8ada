import pytest

from tidegate.core.words import as_clause, as_sentence, say
from tidegate.render.words import catalogue, in_locale, sections


def test_a_sentence_comes_in_the_readers_language_and_so_does_what_is_filled_in():
    words = say("{all} and {last}", all=say("{before}, {one}", before="a", one="b"), last=say("try again in a moment"))
    assert in_locale(words, "ko") == "a, b 및 잠시 후 다시 시도하십시오"
    assert in_locale(words, "en") == str(words) == "a, b and try again in a moment"


@pytest.mark.parametrize("locale", ["en", "ko", "fr"])
def test_what_the_catalogue_does_not_know_stays_english(locale):
    assert in_locale(say("No such {thing}.", thing="sentence"), locale) == "No such sentence."
    assert in_locale("plain text with {braces}", locale) == "plain text with {braces}"


def test_what_is_filled_in_is_never_read_as_a_template():
    assert in_locale(say("{all} or {last}", all="feature/{a,b}", last="{0}"), "ko") == "feature/{a,b} 또는 {0}"


def test_the_catalogue_is_its_sections_together():
    assert {template for lines in sections("ko").values() for template in lines} == set(catalogue("ko"))


def test_a_clause_that_became_a_sentence_is_found_all_the_same():
    clause = say("{all} and {last}", all=say("try again in a moment"), last="wait")
    assert str(as_sentence(clause)) == "Try again in a moment and wait"
    assert in_locale(as_sentence(clause), "ko") == "잠시 후 다시 시도하십시오 및 wait"


def test_a_sentence_that_became_a_clause_is_found_all_the_same():
    assert in_locale(as_clause(say("There is no plan to look at.")), "ko") == "검사할 plan이 없습니다"
    assert in_locale(as_clause(say("No such sentence...")), "ko") == "No such sentence"
