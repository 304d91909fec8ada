"""Sentences in the reader's language: templates looked up in the catalogue, what is filled in put into its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tidegate.config.text import read_document
from tidegate.core.words import Wording
from tidegate.render.particles import with_particles

ENGLISH, KOREAN = "en", "ko"
_FOLDER = Path(__file__).parent / "locales"

Sections = Mapping[str, Mapping[str, str]]


def in_locale(wording: Wording, locale: str) -> str:
    """The sentence in a language. What the catalogue does not know, and text without a template, stays English."""
    if isinstance(wording, str) or locale == ENGLISH:
        return str(wording)
    sentence = _template(wording.template, locale).format_map(
        {name: in_locale(part, locale) for name, part in wording.filled.items()}
    )
    return with_particles(sentence) if locale == KOREAN else sentence


def _template(english: str, locale: str) -> str:
    """A clause that became a sentence is found by its own, lower case start; one that was a sentence, by its stop."""
    known = catalogue(locale)
    found = known.get(english) or known.get(english[:1].lower() + english[1:])
    return found or known.get(f"{english}.", "").rstrip(".") or english


@cache
def catalogue(locale: str) -> Mapping[str, str]:
    """English template → the same in a language; nothing for a language there is no catalogue of."""
    return {template: said for section in sections(locale).values() for template, said in section.items()}


def sections(locale: str) -> Sections:
    """The catalogue as written: file that says it → English template → the same in a language."""
    path = _FOLDER / f"{locale}.yaml"
    return read_document(path.read_text(encoding="utf-8"), path.name).data if path.exists() else {}
