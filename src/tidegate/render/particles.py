"""Korean particles whose form depends on the sound before them: `{name}을(를)` reads `배포를`, `환경을`.

After Latin letters nobody can say for certain how they are read, but for words in m, n, ng and l; elsewhere both forms
stay.
"""

from __future__ import annotations

import re

# Both forms as written → (after a final consonant, after a vowel).
_FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "이라(라)": ("이라", "라"),
}
_PARTICLE = re.compile("(.{1,2})([`\"')\\]]*)(" + "|".join(map(re.escape, _FORMS)) + ")")
_FIRST, _LAST = ord("가"), ord("힣")
_FINALS = 28  # Final consonants a syllable can have, none among them.
_RIEUL = 8  # The one after which 로 follows as after a vowel.
# Final consonants of digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구.
_DIGITS = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)
_SOUNDS = {"m": 16, "n": 4, "ng": 21, "l": _RIEUL}


def with_particles(sentence: str) -> str:
    """The sentence with each particle in the form that fits the syllable or digit before it."""
    return _PARTICLE.sub(_fitting, sentence)


def _fitting(found: re.Match[str]) -> str:
    before, closing, written = found.groups()
    final = _final(before)
    if final is None:
        return found[0]
    closed, open_ = _FORMS[written]
    as_after_vowel = final == 0 or (written == "(으)로" and final == _RIEUL)
    return before + closing + (open_ if as_after_vowel else closed)


def _final(ending: str) -> int | None:
    """Number of the final consonant of a syllable, digit or word, 0 for none; None when nobody can say."""
    sign = ending[-1]
    if _FIRST <= ord(sign) <= _LAST:
        return (ord(sign) - _FIRST) % _FINALS
    if sign in "0123456789":
        return _DIGITS[int(sign)]
    return _SOUNDS.get(ending.lower(), _SOUNDS.get(sign.lower()))
