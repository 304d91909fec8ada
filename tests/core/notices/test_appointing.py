from support.notices import words_of
from tidegate.core.notices import appointing
from tidegate.render.markdown import render

WHEN = "Mon 2026-11-30 09:00 KST"


def test_who_put_an_apply_off_reads_when_it_comes_and_how_to_take_it_back():
    shown = render(appointing.made(["staging", "network"], WHEN))
    assert "`staging` and `network` will be planned again and applied at Mon 2026-11-30 09:00 KST" in shown
    assert "`atlantis cancel`" in shown


def test_it_is_told_in_the_language_of_the_rules():
    shown = render(appointing.made(["staging"], WHEN), "ko")
    assert "`staging`" in shown
    assert "다시 plan" in shown


def test_an_apply_that_is_taken_back_says_why():
    for because, said in (
        (appointing.superseded("1a2b3c4d5e6f"), "Superseded by commit 1a2b3c4."),
        (appointing.closed(), "the pull request was closed."),
        (appointing.unlocked("bob"), "@bob unlocked the pull request and discarded its plans."),
    ):
        shown = words_of(appointing.taken_back(["staging"], WHEN, because).blocks)
        assert f"staging will not be applied at Mon 2026-11-30 09:00 KST: {said}" in shown


def test_what_is_different_is_told_project_by_project():
    shown = words_of(appointing.changed({"staging": "plans something else", "network": "could not be planned"}).blocks)
    assert "Nothing was applied" in shown
    assert "staging plans something else" in shown
    assert "network could not be planned" in shown


def test_a_time_that_cannot_be_is_refused_with_its_reason():
    assert "Nothing was put off: soon is not a time." in words_of(appointing.refused("`soon` is not a time.").blocks)
