"""GitHub's refusals in our words."""

import httpx
import pytest
from githubkit.exception import RequestError, RequestFailed, RequestTimeout
from githubkit.response import Response

from tidegate.core.errors import ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.forge.github.errors import message_of, surely_not_done, translated


def failed(status, **body):
    request = httpx.Request("POST", "https://api.example/x")
    return RequestFailed(Response(httpx.Response(status, request=request, **body), object))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (failed(502, html="<h1>Unicorn</h1>"), ForgeUnavailable),
        (failed(429), ForgeUnavailable),
        (failed(403, json={"message": "You have exceeded a secondary rate limit."}), ForgeUnavailable),
        (failed(403, json={"message": "Resource not accessible by integration"}), ForgeRefused),
        (failed(404, json={"message": "Not Found"}), ForgeMissing),
        (failed(422, json={"message": "Validation Failed"}), ForgeRefused),
        (RequestTimeout(httpx.ReadTimeout("")), ForgeUnavailable),
        (RequestError(httpx.ConnectError("refused")), ForgeUnavailable),
    ],
)
def test_what_may_work_later_is_told_from_what_never_will(error, kind):
    assert type(translated(error)) is kind


def test_the_details_of_a_refusal_are_kept():
    error = failed(422, json={"message": "Validation Failed", "errors": [{"message": "Body is too long"}, "and odd"]})
    assert message_of(error) == "Validation Failed; Body is too long; and odd"


def test_only_a_call_turned_away_at_the_door_surely_did_nothing():
    assert surely_not_done(failed(429))
    assert not surely_not_done(failed(502))
    assert not surely_not_done(RequestTimeout(httpx.ReadTimeout("")))
