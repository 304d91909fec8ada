"""Written workflows → valid ones; `atlantis.yaml` and `repos.yaml` share them (Atlantis: raw/workflow.go)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tidegate.config.atlantis_files.repo_raw import StageRaw, WorkflowRaw
from tidegate.config.atlantis_files.steps import to_step
from tidegate.config.marks import Document
from tidegate.config.shell_words import Unfinished, words
from tidegate.core.marks import Problem
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, Stage, Step, Workflow


def workflows(raw: Mapping[str, WorkflowRaw], document: Document) -> dict[str, Workflow]:
    """Workflows by name, with the places of what gates them."""
    return {name: _workflow(workflow, document, name) for name, workflow in raw.items()}


def taken_apart(workflows: Mapping[str, Workflow]) -> dict[str, Workflow]:
    """The same as version 2 runs them: run commands are taken apart into words and joined with one blank each."""
    return {name: replace(each, plan=_legacy(each.plan), apply=_legacy(each.apply)) for name, each in workflows.items()}


def unfinished_commands(raw: Mapping[str, WorkflowRaw], document: Document) -> Iterator[Problem]:
    """Run commands version 2 cannot take apart."""
    for name, workflow in raw.items():
        for stage, written in (("plan", workflow.plan), ("apply", workflow.apply)):
            for n, step in enumerate(written.steps):
                try:
                    words(step.run.command if step.run else "")
                except Unfinished as error:
                    yield document.problem(
                        ("workflows", name, stage, "steps", n, "run"),
                        f"Version 2 takes a command apart into words: {error}.",
                        "Close it, or write `version: 3`, which gives the text to the shell as it is.",
                    )


def _workflow(raw: WorkflowRaw, document: Document, name: str) -> Workflow:
    return Workflow(
        name=name,
        plan=_stage(raw.plan, document, ("workflows", name, "plan"), DEFAULT_PLAN),
        apply=_stage(raw.apply, document, ("workflows", name, "apply"), DEFAULT_APPLY),
        at=document.mark("workflows", name),
    )


def _stage(raw: StageRaw, document: Document, path: tuple[str, ...], default: Stage) -> Stage:
    return Stage(
        steps=tuple(to_step(step) for step in raw.steps) or default.steps,
        enabled=raw.enabled,
        requirements=tuple(raw.requirements),
        enabled_at=document.mark(*path, "enabled"),
        requirements_at=document.mark(*path, "requirements"),
    )


def _legacy(stage: Stage) -> Stage:
    return replace(stage, steps=tuple(_legacy_step(step) for step in stage.steps))


def _legacy_step(step: Step) -> Step:
    if step.kind != "run" or step.command is None:
        return step
    return replace(step, command=" ".join(words(step.command)))
