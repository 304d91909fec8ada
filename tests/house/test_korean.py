"""Under `locale: ko` people read Korean everywhere but in the lines Atlantis's tools and habits look for."""

from dataclasses import replace

import pytest

from support.costs import REDIS, USED, estimate, finding, found, resource, unpriced
from support.korean import english_in
from support.notices import CHANGE, DECISION, DEV, EMPTY, PROBLEMS, STAGING, applied, planned
from tidegate.core.commands.grammar import GrammarSettings, parse
from tidegate.core.commands.help import help_text, usage
from tidegate.core.commands.model import Reply
from tidegate.core.commands.table import COMMANDS
from tidegate.core.costs.model import ResourceCost
from tidegate.core.errors import ForgeRefused, Interrupted, StepFailed
from tidegate.core.gates.decision import Answer
from tidegate.core.notices import (
    applies,
    cancelling,
    closing,
    faults,
    plans,
    problems,
    refusals,
    statuses,
    versions,
)
from tidegate.core.notices.cancelling import Cancelled
from tidegate.core.notices.lengths import within
from tidegate.core.notices.model import Notice, text
from tidegate.core.notices.results import AfterResult
from tidegate.core.words import say
from tidegate.render.markdown import render
from tidegate.render.words import catalogue, in_locale

LATER = say("Plan again once it is repaired.")
BY_USE = ResourceCost(address="aws_lambda_function.f", type="aws_lambda_function", action="create", after=(USED,))
COSTS = (estimate(REDIS, BY_USE, resource("aws_instance.a", "1", "2")), estimate(unpriced("aws_new.thing", why="없음")))
FAILURE = StepFailed("terraform plan", 1, "").words
PLANS = (
    planned(cost=COSTS[0], checks=(found("checkov", finding(message="열림"), finding(message="열림", new=False)),)),
    planned(DEV, deployable=False, speculative_because=LATER, cost=COSTS[1], checks=(found("tflint"),), hints=(LATER,)),
    planned(DEV, content=EMPTY),
    planned(DEV, state="failed", error=FAILURE, output="Error: Unsupported argument"),
    planned(DEV, state="failed", error=FAILURE, output=""),
    planned(DEV, state="waiting", waiting_for=LATER),
    planned(DEV, state="cancelled", error=cancelling.by_whom("alice")),
    planned(DEV, state="running", content=None),
    planned(DEV, state="queued", content=None),
)
APPLIES = (
    applied(),
    applied(DEV, "failed", error=FAILURE, output="Error: denied"),
    applied(DEV, "interrupted", error=Interrupted("terraform apply", "host-1").words),
    applied(DEV, "changed", error=LATER),
)
GATES = (
    Answer(
        gate="fresh", verdict="block", reason=say("There is no plan to apply."), remedy=say("comment `atlantis plan`")
    ),
    Answer(gate="checks", verdict="pass", reason=say("Every check passed.")),
)
NAMED = ["staging", "network"]
CANCELLED = Cancelled(plans=NAMED, put_off=NAMED, not_begun=NAMED, interrupted=NAMED, going_on=NAMED, forbidden=NAMED)
NOTICES = {
    "plans": plans.compose(PLANS, CHANGE, (faults.UNSAFE,), (), (LATER,)),
    "one plan": plans.compose(PLANS[:1], CHANGE),
    "ended plans": plans.compose(PLANS[:3], CHANGE),
    "no plan": plans.nothing(),
    "applies": applies.compose(
        APPLIES, CHANGE, (), (AfterResult(environment="staging", command="make test", state="failed", output="no"),)
    ),
    "an apply": applies.compose(APPLIES[:1], CHANGE),
    "a running apply": applies.compose((applied(state="running"),), CHANGE),
    "no apply": applies.compose((), CHANGE),
    "refusal": refusals.compose(replace(DECISION, answers=GATES)),
    "fork": Notice(blocks=(text(refusals.FORK),)),
    "unlock": closing.unlocked(),
    "closed": closing.compose((STAGING, DEV)),
    "cancel": cancelling.compose(CANCELLED),
    "still running": cancelling.still_running(NAMED, "alice"),
    "nothing to cancel": cancelling.compose(Cancelled()),
    "problems": problems.compose([replace(PROBLEMS[0], message="없음.", suggestion="")], "atlantis.yaml"),
    "version": versions.compose([(STAGING, "terraform"), (DEV, "tofu")]),
    "trouble": Notice(blocks=(text(faults.not_done(ForgeRefused(403, "403"))),)),
    "fault": Notice(blocks=(text(faults.broken("e-1"), faults.GAVE_UP),)),
}
STATUSES = [
    *(status for plan in PLANS for status in statuses.plan_statuses("atlantis", [plan])),
    *statuses.plan_statuses("atlantis", PLANS),
    *(status for each in APPLIES for status in statuses.apply_statuses("atlantis", PLANS[:1], [each])),
    *statuses.apply_statuses("atlantis", [planned(deployable=False)]),
    *statuses.apply_statuses("atlantis", [planned(deployable=False, state="running")]),
    statuses.merge_status("atlantis", DECISION, "develop"),
    statuses.discarded("atlantis"),
]
SLIPS = (
    "tidegate",
    "plna",
    "frobnicate",
    "review tehcnical",
    "waive x",
    "apply --emergency",
    "plan -- -chdir=x",
    "release",
)


@pytest.mark.parametrize("korean", catalogue("ko").values())
def test_the_catalogue_is_korean(korean):
    assert english_in(korean) == []


@pytest.mark.parametrize("name", NOTICES)
def test_a_comment_has_no_english_of_ours(name):
    assert english_in(render(NOTICES[name], "ko")) == []


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: f"{status.context} {status.state}")
def test_a_status_has_no_english_of_ours(status):
    assert english_in(in_locale(status.description, "ko")) == []


def test_a_status_keeps_its_name_and_a_comment_its_first_line_and_its_summary():
    korean = render(NOTICES["ended plans"], "ko")
    assert korean.startswith("Ran Plan for 3 projects:\n\n1. project: `staging-infrastructure` dir: ")
    assert "### Plan Summary\n\n3 projects, 2 with changes, 1 with no changes, 0 failed\n" in korean
    assert "atlantis apply -p staging-infrastructure" in korean


def test_help_and_usage_have_no_english_of_ours():
    said = [help_text("atlantis", [spec.name for spec in COMMANDS]), *(usage("atlantis", spec) for spec in COMMANDS)]
    for each in said:
        assert english_in(in_locale(each, "ko").replace("```", "")) == []


@pytest.mark.parametrize("comment", SLIPS)
def test_a_command_that_cannot_be_read_is_answered_in_korean(comment):
    reply = parse(f"atlantis {comment}", GrammarSettings())
    assert isinstance(reply, Reply)
    assert english_in(in_locale(reply.markdown, "ko").replace("```", "")) == []


def test_what_is_left_out_of_a_long_output_is_said_in_korean():
    assert english_in(in_locale(within("x\n" * 1_000, 100), "ko")) == []


def test_english_is_found():
    assert english_in("여기 nothing was planned 없음") == ["nothing was"]
    assert english_in(render(NOTICES["plans"]))
