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


def told() -> dict[str, list[str]]:
    """What this process has noticed, for the one that sums up."""
    return {"missing": list(_missing), "left_out": list(_left_out)}


def hear(told: dict[str, list[str]]) -> None:
    """Take over what another process has noticed."""
    for what in told["missing"]:
        report_missing(what)
    for what in told["left_out"]:
        report_left_out(what)


def summary_lines() -> list[str]:
    return [f"Missing here: {what}" for what in _missing] + [f"Left out: {what}" for what in _left_out]
