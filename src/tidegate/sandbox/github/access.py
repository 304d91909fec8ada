"""Who is calling: a persona's token, an installation's token, or an App's own JWT."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import jwt

from tidegate.sandbox.github.errors import Refusal, bad_credentials, not_found
from tidegate.sandbox.github.records import App

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

PERSONA_TOKEN = "sandbox-"  # noqa: S105 - a made-up world's tokens are known to everybody
# GitHub: an installation's token lives one hour; a JWT ten minutes at most.
TOKEN_LIFE = timedelta(hours=1)
_JWT_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Attributes: `app` is set for a call by an installation of an App, which writes as its bot."""

    login: str
    app: App | None = None


def caller_of(world: World, authorization: str | None) -> Caller:
    """Who an `Authorization` header stands for: `Bearer TOKEN`, `token TOKEN` or Basic with the token as password.

    Raises:
        Refusal: 401.
    """
    if not authorization:
        raise Refusal(401, "Requires authentication")
    token = _token(authorization)
    if token in world.tokens:
        app, expires = world.tokens[token]
        if expires < world.now():
            raise bad_credentials()
        return Caller(login=app.bot, app=app)
    who = world.accounts.get(token.removeprefix(PERSONA_TOKEN).lower())
    if not token.startswith(PERSONA_TOKEN) or who is None or who.kind == "Organization":
        raise bad_credentials()
    return Caller(login=who.login)


def app_of(world: World, authorization: str | None) -> App:
    """The App whose JWT this is. GitHub: "Generating a JSON Web Token (JWT) for a GitHub App".

    Raises:
        Refusal: 401.
    """
    token = _token(authorization or "")
    try:
        issuer = int(jwt.decode(token, options={"verify_signature": False})["iss"])
        app = world.apps[issuer]
        claims = jwt.decode(token, app.public_key, algorithms=["RS256"], options={"require": ["exp", "iat"]})
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise Refusal(401, "A JSON web token could not be decoded") from None
    if claims["exp"] - claims["iat"] > _JWT_LIFE.total_seconds() + 60:
        raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
    return app


def new_token(world: World, installation: int) -> tuple[str, datetime]:
    """A token for an installation, and when it expires.

    Raises:
        Refusal: 404: no such installation.
    """
    app = next((app for app in world.apps.values() if app.installation == installation), None)
    if app is None:
        raise not_found()
    token, expires = f"ghs_{secrets.token_urlsafe(40)}", world.now() + TOKEN_LIFE
    world.tokens[token] = (app, expires)
    return token, expires


def _token(authorization: str) -> str:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return value.strip()
    try:
        return base64.b64decode(value).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
