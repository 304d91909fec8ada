"""What was left untested, said once at the end of the run."""

_missing: list[str] = []
_left_out: list[str] = []


def report_missing(what: str) -> None:
    """Something the tests need is not on this machine; where CI runs them, that fails the run."""
    if what not in _missing:
        _missing.append(what)


def report_left_out(what: str) -> None:
    """Something that is only tested where somebody asks for it, or where a tool happens to be."""
    if what not in _left_out:
        _left_out.append(what)


def missing() -> list[str]:
    return list(_missing)


def summary_lines() -> list[str]:
    return [f"Missing here: {what}" for what in _missing] + [f"Left out: {what}" for what in _left_out]
