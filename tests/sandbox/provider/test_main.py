"""The provider as a program a person might start by mistake."""

from __future__ import annotations

import subprocess
import sys


def test_started_by_a_person_it_says_what_it_is() -> None:
    command = [sys.executable, "-I", "-m", "tidegate.sandbox.provider"]
    done = subprocess.run(command, env={}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr
        == "This is a Terraform provider: Terraform starts it. To run it yourself, give --reattach SOCKET.\n"
    )
