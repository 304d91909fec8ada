"""Pieces several notices share."""

from support.notices import DEV, STAGING, words_in, words_of
from tidegate.core.notices.model import Code, Fold
from tidegate.core.notices.parts import banners, counted, failure, log, named, output, titled


def test_the_first_line_names_one_project_or_counts_several():
    assert words_of(titled("Plan", [DEV])) == "Ran Plan for dir: environments/dev workspace: default"
    assert words_of(titled("Apply", [DEV, STAGING])).splitlines()[0] == "Ran Apply for 2 projects:"


def test_what_names_a_project_is_shown_as_code():
    assert [span.text for span in named(STAGING) if span.code] == [
        "staging-infrastructure",
        "environments/staging",
        "staging",
    ]


def test_output_folds_after_atlantiss_twelve_lines():
    assert isinstance(output("\n".join("x" * 12), summary="Show"), Code)
    assert isinstance(output("\n".join("x" * 13), summary="Show"), Fold)


def test_a_failure_without_output_is_its_own_output():
    assert words_of(failure("Plan Error", "no such workspace", "")) == "Plan Error\nno such workspace"


def test_a_banner_warns():
    assert words_in(banners(["unsafe"])[0]) == "⚠️ unsafe"


def test_no_log_no_link():
    assert log("") == ()


def test_one_is_not_many():
    assert (counted(1, "gate"), counted(2, "gate"), counted(0, "gate")) == ("1 gate", "2 gates", "0 gates")
