"""Which environment somebody means by a word."""

from __future__ import annotations

from difflib import get_close_matches

from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.projects.environments import by_word
from tidegate.core.words import Words, say


def named(word: str, policy: Policy) -> Environment | Words:
    """The environment with this name, alias or display word; a sentence when there is none, or more than one."""
    found = by_word(policy, word)
    if len(found) == 1:
        return found[0]
    if found:
        names = listed(f"`{each.name}`" for each in found)
        return say("`{word}` names the environments {names}; write one of these.", word=_plain(word), names=names)
    words = [each for environment in policy.environments.values() for each in environment.words]
    close = get_close_matches(word, words, n=1)
    if close:
        return say("There is no environment `{word}`. Did you mean `{meant}`?", word=_plain(word), meant=close[0])
    there = listed(f"`{each}`" for each in policy.environments)
    return say("There is no environment `{word}`; there are {names}.", word=_plain(word), names=there)


def _plain(word: str) -> str:
    """Somebody's own word between backticks, which it cannot leave."""
    return word.replace("`", "'")[:80]
