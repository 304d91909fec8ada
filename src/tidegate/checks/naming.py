"""Check `naming`: whether resources are called as the team's template says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from functools import partial

from tidegate.checks.builtin import NO_PLAN
from tidegate.checks.flaws import Flaw, found
from tidegate.checks.instances import Side
from tidegate.checks.names import NAMES, USUAL
from tidegate.checks.written import constant
from tidegate.core.checks.model import CheckResult, result_of
from tidegate.core.words import say
from tidegate.ports.checks import Subject

RULE = "name_template"
_LONGEST = 255  # Characters. No name in AWS is longer.
_FREE = r"[A-Za-z0-9_.]+(?:-[A-Za-z0-9_.]+)*"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Naming:
    """Names in the plan, so computed ones too; they are old where the resource had the same name before."""

    name = "naming"

    async def examine(self, subject: Subject) -> CheckResult:
        template = subject.rules.name_template
        if not template:
            return CheckResult(check=self.name, state="skipped", reason=say("No template of names is set."))
        if subject.plan is None:
            return CheckResult(check=self.name, state="failed", reason=NO_PLAN)
        words = subject.environment_words or ((subject.environment,) if subject.environment else ())
        look = partial(
            _look, subject.rules.named_types or tuple(NAMES), matcher(template, words), shown(template, words)
        )
        return result_of(
            self.name, await asyncio.to_thread(found, subject.plan, {RULE: look}, subject.rules.severities)
        )


def matcher(template: str, environment: tuple[str, ...]) -> Callable[[str], bool]:
    """Says of a name whether it fits the template.

    `{environment}` is one of the environment's words; every other placeholder, and that one where a project belongs to
    no environment, is one or more words of letters, digits, dots and underscores with dashes between.
    """
    parts = _PLACEHOLDER.split(template)  # Text and placeholders take turns.
    pattern = "".join(_placeholder(part, environment) if n % 2 else re.escape(part) for n, part in enumerate(parts))
    whole = re.compile(pattern)
    return lambda name: len(name) <= _LONGEST and whole.fullmatch(name) is not None


def shown(template: str, environment: tuple[str, ...]) -> str:
    """The template for people: `{project}-prod-{service}`."""
    return template.replace("{environment}", "|".join(environment)) if environment else template


def _placeholder(name: str, environment: tuple[str, ...]) -> str:
    if name == "environment" and environment:
        return f"(?:{'|'.join(re.escape(word) for word in environment)})"
    return _FREE


def _look(types: tuple[str, ...], fits: Callable[[str], bool], template: str, side: Side) -> Iterator[Flaw]:
    if side.type not in types:
        return
    attributes = NAMES.get(side.type, USUAL)
    for attribute in attributes:
        name = _name(side, attribute)
        if name:
            if not fits(name.rstrip("-_.") if attribute.endswith("_prefix") else name):
                text = f"`{attribute}` is `{_shown(side, attribute, name)}`; names here are like `{template}`."
                yield Flaw(text=text, key=name)
            return
    yield from _nameless(side, attributes, template)


def _name(side: Side, attribute: str) -> str:
    """The name, from the code where the plan does not know it and the code writes it out; empty when neither says."""
    value = side.value(attribute)
    if value is None and side.is_later(attribute):
        value = constant((side.written or {}).get(attribute))
    return value if isinstance(value, str) else ""


def _shown(side: Side, attribute: str, name: str) -> str:
    return side.shown(attribute) if side.is_sensitive(attribute) else name


def _nameless(side: Side, attributes: tuple[str, ...], template: str) -> Iterator[Flaw]:
    """No attribute has a name: one is known later, or nobody gives one and the provider makes it up."""
    if any(side.is_later(attribute) for attribute in attributes):
        yield Flaw(text=f"Its name is known only after apply; names here are like `{template}`.", is_sure=False)
    elif any(attribute in side.values or side.is_left_out(attribute) for attribute in attributes):
        yield Flaw(text=f"It has no name of its own; names here are like `{template}`.")
