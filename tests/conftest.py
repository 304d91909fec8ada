"""What the whole test run shares."""

from support.convention import VARIABLE, convention_file


def pytest_terminal_summary(terminalreporter):
    """Nothing is left out silently."""
    if convention_file() is None:
        terminalreporter.write_line(f"{VARIABLE} is not set: the reference convention's own blocks were not loaded.")
