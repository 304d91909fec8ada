"""Cutting a comment at the forge's limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tidegate.core.notices.model import Code, Fold, Notice, Span, Table, code, line, text
from tidegate.render.markdown import render
from tidegate.render.split import LIMIT, split

READER = MarkdownIt("commonmark").enable("table")


def folded(output, summary="Show Output"):
    return render(
        Notice(
            blocks=(text("Ran Plan"), Fold(summary=summary, blocks=(Code(text=output, language="diff"),)), text("end"))
        )
    )


def code_in(comments):
    return "\n".join(
        token.content.rstrip("\n") for body in comments for token in READER.parse(body) if token.type == "fence"
    )


def test_a_short_comment_is_left_alone():
    assert split("Ran Plan\n") == ["Ran Plan\n"]


@given(st.lists(st.text(alphabet="ab` \u00e9\u2028", max_size=80), min_size=30, max_size=200), st.integers(1200, 4000))
def test_every_comment_fits_and_stands_by_itself(lines, limit):
    output = "\n".join(["x", *lines, "y"])
    comments = split(folded(output), limit)
    assert all(len(body) <= limit for body in comments)
    assert all(body.count("<details>") == body.count("</details>") for body in comments)
    assert code_in(comments) == output.replace("\u2028", "\n")


def test_a_continued_comment_says_so_on_both_sides():
    first, *_, last = split(folded("line\n" * 1000), 2000)
    assert "Continued in the next comment." in first
    assert last.startswith("Continued output from previous comment.")
    assert "Show Output" in last


def test_a_table_is_continued_under_its_head():
    rows = tuple((line(code(f"aws_instance.n[{index}]")), line("+")) for index in range(200))
    comments = split(render(Notice(blocks=(Table(columns=("Resource", "Action"), rows=rows),))), 1500)
    html = [READER.render(body) for body in comments]
    assert all("<th>Resource</th>" in page for page in html)
    assert sum(page.count("<tr>\n<td>") for page in html) == 200


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
def test_only_a_newline_ends_a_line(separator):
    whole = f"```\n{'y' * 600}\n{'x' * 500}{separator}```{separator}@alice\n```\n"
    comments = split(whole * 2, 1200)
    assert code_in(comments).count(f"{separator}```{separator}@alice") == 2


def test_one_endless_line_is_cut_itself():
    comments = split(folded("x" * 5000), 1200)
    assert all(len(body) <= 1200 for body in comments)
    assert code_in(comments).replace("\n", "") == "x" * 5000


@given(st.text(alphabet="a@`~<>*\\\\ |", min_size=1, max_size=40), st.sampled_from(["code", "words", "cell"]))
def test_words_in_an_endless_line_stay_words_when_it_is_cut(words, where):
    endless = (words + "@alice </details><b>") * 200
    span = Span(text=endless) if where == "words" else code(endless)
    block = Table(columns=("one",), rows=(((span,),),)) if where == "cell" else text("Written: ", span)
    comments = split(render(Notice(blocks=(text("x"), block, text("end")))), 1500)
    assert all(len(body) <= 1500 for body in comments)
    tokens = [token for body in comments for token in READER.parse(body)]
    assert not [token for token in tokens if token.type == "html_block"]
    inline = [part for token in tokens for part in token.children or ()]
    assert not [part for part in inline if part.type == "html_inline" or (part.type == "text" and "@a" in part.content)]


def test_a_limit_too_small_for_anything_is_refused():
    with pytest.raises(ValueError, match="no room"):
        split(folded("x\n" * 500, summary="s" * 600), 700)


def test_room_is_left_for_the_hidden_marker():
    assert all(len(body) <= LIMIT <= 65_536 - 200 for body in split(folded("y" * 70 + "\n" * 1) + "z\n" * 50_000))
