from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.plans.holding import holds_any

SHORT_WORDS = st.text(alphabet="ab", max_size=12)


@given(texts=st.lists(SHORT_WORDS, max_size=4), secrets=st.sets(SHORT_WORDS.filter(lambda word: len(word) >= 4)))
def test_a_text_holds_a_secret_exactly_when_one_is_somewhere_in_it(texts, secrets) -> None:
    holds = holds_any(secrets)
    twice = [*texts, *texts]
    assert [holds(text) for text in twice] == [any(secret in text for secret in secrets) for text in twice]
