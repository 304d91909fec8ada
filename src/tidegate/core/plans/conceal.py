"""Hiding secrets in values made from a plan: whatever somebody marked as sensitive is in no text of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from tidegate.core.plans.differences import SENSITIVE

T = TypeVar("T")


def conceal(value: T, secrets: Collection[str]) -> T:
    """The value, a dataclass or tuple of such, without the secrets: in fields that are free text, however deep."""
    longest_first = sorted(secrets, key=len, reverse=True)  # One secret may be part of another.
    hidden: T = _concealed(value, longest_first) if longest_first else value
    return hidden


def _concealed(value: Any, secrets: list[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_concealed(each, secrets) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value, **{field.name: _field(field.type, getattr(value, field.name), secrets) for field in fields(value)}
    )


def _field(kind: object, value: Any, secrets: list[str]) -> Any:
    """Words of a closed set, as states and severities are, are no free text and stay."""
    if kind == "str":
        return _text(value, secrets)
    if kind == "tuple[str, ...]":
        return tuple(_text(each, secrets) for each in value)
    return _concealed(value, secrets)


def _text(words: str, secrets: list[str]) -> str:
    for secret in secrets:
        words = words.replace(secret, SENSITIVE)
    return words
