"""GitHub's answers as our error tree: what may work later, what is refused, what is not there."""

from __future__ import annotations

from githubkit.exception import GitHubException, RateLimitExceeded, RequestError, RequestFailed

from tidegate.core.errors import ForgeError, ForgeMissing, ForgeRefused, ForgeUnavailable
from tidegate.forge.github.payload import part

# GitHub gives a secondary limit no code of its own, only this phrase in the message of a 403
# (GitHub: "Exceeding the rate limit").
_SECONDARY = "secondary rate limit"


def translated(error: GitHubException) -> ForgeError:
    """The same failure in our words."""
    match error:
        case RateLimitExceeded():
            return ForgeUnavailable(f"GitHub's rate limit is used up for {error.retry_after.total_seconds():.0f} s")
        case RequestFailed():
            return _from_status(error.response.status_code, message_of(error))
        case RequestError():
            return ForgeUnavailable(f"GitHub did not answer: {error.exc or type(error.exc).__name__}")
        case _:
            return ForgeUnavailable(f"GitHub could not be asked: {error!r}")


def asked_wait(error: GitHubException) -> float:
    """Seconds GitHub asked us to wait; 0 when it did not say."""
    return error.retry_after.total_seconds() if isinstance(error, RateLimitExceeded) else 0.0


def surely_not_done(error: GitHubException) -> bool:
    """Whether a write that failed like this has had no effect: GitHub turned it away before looking at it."""
    return isinstance(error, RateLimitExceeded) or (
        isinstance(error, RequestFailed) and error.response.status_code in (403, 429)
    )


def is_unauthorised(error: GitHubException) -> bool:
    """Whether the token was not accepted: expired, or revoked early."""
    return isinstance(error, RequestFailed) and error.response.status_code == 401


def message_of(error: RequestFailed) -> str:
    """GitHub's words, with the details of a 422; the HTTP reason when the body is not JSON (a proxy's page)."""
    try:
        body = error.response.json()
    except ValueError:
        return error.response.reason_phrase
    details = [_detail(item) for item in part(body, "errors") or []]
    return "; ".join([str(part(body, "message") or error.response.reason_phrase), *filter(None, details)])


def _detail(item: object) -> str:
    return item if isinstance(item, str) else str(part(item, "message") or "")


def _from_status(status: int, message: str) -> ForgeError:
    if status >= 500 or status == 429:
        return ForgeUnavailable(f"GitHub answered {status} {message}")
    if status == 403 and _SECONDARY in message.lower():
        return ForgeUnavailable(f"GitHub asks us to slow down: {message}")
    return ForgeMissing(status, message) if status == 404 else ForgeRefused(status, message)
