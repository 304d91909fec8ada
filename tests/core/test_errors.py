from tidegate.core.errors import BadInput, ForgeMissing, Interrupted, StepFailed, TidegateError
from tidegate.core.marks import Mark, Problem
from tidegate.core.words import say


def test_bad_input_says_every_problem_with_its_place():
    where = Mark(file="tidegate.yaml", line=3, column=5)
    first = Problem(
        mark=where, path="people.senior", text="snior", message="No such role.", suggestion="Write `senior`."
    )
    second = Problem(mark=where, path="", text="", message="Not a mapping.")
    assert str(BadInput((first, second))).splitlines() == [
        "tidegate.yaml:3:5: people.senior: No such role. Write `senior`.",
        "tidegate.yaml:3:5: Not a mapping.",
    ]


def test_errors_say_what_happened_and_where():
    assert str(StepFailed("terraform plan", 1, "")) == "terraform plan ended with exit code 1"
    assert str(Interrupted("terraform apply", "host-1")).startswith("terraform apply, started on host-1, is gone")
    assert str(ForgeMissing(404, "Not Found")) == "404: Not Found"


def test_an_error_of_ours_has_words_and_one_of_a_program_its_text():
    assert StepFailed("terraform plan", 1, "").words == say(
        "{step} ended with exit code {code}", step="terraform plan", code=1
    )
    assert ForgeMissing(404, "Not Found").words == "404: Not Found"
    assert TidegateError().words == ""
