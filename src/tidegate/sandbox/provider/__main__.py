"""The provider as a program: started by Terraform through the mirror, or with `--reattach SOCKET`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from tidegate.sandbox.provider.behaviour import read_overlay
from tidegate.sandbox.provider.plugin import COOKIE, leave_with_parent, serve_managed, serve_reattached
from tidegate.sandbox.provider.protocol import Provider
from tidegate.sandbox.provider.schema import read_listing
from tidegate.sandbox.provider.store import FolderStore, StateOnly, Store

DATA = Path(__file__).parent / "data"


def main() -> None:
    """Serve until Terraform is done."""
    options = _options()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it reaches the whole group; Terraform decides when to stop
    leave_with_parent()
    provider = Provider(
        read_listing((options.data / "aws61.json").read_text("utf-8")),
        read_overlay((options.data / "overlay.json").read_text("utf-8")),
        _store(),
    )
    if options.reattach:
        serve_reattached(provider, options.reattach)
    elif COOKIE in os.environ:
        serve_managed(provider, (options.data / "key.pem").read_bytes(), (options.data / "cert.pem").read_bytes())
    else:
        sys.exit("This is a Terraform provider: Terraform starts it. To run it yourself, give --reattach SOCKET.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="standin", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of listing, overlay, key and certificate")
    parser.add_argument("--reattach", type=Path, metavar="SOCKET", help="serve on this socket, without TLS")
    return parser.parse_args()


def _store() -> Store:
    folder = os.environ.get("STANDIN_STORE")
    return FolderStore(Path(folder)) if folder else StateOnly()


if __name__ == "__main__":
    main()
