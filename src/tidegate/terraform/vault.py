"""Plan files at rest: AES-256-GCM, one file each, bound to its name so that none can pass for another."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tidegate.core.errors import TidegateError

NONCE = 12


class PlanUnreadable(TidegateError):
    """A kept plan was changed, or was encrypted with another key."""


class PlanVault:
    """The port `Vault` on a folder.

    Args:
        folder: Where encrypted plans lie; made when needed.
        key: 32 bytes, `Keys.vault`.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher = AESGCM(key)

    def keep(self, plan_file: Path, name: str) -> Path:
        nonce = secrets.token_bytes(NONCE)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = self._file(name)
        _write(kept, nonce + self._cipher.encrypt(nonce, _read(plan_file), name.encode()))
        plan_file.unlink()
        return kept

    def take(self, name: str, plan_file: Path) -> None:
        kept = self._file(name).read_bytes()
        try:
            clear = self._cipher.decrypt(kept[:NONCE], kept[NONCE:], name.encode())
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce.
            text = f"the kept plan {name} was changed or encrypted with another key; plan again"
            raise PlanUnreadable(text) from None
        _write(plan_file, clear)

    def drop(self, name: str) -> None:
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        """Names may hold anything, so a hash stands for them on disk."""
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()}.plan"


def _read(file: Path) -> bytes:
    """A plan file's content. A step may have put a link in its place: to a file of ours, which it would get to read."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise PlanUnreadable(f"the plan file cannot be read ({error.strerror}); plan again") from None
    with os.fdopen(opened, "rb") as stream:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise PlanUnreadable("the plan file is not a file; plan again")
        return stream.read()


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing, readable by its owner only."""
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(file)
