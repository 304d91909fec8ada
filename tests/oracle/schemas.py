"""GitHub's published schemas, cut to what the sandbox serves, and judging by them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from oracle.overrides import corrected

DATA = Path(__file__).parent / "data"


class Schemas:
    """One extracted file; validators are made when first asked for."""

    def __init__(self, published: dict[str, Any]) -> None:
        self.served: Mapping[str, Any] = published["served"]
        self._definitions = published["$defs"]
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def problems(self, name: str, schema: Mapping[str, Any], value: object) -> list[str]:
        """What is wrong with a value, one line each; `name` says which schema this is."""
        if name not in self._validators:
            whole = {**schema, "$defs": self._definitions}
            self._validators[name] = jsonschema_rs.Draft202012Validator(whole)
        return [_said(name, error) for error in self._validators[name].iter_errors(value)]


class Operations(Schemas):
    """Requests and answers of the REST interface."""

    def __init__(self, published: dict[str, Any]) -> None:
        super().__init__(published)
        self._patterns = [(name, *_pattern(name)) for name in sorted(self.served, key=_plainest_first)]

    def operation(self, method: str, path: str) -> str | None:
        """The documented operation a call is, by `METHOD /path`; `path` is still percent-encoded."""
        for name, wanted, pattern in self._patterns:
            if wanted == method and pattern.fullmatch(path):
                return name
        return None

    def request(self, operation: str, body: object) -> list[str]:
        schema = self.served[operation]["request"]
        return [] if schema is None else self.problems(f"{operation} request", schema, body)

    def answer(self, operation: str, status: int, body: object) -> list[str]:
        answers = self.served[operation]["responses"]
        if str(status) not in answers:
            return [f"{operation}: {status} is not documented"]
        schema = answers[str(status)]
        return [] if schema is None else self.problems(f"{operation} {status}", schema, body)


class Webhooks(Schemas):
    """Payloads and headers of webhooks."""

    def delivery(self, event: str, payload: Mapping[str, Any], headers: Mapping[str, str]) -> list[str]:
        name = "-".join([event, *([payload["action"]] if "action" in payload else [])]).replace("_", "-")
        if name not in self.served:
            return [f"webhook {name} is not among the extracted ones; add it to tools/extract_schemas.py"]
        given = {header.lower() for header in headers}
        lacking = [header for header in self.served[name]["headers"] if header.lower() not in given]
        return [
            *(f"webhook {name}: no header {header}" for header in lacking),
            *self.problems(f"webhook {name}", self.served[name]["payload"], payload),
        ]


@cache
def operations() -> Operations:
    return Operations(_published("github-openapi.json"))


@cache
def webhooks() -> Webhooks:
    return Webhooks(_published("github-webhooks.json"))


def _published(file: str) -> dict[str, Any]:
    return corrected(json.loads((DATA / file).read_text("utf-8")), file)


def _pattern(name: str) -> tuple[str, re.Pattern[str]]:
    method, _, path = name.partition(" ")
    text = (
        path.replace("/{path}", "(?:/.*)?")
        .replace("/git/ref/{ref}", "/git/ref/.+")
        .replace("/git/refs/{ref}", "/git/refs/.+")
    )
    return method, re.compile(re.sub(r"\{\w+\}", "[^/]+", text))


def _plainest_first(name: str) -> tuple[int, str]:
    """`/app/installations` before `/app/{slug}`."""
    return name.count("{"), name


def _said(name: str, error: jsonschema_rs.ValidationError) -> str:
    place = "/".join(str(step) for step in error.instance_path)
    return f"{name}: at /{place}: {error.message[:300]}"
