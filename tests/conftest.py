"""What the whole test run shares: nothing is left out silently."""

import os

import pytest
from hypothesis import HealthCheck, settings

from support.convention import VARIABLE, convention_file
from support.missing import hear, missing, summary_lines, told

pytest_plugins = ["support.provider"]

# A busy machine is no fault of the code: how long an example takes is nobody's assertion.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_terminal_summary(terminalreporter):
    """Say what was left untested for want of something."""
    if convention_file() is None:
        terminalreporter.write_line(f"{VARIABLE} is not set: the reference convention's own blocks were not loaded.")
    for line in summary_lines():
        terminalreporter.write_line(line)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Tests run in several processes; one sums up."""
    hear(getattr(node, "workeroutput", {}).get("untested", told()))


def pytest_sessionfinish(session, exitstatus):
    """What is missing fails the run where everything is meant to be there."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["untested"] = told()
    elif os.environ.get("CI") and missing() and exitstatus == 0:
        session.exitstatus = 1
