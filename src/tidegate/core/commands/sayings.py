"""Commands by which people say something about a change: consents, waivers, ticks and reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import get_args
from urllib.parse import urlsplit

from tidegate.core.commands.model import Say
from tidegate.core.commands.options import Misuse
from tidegate.core.gates.rules import listed
from tidegate.core.statements import ReviewKind, Said
from tidegate.core.words import say

KINDS: tuple[str, ...] = get_args(ReviewKind)
LONGEST_TEXT = 2000  # Characters of a reason: it is shown wherever the statement counts.
LONGEST_LINK = 2000

Values = Mapping[str, str]


def link(flag: str, text: str) -> str:
    """A link somebody gave; nothing when they gave none.

    Raises:
        Misuse: It is no web address.
    """
    url = text.strip()
    if url and not _is_web_address(url):
        raise Misuse(say("{flag} needs a link that begins with https:// or http://", flag=f"--{flag}"))
    return url


def _is_web_address(url: str) -> bool:
    if len(url) > LONGEST_LINK or any(sign.isspace() or not sign.isprintable() or sign in '<>`"' for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname)


def _about_environment(said: Said) -> Callable[[Sequence[str], Values], Say]:
    return lambda words, values: Say(said=said, word=_word(words, 0), text=_text(values.get("reason", "")))


def _waive(words: Sequence[str], values: Values) -> Say:
    return Say(said="waive", subject=words[0], word=_word(words, 1), text=_text(values.get("reason", "")))


def _justify(words: Sequence[str], _: Values) -> Say:
    text = _text(" ".join(words))
    if not text:
        raise Misuse(say("justify needs words"))
    return Say(said="justify", text=text)


def _check(words: Sequence[str], values: Values) -> Say:
    evidence = link("evidence", values.get("evidence", ""))
    return Say(said="check", subject=words[0], word=_word(words, 1), evidence=evidence)


def _review(words: Sequence[str], values: Values) -> Say:
    kind = words[0].lower()
    if kind not in KINDS:
        close = get_close_matches(kind, KINDS, n=1, cutoff=0.5)
        known = listed(KINDS)
        if close:
            raise Misuse(
                say(
                    "there is no such review; there are {kinds}: perhaps you meant {meant}", kinds=known, meant=close[0]
                )
            )
        raise Misuse(say("there is no such review; there are {kinds}", kinds=known))
    return Say(said="review", subject=kind, word=_word(words, 1), text=_text(values.get("note", "")))


SAYINGS: Mapping[str, Callable[[Sequence[str], Values], Say]] = {
    "approve": _about_environment("approve"),
    "reject": _about_environment("reject"),
    "revoke": _about_environment("revoke"),
    "waive": _waive,
    "justify": _justify,
    "check": _check,
    "review": _review,
}


def _word(words: Sequence[str], at: int) -> str | None:
    return words[at] if len(words) > at else None


def _text(words: str) -> str:
    """Somebody's own words.

    Raises:
        Misuse: They are more than anybody reads.
    """
    text = words.strip()
    if len(text) > LONGEST_TEXT:
        raise Misuse(
            say(
                "that is {count} characters; write at most {most} and link to the rest",
                count=len(text),
                most=LONGEST_TEXT,
            )
        )
    return text
