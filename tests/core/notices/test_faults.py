"""What is said when something did not do its part."""

from tidegate.core.errors import ForgeRefused, StepFailed
from tidegate.core.notices import faults
from tidegate.render.words import in_locale


def test_what_failed_is_quoted_and_said_to_have_changed_nothing():
    assert str(faults.not_done(ForgeRefused(403, "no access"))) == (
        "This could not be carried out, and nothing was changed: 403: no access"
    )


def test_words_of_ours_come_in_the_readers_language_and_those_of_a_program_as_they_are():
    ours, theirs = faults.not_done(StepFailed("terraform plan", 1, "")), faults.not_done(ForgeRefused(403, "no access"))
    assert in_locale(ours, "ko").endswith("terraform plan 명령이 종료 코드 1로 끝났습니다")
    assert in_locale(theirs, "ko") == "요청을 수행하지 못했으며 변경된 것은 없습니다: 403: no access"


def test_a_fault_of_ours_names_what_to_look_for_in_the_log():
    assert "under e-1;" in str(faults.broken("e-1"))
