"""A release server laid out as HashiCorp's and OpenTofu's, with a key of its own."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tidegate.terraform.releases import MACHINES, TERRAFORM, Layout

# What a released binary is here: it can say its version.
PROGRAM = """#!/bin/sh
echo '{{"terraform_version": "{version}"}}'
"""


class ReleaseFolder:
    """The files such a server offers, signed with a new key."""

    def __init__(self, root: Path) -> None:
        self.root = root / "releases"
        self._home = root / "gnupg"
        self._home.mkdir(mode=0o700)
        self._gpg("--quick-gen-key", "Releases <releases@example.com>", "ed25519", "sign", "never")
        self.key = self._gpg("--armor", "--export")

    def publish(self, *published: str, layout: Layout = TERRAFORM) -> None:
        """Offer these versions."""
        for version in published:
            folder = self.root / layout.folder.format(version=version)
            folder.mkdir(parents=True)
            archive = folder / f"{layout.program}_{version}_{system()}.zip"
            with zipfile.ZipFile(archive, "w") as opened:
                opened.writestr("LICENSE.txt", "")
                opened.writestr(layout.program, PROGRAM.format(version=version))
            sums = folder / f"{layout.program}_{version}_SHA256SUMS"
            sums.write_text(f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n")
            signature = folder / f"{layout.program}_{version}_{layout.signature}"
            self._gpg("--detach-sign", "--output", str(signature), str(sums))
        listed = {v: {} for v in published} if layout is TERRAFORM else [{"id": v, "files": []} for v in published]
        (self.root / layout.index).write_text(json.dumps({"versions": listed}))

    @contextmanager
    def serve(self) -> Iterator[str]:
        """The server's address."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(self.root)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def close(self) -> None:
        """End the agent that gpg started."""
        subprocess.run(["gpgconf", "--homedir", str(self._home), "--kill", "all"], check=True)
        shutil.rmtree(self._home)

    def _gpg(self, *arguments: str) -> str:
        line = ["gpg", "--homedir", str(self._home), "--batch", "--quiet", "--passphrase", "", *arguments]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def system() -> str:
    """This machine, as release files name it."""
    return f"{platform.system().lower()}_{MACHINES.get(platform.machine(), platform.machine())}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
