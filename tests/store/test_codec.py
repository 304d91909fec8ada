from dataclasses import replace

import pytest
from pydantic import ValidationError

from support.decisions import FACTS, PROJECT
from support.values import CHANGE, CONTENT, NOON, STAGING, later
from tidegate.core.changes import Change
from tidegate.core.deployments.promotion import Promotion, Unproven
from tidegate.core.gates.facts import Facts
from tidegate.core.known import Unknown
from tidegate.core.plans.model import PlanContent
from tidegate.core.projects.model import DEFAULT_APPLY, DEFAULT_PLAN, Project, Workflow
from tidegate.core.windows.faults import FORMS
from tidegate.core.windows.model import Calendar, Interval, Restriction, Window
from tidegate.core.windows.phrases import parse
from tidegate.core.words import say
from tidegate.flows.orders import ExplainOrder, Order, PlanOrder
from tidegate.store.codec import dump, load

WORKFLOW = Workflow(name="w", plan=DEFAULT_PLAN, apply=DEFAULT_APPLY)


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Change, CHANGE), (PlanContent, CONTENT), (Project, STAGING), (Workflow, WORKFLOW)],
)
def test_a_value_comes_back_as_it_was(kind, value):
    assert load(kind, dump(kind, value)) == value


def test_members_of_a_union_are_told_apart():
    for order in (PlanOrder(repo="r", number=1, actor="a"), ExplainOrder(repo="r", number=1, actor="a")):
        assert load(Order, dump(Order, order)) == order


@pytest.mark.parametrize("text", [*FORMS, "2026-12-24 09:00-12:00", "매년 12월 25일 15:00-18:00 KST"])
def test_every_kind_of_window_comes_back_as_it_was(text):
    phrase = parse(text, "Asia/Seoul")
    window = Window(allowed=(phrase,), restrictions=(Restriction(phrase=phrase, because="공휴일"),))
    assert load(Window, dump(Window, window)) == window


def test_what_a_calendar_said_comes_back_as_it_was():
    day = Interval(start=NOON, end=later(3600))
    calendar = Calendar(span=day, known={"holidays: KR": (day,), "RRULE:FREQ=DAILY": ()})
    assert load(Calendar, dump(Calendar, calendar)) == calendar


@pytest.mark.parametrize(
    "why", ["GitHub answered 502", say("the plan of `{project}` is still running", project="prod")]
)
def test_why_something_is_so_comes_back_as_words_and_as_the_text_it_once_was(why):
    project = replace(PROJECT, plan=Unknown(unknown_because=why), diverged=Unknown(unknown_because=why))
    passed = Promotion(source="dev", proven_by=(why,), unproven=(Unproven(what="#7", because=why),), skips=why)
    kept = replace(FACTS, projects=(project,), promotion=passed, claim=why, held=why, applies_stopped=why)
    assert load(Facts, dump(Facts, kept)) == kept


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(ValidationError):
        load(Project, '{"workspace": "default"}')
