"""Hiding secrets in values made from a plan: whatever somebody marked as sensitive is in no text of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from tidegate.core.plans.differences import SENSITIVE

T = TypeVar("T")


def conceal(value: T, secrets: Collection[str]) -> T:
    """The value, a dataclass or tuple of such, without the secrets: in fields that are free text, however deep."""
    hidden: T = _concealed(value, _Secrets(secrets)) if secrets else value
    return hidden


class _Secrets:
    """Secrets by how they begin: a plan may have thousands, findings as well, and most texts hold none of them."""

    def __init__(self, secrets: Collection[str]) -> None:
        self._all = frozenset(filter(None, secrets))
        self._begin = min(map(len, self._all), default=1)
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for secret in self._all:
            self._lengths[secret[: self._begin]].add(len(secret))

    def hidden_in(self, words: str) -> str:
        """Longest first: one secret may be part of another."""
        for secret in sorted(set(self._found(words)), key=len, reverse=True):
            words = words.replace(secret, SENSITIVE)
        return words

    def _found(self, words: str) -> Iterator[str]:
        for start in range(len(words) - self._begin + 1):
            for length in self._lengths.get(words[start : start + self._begin], ()):
                if words[start : start + length] in self._all:
                    yield words[start : start + length]


def _concealed(value: Any, secrets: _Secrets) -> Any:
    if isinstance(value, tuple):
        return tuple(_concealed(each, secrets) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value, **{field.name: _field(field.type, getattr(value, field.name), secrets) for field in fields(value)}
    )


def _field(kind: object, value: Any, secrets: _Secrets) -> Any:
    """Words of a closed set, as states and severities are, are no free text and stay."""
    if kind == "str":
        return secrets.hidden_in(value)
    if kind == "tuple[str, ...]":
        return tuple(map(secrets.hidden_in, value))
    return _concealed(value, secrets)
