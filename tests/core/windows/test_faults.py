from tidegate.core.windows.faults import ALL_FORMS, nearest, not_understood


def test_the_nearest_word_is_found_whatever_its_case():
    assert nearest("fryday", ["Monday", "Friday"]) == "Friday"
    assert nearest("xyz", ["Monday", "Friday"]) == ""


def test_a_text_near_a_known_form_gets_that_form():
    assert not_understood("last Friday every month").suggestion == 'Did you mean it as in "last Friday of every month"?'


def test_a_text_near_nothing_gets_all_kinds_of_forms():
    assert not_understood("whenever").suggestion == str(ALL_FORMS)
