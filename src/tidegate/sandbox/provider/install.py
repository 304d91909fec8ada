"""Laying the stand-in out as a mirror folder that Terraform installs providers from.

The package Terraform hashes into a lock file is one small shell script, the same on every machine; interpreter,
certificate and data lie beside the packages in `.standin`.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import shlex
import shutil
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tidegate.sandbox.provider import ADDRESS

VERSION = "5.100.0"

_DATA = Path(__file__).parent / "data"
_STUB = '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/../../../../../.standin/run" "$@"\n'
_ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def install_mirror(folder: Path, python: str = sys.executable) -> Path:
    """Write the mirror to `folder`, made if need be; doing it again keeps the certificate.

    Args:
        folder: Where the mirror goes; Terraform's packages are copied from there at `init`.
        python: The interpreter that runs the provider; this package must be importable there.
    """
    own = folder / ".standin"
    own.mkdir(parents=True, exist_ok=True)
    for name in ("aws61.json", "overlay.json"):
        shutil.copyfile(_DATA / name, own / name)
    if not (own / "cert.pem").exists():
        _certify(own)
    _script(own / "run", _run(python))
    package = folder / ADDRESS / VERSION / _platform()
    package.mkdir(parents=True, exist_ok=True)
    _script(package / f"terraform-provider-aws_v{VERSION}", _STUB)
    return folder


def cli_config(mirror: Path) -> str:
    """Text of a Terraform CLI configuration that installs providers from the mirror and from nowhere else."""
    path = json.dumps(str(mirror.resolve()), ensure_ascii=False)
    return f"provider_installation {{\n  filesystem_mirror {{\n    path = {path}\n  }}\n}}\n"


def _run(python: str) -> str:
    return f'#!/bin/sh\nexec {shlex.quote(python)} -I -m tidegate.sandbox.provider --data "$(dirname "$0")"\n'


def _platform() -> str:
    machine = platform.machine().lower()
    return f"{platform.system().lower()}_{_ARCHITECTURES.get(machine, machine)}"


def _script(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def _certify(folder: Path) -> None:
    """A key and a certificate for this machine alone: Terraform is told the certificate in the handshake."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").touch(mode=0o600)
    (folder / "key.pem").write_bytes(pem)
    (folder / "cert.pem").write_bytes(_certificate(key).public_bytes(serialization.Encoding.PEM))


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
