"""Filling a page's template."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from fastapi import Request
from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tidegate.sandbox.github.pages.markdown import diff_lines, rendered
from tidegate.sandbox.github.pages.session import SESSION, form_token, persona_of, personas, remember, session_of
from tidegate.sandbox.github.rest.call import world_of

FOLDER = Path(__file__).parent / "templates"
# No script but our own file, and nothing from elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def _when(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _environment() -> Environment:
    made = Environment(
        # Read once: a running forge keeps the templates its code was written for.
        loader=DictLoader({file.name: file.read_text("utf-8") for file in FOLDER.glob("*.html")}),
        auto_reload=False,
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"markdown": rendered, "when": _when, "diff": diff_lines}
    return made


_TEMPLATES = _environment()


def show(
    request: Request, template: str, *, status: int = 200, problem: str = "", here: str = "", **context: object
) -> Response:
    """A page. `problem` is what the forge refused, shown at the top; `here` is where to come back to if not here.

    Its ETag lets a browser that looks again learn cheaply that nothing has changed.
    """
    world = world_of(request)
    html = _TEMPLATES.get_template(template).render(
        **context,
        problem=problem,
        personas=personas(world),
        acting=persona_of(world, request),
        token=form_token(request),
        here=here or _here(request),
        account=world.account,
    )
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin", "ETag": tag}
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    response = HTMLResponse(html, status, headers)
    remember(response, SESSION, session_of(request))
    return response


def go(address: str) -> Response:
    """To another page, after something was done."""
    return RedirectResponse(address, 303)


def _here(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
