"""A GitHub App of the sandbox, with a key of its own."""

import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def new_app(sandbox, org="acme", slug="tidegate"):
    """Install an App on an organisation; gives its id and the text of its private key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    planted = sandbox.seed(apps=[{"org": org, "slug": slug, "public_key": public}])
    return str(planted["apps"][0]), private


def as_app(forge, slug):
    """Calls of a new App's installation on the repository of `forge`: `ask(method, path, body)` gives the response."""
    identity, key = new_app(forge.sandbox, slug=slug)
    now = int(time.time()) - 30
    signed = jwt.encode({"iat": now, "exp": now + 540, "iss": identity}, key, algorithm="RS256")
    http, headers = forge.sandbox.http, {"Authorization": f"Bearer {signed}"}
    installation = http.get(f"/api/v3/repos/{forge.full_name}/installation", headers=headers).json()["id"]
    made = http.post(f"/api/v3/app/installations/{installation}/access_tokens", headers=headers).json()
    held = {"Authorization": f"Bearer {made['token']}"}

    def ask(method, path, body=None):
        return http.request(method, f"/api/v3/repos/{forge.full_name}{path}", json=body, headers=held)

    return ask
