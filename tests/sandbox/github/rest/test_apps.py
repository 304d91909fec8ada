"""A GitHub App: its JWT, its installation, its tokens."""

from __future__ import annotations

import time
from dataclasses import dataclass

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from support.forge import Forge


@dataclass(frozen=True, slots=True, kw_only=True)
class TheApp:
    id: int
    slug: str
    key: rsa.RSAPrivateKey

    def jwt(self, *, lasts: int = 540) -> str:
        now = int(time.time()) - 30
        return jwt.encode({"iat": now, "exp": now + lasts, "iss": str(self.id)}, self.key, algorithm="RS256")


@pytest.fixture
def app(forge: Forge) -> TheApp:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()
    slug = f"app-{forge.name}"
    made = forge.sandbox.seed(apps=[{"org": "acme", "slug": slug, "public_key": public}])
    return TheApp(id=made["apps"][0], slug=slug, key=key)


def test_a_jwt_gets_a_token_that_writes_as_the_bot(forge: Forge, app: TheApp):
    http, signed = forge.sandbox.http, {"Authorization": f"Bearer {app.jwt()}"}
    assert http.get("/api/v3/app", headers=signed).json()["slug"] == app.slug
    installation = http.get(f"/api/v3/repos/{forge.full_name}/installation", headers=signed).json()["id"]
    assert http.get("/api/v3/app/installations", headers=signed).json()[0]["id"] == installation
    made = http.post(f"/api/v3/app/installations/{installation}/access_tokens", headers=signed)
    assert made.status_code == 201

    held = {"Authorization": f"Bearer {made.json()['token']}"}
    number = forge.open_pull()
    address = f"/api/v3/repos/{forge.full_name}"
    said = http.post(f"{address}/issues/{number}/comments", json={"body": "hello"}, headers=held).json()
    assert (said["user"]["login"], said["user"]["type"]) == (f"{app.slug}[bot]", "Bot")
    assert http.get("/api/v3/user", headers=held).status_code == 403
    pages = [http.get(f"/api/v3/installation/repositories?per_page=100&page={n}", headers=held).json() for n in (1, 2)]
    assert forge.full_name in [repo["full_name"] for page in pages for repo in page["repositories"]]
    assert http.get(f"{address}/branches/main/protection", headers=held).json()["message"] == "Branch not protected"


def test_a_jwt_of_another_key_or_of_an_hour_is_refused(forge: Forge, app: TheApp):
    other = TheApp(id=app.id, slug="", key=rsa.generate_private_key(public_exponent=65537, key_size=2048))
    for token in (other.jwt(), app.jwt(lasts=3600), "nonsense"):
        refused = forge.sandbox.http.get("/api/v3/app", headers={"Authorization": f"Bearer {token}"})
        assert refused.status_code == 401
