"""`signals:` of an environment: whether each says where to look, and nothing that goes with another kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.governance_file.environment_raw import EnvironmentRaw
from tidegate.config.governance_file.signals_raw import SignalRaw
from tidegate.config.marks import Document, Path
from tidegate.core.marks import Problem

_ALWAYS = frozenset({"timeout", "interval"})
NEEDED: Mapping[str, tuple[str, ...]] = {
    "http": (),
    "tcp": (),
    "command": (),
    "prometheus": ("query",),
    "cloudwatch": ("metric",),
}
"""Kind → keys it cannot do without."""
GOES_WITH: Mapping[str, frozenset[str]] = {
    "http": _ALWAYS,
    "tcp": _ALWAYS,
    "command": _ALWAYS,
    "prometheus": _ALWAYS | {"query"},
    "cloudwatch": _ALWAYS | {"metric", "statistic", "dimensions", "region", "period"},
}


def signal_problems(environment: str, raw: EnvironmentRaw, document: Document) -> Iterator[Problem]:
    for name, signal in (("health", raw.signals.health), ("error_rate", raw.signals.error_rate)):
        if signal is not None:
            yield from _problems(signal, document, ("environments", environment, "signals", name))


def _problems(signal: SignalRaw, document: Document, at: Path) -> Iterator[Problem]:
    written = signal.model_fields_set
    kinds = [kind for kind in NEEDED if kind in written]
    if not kinds:
        message = "The signal does not say where to look."
        yield document.key_problem(at, message, "Add `http`, `tcp`, `command`, `prometheus` or `cloudwatch`.")
        return
    kind, *others = kinds
    for other in others:
        yield document.key_problem((*at, other), f"The signal is `{kind}` already.", "Keep one of the two.")
    for key in NEEDED[kind]:
        if key not in written:
            yield document.key_problem((*at, kind), f"`{kind}` goes with `{key}`, which is missing.", f"Add `{key}:`.")
    for key in sorted(written - GOES_WITH[kind] - set(NEEDED)):
        fitting = ", ".join(f"`{each}`" for each in sorted(GOES_WITH[kind]))
        yield document.key_problem((*at, key), f"`{key}` says nothing of `{kind}`.", f"With `{kind}` go {fitting}.")
