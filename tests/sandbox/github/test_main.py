"""The command that runs the demo's forge by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from support.ports import free_port
from support.waiting import until


def test_the_command_serves_an_empty_acme(tmp_path: Path):
    port = free_port()
    command = [sys.executable, "-m", "tidegate.sandbox.github", "--port", str(port), "--data", str(tmp_path)]
    with (
        httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as http,
        subprocess.Popen(command) as process,
    ):
        try:
            until("the forge", lambda: _ready(http))
            bob = {"Authorization": "Bearer sandbox-bob"}
            assert http.get("/api/v3/repos/acme/infra/pulls", headers=bob).json() == []
        finally:
            process.terminate()


def _ready(http: httpx.Client) -> bool:
    try:
        return http.get("/_sandbox/ready").is_success
    except httpx.TransportError:
        return False
