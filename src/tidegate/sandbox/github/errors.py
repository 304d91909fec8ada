"""How the forge says no: GitHub's status codes and error bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_DOCS = "https://docs.github.com/rest"


class Refusal(Exception):
    """An answer that is not a success.

    Attributes:
        status: HTTP status.
        body: GitHub's error body.
        headers: Headers to send along.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: list[Any] | None = None,
        docs: str = _DOCS,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        # GitHub repeats the status in the body as a string.
        self.body: dict[str, Any] = {"message": message, "documentation_url": docs, "status": str(status)}
        if errors is not None:
            self.body["errors"] = errors

    @property
    def sentence(self) -> str:
        """The refusal for people: every error's own words, the message where there are none."""
        details = [error if isinstance(error, str) else _words(error) for error in self.body.get("errors", [])]
        return "; ".join(details) or str(self)


def _words(error: Mapping[str, Any]) -> str:
    return str(error.get("message") or f"{error.get('field')} is {str(error.get('code')).replace('_', ' ')}")


def not_found() -> Refusal:
    """GitHub answers 404 as well where the caller may not know that something exists."""
    return Refusal(404, "Not Found")


def bad_credentials() -> Refusal:
    return Refusal(401, "Bad credentials")


def forbidden(message: str) -> Refusal:
    return Refusal(403, message)


def invalid(resource: str, field: str, message: str) -> Refusal:
    """422 with GitHub's list of errors, one of them, in words."""
    errors = [{"resource": resource, "code": "custom", "field": field, "message": message}]
    return Refusal(422, "Validation Failed", errors=errors)


def invalid_field(resource: str, field: str, code: str = "invalid") -> Refusal:
    return Refusal(422, "Validation Failed", errors=[{"resource": resource, "field": field, "code": code}])


def not_supplied(field: str) -> Refusal:
    return Refusal(422, f'Invalid request.\n\n"{field}" wasn\'t supplied.')
