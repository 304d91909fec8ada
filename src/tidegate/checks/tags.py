"""Check `tags`: whether taggable resources have the tags the team asks for, with the values it allows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tidegate.checks.builtin import NO_PLAN
from tidegate.checks.flaws import Flaw, found
from tidegate.checks.instances import Side
from tidegate.checks.written import constant
from tidegate.core.checks.model import CheckResult, result_of
from tidegate.core.plans.differences import SENSITIVE
from tidegate.core.plans.masks import inner, marks_any
from tidegate.core.words import say
from tidegate.ports.checks import Subject


class Tags:
    """Tags in the plan, the provider's `default_tags` with them; a missing one is old where it was missing before."""

    name = "tags"

    async def examine(self, subject: Subject) -> CheckResult:
        rules = subject.rules
        if not rules.required_tags and not rules.allowed_tags:
            return CheckResult(
                check=self.name, state="skipped", reason=say("No tags are required, and none are limited.")
            )
        if subject.plan is None:
            return CheckResult(check=self.name, state="failed", reason=NO_PLAN)
        looks = {
            "required_tag": partial(_missing, rules.required_tags),
            "allowed_tag": partial(_unallowed, rules.allowed_tags),
        }
        return result_of(self.name, await asyncio.to_thread(found, subject.plan, looks, rules.severities))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """One tag; `value` is None when it is known only after apply."""

    value: str | None
    is_sensitive: bool = False

    @property
    def shown(self) -> str:
        return SENSITIVE if self.is_sensitive else str(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tagged:
    """The tags of a resource; `is_whole` when there are no others after apply."""

    tags: Mapping[str, _Tag]
    is_whole: bool


def _missing(required: tuple[str, ...], side: Side) -> Iterator[Flaw]:
    tagged = _tags(side)
    if tagged is None:
        return
    for key in required:
        tag = tagged.tags.get(key)
        if tag and tag.value != "":
            continue
        if tag:
            yield Flaw(text=f"The tag `{key}` is empty.", key=key)
        elif tagged.is_whole:
            yield Flaw(text=f"The tag `{key}` is missing.", key=key)
        else:
            yield Flaw(text=f"Whether it has the tag `{key}` is known only after apply.", key=key, is_sure=False)


def _unallowed(allowed: Mapping[str, tuple[str, ...]], side: Side) -> Iterator[Flaw]:
    tagged = _tags(side)
    if tagged is None:
        return
    for key, values in allowed.items():
        tag = tagged.tags.get(key)
        if tag is None or tag.value in values:
            continue
        listed = ", ".join(f"`{value}`" for value in values)
        if tag.value is None:
            text = f"The value of the tag `{key}` is known only after apply; allowed are {listed}."
            yield Flaw(text=text, key=key, is_sure=False)
        else:
            yield Flaw(text=f"The tag `{key}` is `{tag.shown}`; allowed are {listed}.", key=f"{key}={tag.value}")


def _tags(side: Side) -> _Tagged | None:
    """Its tags; None when it cannot have any."""
    if side.type == "aws_autoscaling_group":
        return _tag_blocks(side)
    if not _has_tags(side):
        return None
    if "tags_all" in side.values and inner(side.unknown, "tags_all") is not True:
        return _Tagged(tags=_map(side, "tags_all"), is_whole=True)
    defaults = _defaults(side)
    return _Tagged(
        tags={**{key: _Tag(value=str(value)) for key, value in (defaults or {}).items()}, **_map(side, "tags")},
        is_whole=defaults is not None and inner(side.unknown, "tags") is not True,
    )


def _has_tags(side: Side) -> bool:
    """Whether it has `tags` that are keys with values; those of other clouds may be bare words."""
    if not isinstance(side.value("tags"), Mapping | None):
        return False
    return "tags" in side.values or side.is_later("tags") or side.is_left_out("tags")


def _tag_blocks(side: Side) -> _Tagged:
    """A group of instances has `tag` blocks; `default_tags` do not reach it."""
    blocks = side.blocks("tag")
    tags = {
        str(each.value("key")): _Tag(value=each.value("value"), is_sensitive=each.is_sensitive("value"))
        for each in blocks
    }
    open_ = any(each.is_later("key") for each in blocks) or (not blocks and side.is_later("tag"))
    return _Tagged(tags=tags, is_whole=not open_)


def _map(side: Side, name: str) -> dict[str, _Tag]:
    """The tags of an attribute, those with a value known only after apply among them."""
    values, unknown, sensitive = side.value(name) or {}, inner(side.unknown, name), inner(side.sensitive, name)
    later = [key for key, mark in unknown.items() if marks_any(mark)] if isinstance(unknown, Mapping) else []
    known = {
        key: _Tag(value=str(value), is_sensitive=marks_any(inner(sensitive, key)))
        for key, value in values.items()
        if value is not None
    }
    return {**known, **{key: _Tag(value=None) for key in later}}


def _defaults(side: Side) -> Mapping[str, Any] | None:
    """The provider's `default_tags` as far as the code writes them out; None when it computes them."""
    blocks = side.provider.get("default_tags")
    if not blocks:
        return {}
    tags = constant(blocks[0].get("tags")) if isinstance(blocks, list) else None
    return tags if isinstance(tags, Mapping) else None
