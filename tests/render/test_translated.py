from tidegate.core.notices.model import Code, Fold, Heading, Listing, Notice, Span, Table, line, link, strong, text
from tidegate.core.words import say
from tidegate.render.markdown import render
from tidegate.render.translated import translated

AGAIN = say("try again in a moment")
ALL = say("{all} and {last}", all="`a`", last="`b`")
NOTICE = Notice(
    blocks=(
        Heading(text=ALL),
        text("plain ", ALL, strong(AGAIN), link(AGAIN, "https://tidegate.example")),
        Listing(items=(line(ALL),)),
        Table(columns=("", AGAIN), rows=((line("x"), line(AGAIN)),)),
        Fold(summary=AGAIN, blocks=(text(AGAIN), Code(text="as `it` is"))),
    ),
)


def test_every_sentence_of_a_notice_comes_in_a_language():
    heading, paragraph, listing, table, fold = translated(NOTICE, "ko").blocks
    assert heading.text == "`a` 및 `b`"
    assert paragraph.spans == (
        Span(text="plain "),
        Span(text="a", code=True),
        Span(text=" 및 "),
        Span(text="b", code=True),
        Span(text="잠시 후 다시 시도하십시오", strong=True),
        Span(text="잠시 후 다시 시도하십시오", link="https://tidegate.example"),
    )
    assert listing.items[0][1].text == " 및 "
    assert table.columns == ("", "잠시 후 다시 시도하십시오")
    assert table.rows[0][1][0].text == "잠시 후 다시 시도하십시오"
    assert (fold.summary, fold.blocks[1].text) == ("잠시 후 다시 시도하십시오", "as `it` is")


def test_a_comment_is_written_in_the_language_asked_for():
    assert "* `a` 및 `b`" in render(NOTICE, "ko")
    assert "* `a` and `b`" in render(NOTICE)


def test_what_people_wrote_stays_words_in_any_language():
    stranger = say("{all} or {last}", all="<b>@team</b>", last="x")
    assert "<b>" not in render(Notice(blocks=(text(stranger),)), "ko")
