"""Words become spans: sentences mark their code by backticks."""

from tidegate.core.notices.model import Span, code, line, strong


def test_backticks_in_a_sentence_mark_code():
    assert line("`apply` is disabled for `a b`.") == (
        code("apply"),
        Span(text=" is disabled for "),
        code("a b"),
        Span(text="."),
    )


def test_a_backtick_without_its_partner_is_a_character_like_any_other():
    assert line("a ` b") == (Span(text="a ` b"),)
    assert line("`a` `b") == (Span(text="`a` `b"),)


def test_ready_spans_stay_as_they_are():
    assert line(strong("`x`"), "y") == (Span(text="`x`", strong=True), Span(text="y"))
