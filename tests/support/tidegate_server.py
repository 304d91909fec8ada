"""A Tidegate server of its own process, started, stopped and killed by tests."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from support import walls
from support.ports import free_port
from support.waiting import until

SECRET = "a webhook secret of the tests"
KEPT = ("PATH", "HOME", "LANG", "TF_CLI_CONFIG_FILE", "SSL_CERT_FILE")


@dataclass
class TidegateServer:
    """`settings` are environment variables; the data folder outlives every start.

    Steps see the tests' folders, their states among them, but nothing of the data folder.
    """

    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {
            "TIDEGATE_DATA_DIR": str(self.folder / "data"),
            "TIDEGATE_PORT": str(self.port),
            "TIDEGATE_PUBLIC_URL": self.url,
            "TIDEGATE_WEBHOOK_SECRET": SECRET,
            **walls.settings(),
            "TIDEGATE_FORGE_WRITE_PAUSE": "0",
        } | self.settings
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tidegate", "server"], env=environment, stdout=log, stderr=log
            )
        until("the server to answer", self._ready)

    def kill(self) -> None:
        """As the kernel would: no goodbye."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    def _ready(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log()
        try:
            return httpx.get(f"{self.url}/healthz").is_success
        except httpx.TransportError:
            return False
