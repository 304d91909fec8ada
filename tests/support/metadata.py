"""A listener at the address where clouds give a machine its credentials."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from support.missing import report_missing

ADDRESS = "169.254.169.254"


@contextmanager
def listening() -> Iterator[int]:
    """Listen there; answers with the port. Takes root, to add the address to the loopback."""
    if os.geteuid() != 0:
        report_missing("root: no listener at a metadata address, so that nothing was kept from it")
        pytest.skip("needs root")
    subprocess.run(["ip", "address", "add", f"{ADDRESS}/32", "dev", "lo"], check=True)
    try:
        with socket.create_server((ADDRESS, 0)) as server:
            yield server.getsockname()[1]
    finally:
        subprocess.run(["ip", "address", "del", f"{ADDRESS}/32", "dev", "lo"], check=True)
