"""A GitHub App of the sandbox, with a key of its own."""

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
