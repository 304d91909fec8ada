"""Refusals, for programs and for people."""

from tidegate.sandbox.github.errors import Refusal, invalid, invalid_field, not_supplied


def test_a_refusal_has_githubs_body():
    refusal = invalid("Status", "description", "description is too long")
    assert refusal.status == 422
    assert refusal.body["errors"] == [
        {"resource": "Status", "code": "custom", "field": "description", "message": "description is too long"}
    ]
    assert set(refusal.body) == {"message", "documentation_url", "status", "errors"}


def test_people_get_one_sentence():
    assert Refusal(404, "Not Found").sentence == "Not Found"
    assert invalid("X", "head", "No commits").sentence == "No commits"
    assert invalid_field("X", "head", "missing_field").sentence == "head is missing field"
    own = Refusal(422, "Unprocessable Entity", errors=["Can not approve your own pull request"])
    assert own.sentence == "Can not approve your own pull request"
    assert '"title"' in not_supplied("title").sentence
