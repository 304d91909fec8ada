"""The stand-in provider, running once for a test session: real Terraform plans at the price of a socket."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def running_provider(variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run the provider; gives the value of `TF_REATTACH_PROVIDERS` that lets Terraform find it.

    Args:
        variables: The provider's whole environment: `STANDIN_STORE` gives it a store.
    """
    with tempfile.TemporaryDirectory(prefix="tg-") as folder:
        command = [sys.executable, "-I", "-m", "tidegate.sandbox.provider", "--reattach", str(Path(folder, "socket"))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(variables or {})) as process:
            try:
                assert process.stdout
                line = process.stdout.readline().strip()
                assert line, "the stand-in provider did not start; its error is above"
                yield line
            finally:
                process.terminate()


@pytest.fixture(scope="session")
def reattach() -> Iterator[str]:
    """Value of `TF_REATTACH_PROVIDERS` for a stand-in AWS provider that runs as long as the session."""
    with running_provider() as line:
        yield line
