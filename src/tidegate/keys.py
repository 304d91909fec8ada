"""The server's one secret file, and the keys derived from it."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tidegate.core.errors import TidegateError

KEY_BYTES = 32
SHORTEST_SECRET = 32  # Characters; ours has 64.


class KeyFileUnusable(TidegateError):
    """The secret file cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Independent keys of 32 bytes, one for each purpose: knowing one says nothing about another."""

    digest: bytes
    vault: bytes
    audit: bytes


def load_keys(file: Path) -> Keys:
    """Keys of the secret in `file`, which is made (mode 0600) when there is none.

    Raises:
        KeyFileUnusable: Others may read the file, or it holds too little.
    """
    if not file.exists():
        _make(file)
    if file.stat().st_mode & 0o077:
        raise KeyFileUnusable(f"{file} can be read by others; after `chmod 600 {file}` only its owner can.")
    secret = file.read_text().strip()
    if len(secret) < SHORTEST_SECRET:
        wanted = f"at least {SHORTEST_SECRET} random characters, as `openssl rand -hex 32` prints"
        raise KeyFileUnusable(f"{file} holds {len(secret)} characters; put in {wanted}.")
    return Keys(digest=_derive(secret, "digest"), vault=_derive(secret, "vault"), audit=_derive(secret, "audit"))


def _make(file: Path) -> None:
    """Two servers that start at once agree on one secret: the first to link it wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(secrets.token_hex(KEY_BYTES) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(temporary)
    temporary.unlink()


def _derive(secret: str, purpose: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"tidegate {purpose} key 1".encode())
    return derive.derive(secret.encode())
