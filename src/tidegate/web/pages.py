"""Filling a page's template. Values are escaped, and freed of signs that would make text read other than it is."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from tidegate.core.notices.model import line
from tidegate.render.plain import is_web, printable
from tidegate.web.house import house_of

FOLDER = Path(__file__).parent


def show(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """A page. Its ETag lets a browser that looks again learn cheaply that nothing has changed."""
    house = house_of(request)
    html = _TEMPLATES.get_template(template).render(
        **values, unsafe_runner=house.unsafe_runner, version=house.version, path=request.url.path
    )
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, status, headers)


def sentence(words: str) -> Markup:
    """A sentence whose backticks mark code, as gates and problems write it."""
    pieces = (
        Markup("<code>{}</code>").format(span.text) if span.code else Markup("{}").format(span.text)
        for span in line(printable(words))
    )
    return Markup("").join(pieces)


def when(at: datetime) -> Markup:
    """An instant in UTC; the script shows it in the reader's own zone."""
    utc = at.astimezone(UTC)
    return Markup('<time datetime="{}">{}</time>').format(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M} UTC")


def short(sha: str) -> str:
    return sha[:7]


def _cleaned(value: Any) -> Any:
    return printable(value) if type(value) is str else value


def templates(folder: Path) -> Environment:
    """The templates of a folder as they are now: a running server keeps those its code was written for."""
    made = Environment(
        loader=DictLoader({file.name: file.read_text("utf-8") for file in folder.glob("*.html")}),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"sentence": sentence, "when": when, "short": short}
    made.tests["web"] = is_web
    return made


_TEMPLATES = templates(FOLDER / "templates")
