from tidegate.core.notices import appointing
from tidegate.render.markdown import render

WHEN = "Mon 2026-11-30 09:00 KST"


def test_who_put_an_apply_off_reads_when_it_comes_and_how_to_take_it_back():
    shown = render(appointing.made(["staging", "network"], WHEN))
    assert "`staging` and `network` will be planned again and applied at Mon 2026-11-30 09:00 KST" in shown
    assert "`atlantis cancel`" in shown


def test_an_apply_that_is_taken_back_says_why():
    shown = render(appointing.taken_back(["staging"], WHEN, "commit 1a2b3c4 superseded it."))
    assert "`staging` will not be applied at Mon 2026-11-30 09:00 KST: commit 1a2b3c4 superseded it." in shown


def test_what_is_different_is_told_project_by_project():
    shown = render(appointing.changed({"staging": "plans something else", "network": "could not be planned"}))
    assert "`staging` plans something else; `network` could not be planned." in shown
    assert "Nothing was applied." in shown


def test_a_time_that_cannot_be_is_refused_with_its_reason():
    assert "Nothing was put off: `soon` is not a time." in render(appointing.refused("`soon` is not a time."))
