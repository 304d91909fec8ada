"""What this machine lacks, said once at the end of the run."""

_missing: list[str] = []


def report_missing(what: str) -> None:
    """Say what was not there and what was left untested for it."""
    if what not in _missing:
        _missing.append(what)


def summary_lines() -> list[str]:
    return list(_missing)
