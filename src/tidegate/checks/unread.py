"""Files Terraform plans from and a scanner passes over without a word: what is in them is not clean, but not looked at.

Seen: checkov 3.3 reads neither JSON nor what only OpenTofu reads; tfsec not the latter.
"""

from __future__ import annotations

import filecmp
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tidegate.checks.paths import from_root
from tidegate.core.checks.model import Finding
from tidegate.core.checks.severities import severity_of
from tidegate.ports.checks import Subject

NOT_SCANNED = "not_scanned"
KINDS = (".tf", ".tf.json", ".tofu", ".tofu.json")  # Ends of names. No two fit one name.


def unread(subject: Subject, scanner: str, reads: tuple[str, ...]) -> Iterator[Finding]:
    """One for each such file of the project and of the local modules it calls; old where the base has just the same.

    `reads` says which of `KINDS` the scanner reads.
    """
    severity = severity_of(NOT_SCANNED, subject.rules.severities, "HIGH")
    message = f"{scanner} does not read files of this kind; write it as .tf, or name a scanner that does"
    for home in sorted({subject.project.dir, *_called(subject)}):
        for file in _files(subject.root / home, reads):
            yield Finding(
                id=NOT_SCANNED,
                severity=severity,
                message=message,
                file=from_root(file, subject.root),
                is_new=not _is_same(file, subject),
            )


def _files(folder: Path, reads: tuple[str, ...]) -> list[Path]:
    others = tuple(kind for kind in KINDS if kind not in reads)
    return sorted(each for each in folder.iterdir() if each.name.endswith(others)) if folder.is_dir() else []


def _called(subject: Subject) -> Iterator[str]:
    """Directories of the local modules a plan was made with, from the repository's root."""
    configuration = (subject.plan or {}).get("configuration") or {}
    yield from _calls(configuration.get("root_module") or {}, subject.project.dir)


def _calls(module: Mapping[str, Any], home: str) -> Iterator[str]:
    for call in (module.get("module_calls") or {}).values():
        source = call.get("source") or ""
        if source.startswith(("./", "../")):
            there = posixpath.normpath(posixpath.join(home, source))
            if there.split("/")[0] != "..":  # Nothing of the change's.
                yield there
                yield from _calls(call.get("module") or {}, there)


def _is_same(file: Path, subject: Subject) -> bool:
    """Whether the base has just this file. What a link leads to outside the checkout is not looked at."""
    if subject.base is None or not file.resolve().is_relative_to(subject.root.resolve()):
        return False
    before = subject.base / file.relative_to(subject.root)
    if not before.is_file() or not file.is_file():
        return False
    return filecmp.cmp(file, before, shallow=False)
