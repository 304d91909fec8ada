from dataclasses import replace

import pytest

from support.consents import CONVENTION, PROD, STANDINGS, prod, said
from tidegate.core.gates.rules import Rules
from tidegate.core.gates.said.justification import against, is_justified, section
from tidegate.core.known import Unknown

RULES = Rules(policy=CONVENTION, environment=PROD)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("## Business justification\nMore sessions.", "More sessions."),
        ("# BUSINESS  Justification (over $500)\n\n- twice the load\n", "- twice the load"),
        ("## 💼 비즈니스 타당성\n트래픽이 두 배입니다.", "트래픽이 두 배입니다."),
        ("### 사업적 근거\n매출", "매출"),
        ("## Business justification\nA\n### Numbers\n3\n## Cost\nmuch", "A\n3"),
        ("## Business justification\n```\n# not a heading\n```\n", "# not a heading"),
        ("## Cost\n\nmuch\n## Business justification\n\nB\n# Top\nC", "B"),
    ],
)
def test_the_text_below_the_heading_is_the_reason(body, found):
    assert section(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Business justification: more sessions",
        "## Business justification",
        "## Business justification\n<!-- say why\nover several lines -->\n",
        "## Business justification\n<!-- never closed\nMore sessions.",
        "## Business justification\n- \n---\n___\n",
        "## Business justification\n## Cost\nmuch",
        "```\n## Business justification\nMore\n```",
        "<!-- ## Business justification -->\nMore sessions.",
        "    ## Business justification\nMore sessions.",
        "##Business justification\nMore sessions.",
    ],
)
def test_a_heading_alone_and_what_a_template_left_is_none(body):
    assert section(body) == ""


def justified(*statements, **changed):
    return is_justified(prod(statements=statements, **changed), RULES)


def test_somebody_who_may_plan_here_says_why():
    assert justified(said("bob", "justify", environment="prod", text="More sessions."))
    assert justified(said("bob", "justify", environment=None, text="More sessions."))


def test_the_author_may_say_why():
    seniors = prod(standings={**STANDINGS, "alice": replace(STANDINGS["bob"], login="alice")})
    why = said("alice", "justify", environment=None, text="More sessions.")
    assert is_justified(replace(seniors, statements=(why,)), RULES)


def test_where_everybody_may_plan_everybody_may_say_why():
    assert RULES.environment.plan_allow
    rules = replace(RULES, environment=replace(RULES.environment, plan_allow=()))
    why = said("alice", "justify", environment="prod", text="More sessions.")
    assert is_justified(prod(statements=(why,)), rules)


@pytest.mark.parametrize(
    "other",
    [
        said("alice", "justify", environment="prod", text="I am no senior."),
        said("stranger", "justify", environment="prod", text="Nobody knows me."),
        said("bob", "justify", environment="staging", text="Elsewhere."),
        said("bob", "justify", environment="prod", text=" - "),
        said("bob", "approve", environment="prod", text="More sessions."),
    ],
)
def test_anything_else_said_is_no_reason(other):
    assert not justified(other)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (said("bob", "justify", environment="prod", text="More sessions."), ""),
        (said("alice", "justify", environment="prod", text="I am no senior."), "holds none of senior"),
        (said("bob", "justify", environment="prod", text=" - "), "it has no reason"),
    ],
)
def test_it_is_said_why_somebody_s_reason_does_not_count(given, why):
    assert str(against(given, prod(statements=(given,)), RULES)) == why


def test_the_description_says_why():
    body = "## Business justification\nMore sessions."
    assert justified(change=replace(prod().change, body=body))


def test_statements_that_could_not_be_read_give_no_reason():
    assert not is_justified(prod(statements=Unknown(unknown_because="the database is away")), RULES)
