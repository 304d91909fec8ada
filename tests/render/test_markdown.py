"""Notices as comments: readable, and nobody's words leave their place. markdown-it is the reader we check against."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from support.costs import REDIS, estimate, finding, found, resource, unpriced
from support.notices import CHANGE, DECISION, DEV, PROBLEMS, applied, planned
from tidegate.core.checks.model import CheckResult
from tidegate.core.notices import applies, plans, problems, refusals
from tidegate.core.notices.model import (
    Code,
    Fold,
    Heading,
    Listing,
    Notice,
    Span,
    Table,
    Text,
    code,
    line,
    link,
    strong,
    text,
)
from tidegate.render.markdown import render

GOLDEN = Path(__file__).parent / "golden"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NASTY = st.text(alphabet=st.sampled_from("ab1 `*_[]<>|~$&@#-+=.!()\\:/\n"), min_size=1, max_size=30)
JOINER = "\u200d"


def rendered(*blocks):
    return render(Notice(blocks=blocks))


def read(markdown):
    """The words a reader sees."""
    html = READER.render(markdown)
    return unescape(re.sub(r"<[^>]+>", "", html)).replace(JOINER, "")


def squeezed(words):
    return "".join(words.split())


@given(NASTY)
def test_plain_words_come_out_as_they_went_in_and_mark_nothing_up(words):
    markdown = rendered(text("x ", Span(text=words)))
    assert squeezed(read(markdown)) == squeezed("x " + words)
    assert set(re.findall(r"<(\w+)", READER.render(markdown))) == {"p"}


@given(NASTY)
def test_a_paragraph_of_strange_words_stays_a_paragraph(words):
    tags = set(re.findall(r"<(\w+)", READER.render(rendered(text(words)))))
    assert tags <= {"p", "code"}


@given(NASTY)
def test_code_stays_code(words):
    markdown = rendered(text("x ", code(words), " y"))
    assert squeezed(read(markdown)) == squeezed(f"x {words} y")
    assert set(re.findall(r"<(\w+)", READER.render(markdown))) <= {"p", "code"}


@given(NASTY, NASTY)
def test_a_table_keeps_its_columns(words, more):
    markdown = rendered(Table(columns=("one", "two"), rows=(((Span(text=words),), line(code(more))),)))
    html = READER.render(markdown)
    assert html.count("<td>") == 2
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert squeezed(read(markdown)) == squeezed(f"onetwo{words}{more}")


@given(st.text(alphabet=st.sampled_from("a`~ \n<>"), max_size=60))
def test_nothing_leaves_a_code_block(words):
    tokens = READER.parse(rendered(Fold(summary="Show", blocks=(Code(text=words), text("after")))))
    assert [token.type for token in tokens if token.type == "fence"] == ["fence"]
    assert next(token for token in tokens if token.type == "fence").content.strip("\n") == words.strip("\n")


@given(NASTY)
def test_a_fold_has_one_line_and_its_own_tags_only(words):
    markdown = rendered(Fold(summary=words, blocks=(text("in"),)))
    assert markdown.startswith("<details><summary>")
    assert re.findall(r"</?\w+>", markdown) == ["<details>", "<summary>", "</summary>", "</details>"]


@pytest.mark.parametrize("words", ["@alice", "a@acme/everybody", "#12", "acme/infra#12", "GH-12"])
@pytest.mark.parametrize("make", [text, lambda w: Heading(text=w), lambda w: Fold(summary=w, blocks=())])
def test_nobody_is_mentioned_and_no_issue_linked(words, make):
    assert words not in rendered(make(words))
    assert re.search(r"(@|#|-)\u200d", rendered(make(words)))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "https://a b", 'https://x/"'])
def test_only_web_addresses_become_links(url):
    assert rendered(text(link("log", url))) == "log\n"


def test_an_address_ends_where_it_should():
    markdown = rendered(text(link("log", "https://x/a_(b)?c=d&e#f")))
    assert 'href="https://x/a_%28b%29?c=d&amp;e#f"' in READER.render(markdown)


def test_colours_and_hidden_signs_are_taken_off():
    assert rendered(Code(text="\x1b[31mError\x1b[0m\r\nx\u202ey")) == "```\nError\nxy\n```\n"


def test_a_fence_is_longer_than_any_inside():
    assert rendered(Code(text="a\n````\nb", language="diff")).startswith("`````diff\n")


def test_lists_are_numbered_when_order_matters():
    items = (line("one"), line(strong("two")))
    assert rendered(Listing(items=items, ordered=True)) == "1. one\n2. **two**\n"
    assert rendered(Listing(items=items)) == "* one\n* **two**\n"


def test_strong_words_with_spaces_around_are_still_strong():
    assert rendered(Text(spans=(Span(text=" a ", strong=True),))) == "**a**\n"


COST = estimate(REDIS, resource("aws_instance.app", "60.74", "121.47"), unpriced("aws_new.thing", why="not priced yet"))
CHECKS = (
    found("builtin", finding(file="environments/staging/redis.tf", line=12), finding("public_bucket", new=False)),
    CheckResult(check="checkov", state="failed", reason="It took longer than 400 s and was ended."),
)


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("plan-of-one-project.md", plans.compose((planned(cost=COST, checks=CHECKS),), CHANGE)),
        (
            "plan-of-several-projects.md",
            plans.compose(
                (
                    planned(),
                    planned(
                        DEV,
                        environment="dev",
                        deployable=False,
                        speculative_because="Dev is plan only.",
                        output="x\n" * 20,
                        reply_apply="",
                    ),
                    planned(
                        DEV,
                        environment=None,
                        state="failed",
                        content=None,
                        digest="",
                        error="terraform plan ended with exit code 1",
                        output="Error: Unsupported argument\n\n@everybody ```",
                    ),
                ),
                CHANGE,
                ("This server runs plans without isolation.",),
            ),
        ),
        (
            "apply.md",
            applies.compose(
                (
                    applied(),
                    applied(DEV, "failed", error="terraform apply ended with exit code 1", output="Error: denied"),
                ),
                CHANGE,
            ),
        ),
        ("refusal.md", refusals.compose(DECISION)),
        ("problems.md", problems.compose(PROBLEMS, "atlantis.yaml")),
    ],
)
def test_comments_look_as_they_were_agreed(name, notice):
    assert render(notice) == (GOLDEN / name).read_text(encoding="utf-8")
