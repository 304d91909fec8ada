"""Markdown is shown, and nothing in it can act."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.sandbox.github.pages.markdown import rendered

_TAGS = "h1|h2|h3|h4|h5|h6|p|a|em|strong|code|pre|ul|ol|li|blockquote|hr|br|img|table|thead|tbody|tr|th|td|s|span|details|summary"


def test_a_fold_opens_and_what_is_in_it_is_markdown():
    html = rendered("<details><summary><b>Show</b> Output</summary>\n\n```diff\n+ new\n- old\n```\n</details>\n\nafter")

    assert "<details><summary>Show Output</summary>" in html
    assert '<span class="added">+ new\n</span><span class="removed">- old\n</span>' in html
    assert html.index("</details>") < html.index("after")


def test_a_fold_nobody_closes_ends_with_the_comment():
    assert rendered("<details>\n\ntext").count("</details>") == 1
    assert "</details>" not in rendered("text\n\n</details>")


def test_hidden_remarks_stay_hidden():
    assert rendered("Ran Plan\n\n<!-- tidegate:plan -->").strip() == "<p>Ran Plan</p>"


def test_tables_and_boxes_are_shown():
    html = rendered("- [x] 비용 분석 완료\n- [ ] 팀 리뷰\n\n| env | $ |\n| --- | --- |\n| dev | 12 |")
    assert "<li>☑ 비용 분석 완료</li>" in html
    assert "<li>☐ 팀 리뷰</li>" in html
    assert '<td data-name="$">12</td>' in html


def test_cells_carry_their_columns_name_also_in_a_fold_and_when_it_is_hostile():
    html = rendered('<details>\n\n| | a"><b> |\n| --- | --- |\n| x | y |\n| z |\n</details>\n\n| c |\n| --- |\n| 1 |')
    cells = re.findall("<td.*?>.*?</td>", html)
    hostile = "a&quot;&gt;&lt;b&gt;"
    assert cells == [
        '<td data-name="">x</td>',
        f'<td data-name="{hostile}">y</td>',
        '<td data-name="">z</td>',
        f'<td data-name="{hostile}"></td>',
        '<td data-name="c">1</td>',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<details onclick=alert(1)>",
        "<summary onclick=alert(1)>x</summary>",
        "<summary><img src=x onerror=alert(1)></summary>",
        "```diff\n+<script>\n```",
    ],
)
def test_html_is_text(text: str):
    html = rendered(text)
    assert not re.search(r"<(script|img)", html)
    assert not re.search(r"<\w+[^>]* on\w+=", html)
    assert 'href="javascript' not in html


@given(st.text(alphabet="<>/details sumary!-`\n[]()*_|=\"'x:", max_size=80))
def test_no_text_makes_a_tag_of_its_own(text: str):
    for tag in re.findall(r"<\s*/?\s*([^\s>/]+)", rendered(text)):
        assert re.fullmatch(_TAGS, tag)
