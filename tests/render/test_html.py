"""Notices on the dashboard: every word escaped, only our own tags."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.notices.model import Code, Fold, Heading, Listing, Notice, Table, code, line, link, strong, text
from tidegate.render.html import render


def everything(words):
    return Notice(
        blocks=(
            Heading(text=words),
            text(words, code(words), strong(words), link(words, "https://x/" + words.replace(" ", ""))),
            Code(text=words),
            Listing(items=(line(words),), ordered=True),
            Table(columns=(words,), rows=((line(words),),)),
            Fold(summary=words, blocks=(text(words),)),
        )
    )


@given(st.text(alphabet="ab<>\"'&/= ", max_size=40))
def test_words_never_become_tags_or_attributes(words):
    html = render(everything(words))
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {
        *[
            "h3",
            "p",
            "code",
            "strong",
            "a",
            "pre",
            "ol",
            "li",
            "table",
            "thead",
            "tr",
            "th",
            "tbody",
            "td",
            "details",
            "summary",
        ]
    }
    assert not re.search(r'<a [^>]*"[^>]*" (?!rel=)', html)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/relative", ""])
def test_only_web_addresses_become_links(url):
    assert render(Notice(blocks=(text(link("log", url)),))) == "<p>log</p>"


def test_a_link_opens_without_telling_where_from():
    assert 'href="https://x/?a&amp;b" rel="noopener noreferrer"' in render(
        Notice(blocks=(text(link("log", "https://x/?a&b")),))
    )
