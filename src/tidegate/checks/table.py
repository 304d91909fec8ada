"""The checks, in the order people read them. A new one is a row here and a module of its own."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.checks.builtin import Builtin
from tidegate.checks.checkov import Checkov
from tidegate.checks.formatting import Formatting
from tidegate.checks.isolation import Isolation
from tidegate.checks.naming import Naming
from tidegate.checks.policies import Policies
from tidegate.checks.scanner import Scanned
from tidegate.checks.tags import Tags
from tidegate.checks.tfsec import Tfsec
from tidegate.checks.trivy import Trivy
from tidegate.checks.validate import Validate
from tidegate.ports.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A check, and how many seconds all of it may take."""

    check: Check
    seconds: float


TABLE: tuple[Row, ...] = (
    Row(check=Formatting(), seconds=90),
    Row(check=Validate(), seconds=400),
    Row(check=Isolation(), seconds=60),
    Row(check=Builtin(), seconds=60),
    Row(check=Scanned(Checkov()), seconds=400),
    Row(check=Scanned(Trivy()), seconds=400),
    Row(check=Scanned(Tfsec()), seconds=400),
    Row(check=Naming(), seconds=60),
    Row(check=Tags(), seconds=60),
    Row(check=Policies(), seconds=200),
)
