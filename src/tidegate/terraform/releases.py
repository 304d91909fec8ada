"""Downloading Terraform or OpenTofu from a release server, checksum and signature verified."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import platform
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import httpx

from tidegate.core.errors import TerraformMissing
from tidegate.core.words import say
from tidegate.terraform import process, versions
from tidegate.terraform.versions import Version

TIMEOUT = 60.0
MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a server keeps what, below its address.

    Attributes:
        program: What is released: `terraform`, `tofu`. Archives hold it and are named after it.
        index: The file that lists all versions.
        folder: Of one version.
        signature: Ending of the checksums' signature.
    """

    program: str
    index: str
    folder: str
    signature: str


#: As HashiCorp's release server.
TERRAFORM = Layout(
    program="terraform", index="terraform/index.json", folder="terraform/{version}", signature="SHA256SUMS.sig"
)
#: As OpenTofu's releases on GitHub; their list lies elsewhere (`Releases.index_url`).
OPENTOFU = Layout(program="tofu", index="api.json", folder="v{version}", signature="SHA256SUMS.gpgsig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Releases:
    """A release server.

    Attributes:
        url: Its address.
        key: The OpenPGP public key its checksums are signed with, ASCII-armoured.
        index_url: Address of the list of versions, where it is not below `url`.
    """

    url: str
    key: str
    layout: Layout = TERRAFORM
    index_url: str | None = None

    async def newest(self, constraint: str) -> Version:
        """The newest released version that fits.

        Raises:
            TerraformMissing: None does, or the server does not answer.
            ValueError: The constraint cannot be read.
        """
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as client:
            known = _listed(await _get(client, self.index_url or f"{self.url}/{self.layout.index}"))
        fitting = [version for version in known if versions.fits(version, constraint)]
        if not fitting:
            program = self.layout.program
            raise TerraformMissing(
                say("{url} has no {program} that fits {version}.", url=self.url, program=program, version=constraint)
            )
        return max(fitting)

    async def download(self, version: Version, folder: Path) -> Path:
        """Put a version into `folder/VERSION/terraform`, or `tofu`; returns the binary.

        Raises:
            TerraformMissing: It is not there, or is not what the key's owner signed.
        """
        program = self.layout.program
        start = f"{self.url}/{self.layout.folder.format(version=version)}/{program}_{version}"
        system = f"{platform.system().lower()}_{MACHINES.get(platform.machine(), platform.machine())}"
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=True) as client:
            sums = await _get(client, f"{start}_SHA256SUMS")
            await self._verify(sums, await _get(client, f"{start}_{self.layout.signature}"))
            archive = await _get(client, f"{start}_{system}.zip")
        name = f"{program}_{version}_{system}.zip"
        if f"{hashlib.sha256(archive).hexdigest()}  {name}" not in sums.decode().splitlines():
            raise TerraformMissing(f"{self.url} sent a {name} that is not the one in its signed checksums; not used.")
        return await asyncio.to_thread(_unpack, archive, program, folder / str(version))

    async def _verify(self, content: bytes, signature: bytes) -> None:
        gpgv = shutil.which("gpgv")
        if gpgv is None:
            raise TerraformMissing(
                f"gpgv is needed to verify a downloaded {self.layout.program}; install the package gpgv."
            )
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            await asyncio.to_thread(_lay_out, folder, self.key, content, signature)
            line = (gpgv, "--keyring", str(folder / "key"), str(folder / "signature"), str(folder / "content"))
            done = await process.capture(line, folder, {"PATH": "/usr/bin:/bin", "HOME": name}, TIMEOUT)
        if done.exit_code:
            raise TerraformMissing(f"The checksums of {self.url} are not signed with the configured key; not used.")


def _listed(index: bytes) -> list[Version]:
    """HashiCorp's list has versions as keys, OpenTofu's as records with an `id`."""
    found = json.loads(index)["versions"]
    return [versions.parse(each if isinstance(each, str) else each["id"]) for each in found]


async def _get(client: httpx.AsyncClient, url: str) -> bytes:
    try:
        answer = await client.get(url)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise TerraformMissing(f"{url} could not be fetched: {error}") from error
    return answer.content


def _lay_out(folder: Path, key: str, content: bytes, signature: bytes) -> None:
    (folder / "key").write_bytes(_bare(key))
    (folder / "content").write_bytes(content)
    (folder / "signature").write_bytes(signature)


def _bare(key: str) -> bytes:
    """The key without its armour, as gpgv wants it: the base64 between the blank line and the checksum line."""
    body = key.partition("\n\n")[2].partition("-----END")[0].splitlines()
    return base64.b64decode("".join(line.strip() for line in body if not line.startswith("=")))


def _unpack(archive: bytes, program: str, folder: Path) -> Path:
    """All of the version or nothing; a second server doing the same does no harm."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        file = Path(name) / "archive.zip"
        file.write_bytes(archive)
        with zipfile.ZipFile(file) as opened:
            binary = Path(opened.extract(program, name))
        binary.chmod(0o755)
        return binary.replace(folder / program)
