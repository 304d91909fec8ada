"""Check `validate`: whether Terraform takes the code for valid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tidegate.checks.answers import answer_of
from tidegate.checks.paths import from_root
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.errors import ToolFailed
from tidegate.core.words import say
from tidegate.ports.checks import Subject

VALIDATE = "validate"
INIT_SECONDS = 240.0
SECONDS = 120.0


class Validate:
    """A plan is the proof: Terraform makes none of invalid code. Without one, `terraform validate` is asked."""

    name = VALIDATE

    async def examine(self, subject: Subject) -> CheckResult:
        if subject.plan is not None:
            return result_of(self.name, ())
        variables = {} if (subject.dir / ".terraform").is_dir() else await _initialised(subject)
        argv = (subject.terraform, "validate", "-json", "-no-color")
        ran = await subject.programs.run(argv, cwd=subject.dir, seconds=SECONDS, variables=variables)
        answer = answer_of("terraform validate", ran)
        if not isinstance(answer, dict) or "valid" not in answer:
            raise ToolFailed(say("`terraform validate` answered something else than it documents."), ran.out)
        findings = tuple(_findings(answer, subject))
        if not answer["valid"] and not findings:
            raise ToolFailed(say("Terraform calls the code invalid and does not say why."), ran.out)
        return result_of(self.name, findings)


async def _initialised(subject: Subject) -> Mapping[str, str]:
    """Providers and modules in a folder of their own, without a backend: nothing of the checkout is changed."""
    variables = {"TF_DATA_DIR": str(subject.programs.scratch / "terraform-data")}
    argv = (subject.terraform, "init", "-backend=false", "-input=false", "-lockfile=readonly", "-no-color")
    ran = await subject.programs.run(argv, cwd=subject.dir, seconds=INIT_SECONDS, variables=variables)
    if ran.code:
        raise ToolFailed(
            say("`terraform init` failed in `{dir}`; run it there to see why.", dir=subject.project.dir),
            ran.err or ran.out,
        )
    return variables


def _findings(answer: Mapping[str, Any], subject: Subject) -> Iterator[Finding]:
    for each in answer.get("diagnostics") or ():
        place = each.get("range") or {}
        sentence = ": ".join(filter(None, (each.get("summary"), each.get("detail"))))
        yield Finding(
            id=VALIDATE,
            severity="HIGH" if each.get("severity") == "error" else "WARN",
            message=sentence,
            file=from_root(subject.dir / place["filename"], subject.root) if place.get("filename") else "",
            line=(place.get("start") or {}).get("line", 0),
        )
