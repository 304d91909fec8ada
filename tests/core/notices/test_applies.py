"""What the apply comment says."""

import pytest

from support.notices import CHANGE, DEV, Words, applied
from tidegate.core.gates.closing import AFTER, Marked
from tidegate.core.gates.policy import Link
from tidegate.core.notices import applies
from tidegate.core.notices.closing_lists import Followed
from tidegate.core.notices.results import AfterResult
from tidegate.render.markdown import render


def shown(*results):
    return Words(applies.compose(results, CHANGE))


def test_the_first_line_is_atlantiss():
    assert shown(applied(DEV)).first == "Ran Apply for dir: environments/dev workspace: default"


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (applied(), "Apply complete!"),
        (applied(state="running"), "Apply in progress..."),
        (
            applied(state="failed", error="terraform apply ended with exit code 1", output="Error: denied"),
            "Error: denied",
        ),
        (applied(state="failed", error="No such plan.", output=""), "No such plan."),
        (applied(state="interrupted", error="terraform apply is gone"), "Nobody knows how far Terraform got"),
        (
            applied(state="changed", error="The plan differs. Nothing was applied."),
            "The plan differs. Nothing was applied.",
        ),
        (applied(state="interrupted", error="gone"), "atlantis unlock"),
    ],
)
def test_each_ending_is_told_with_its_words(result, words):
    assert words in shown(result).all


def test_several_applies_are_summed_up_when_all_have_ended():
    assert "2 projects, 1 successful, 1 failed" in shown(applied(), applied(DEV, "failed", error="no")).all
    assert "successful" not in shown(applied(), applied(DEV, "running")).all


def test_only_a_complete_apply_calls_the_change_ready():
    assert "can be merged" in shown(applied()).all
    assert "can be merged" not in shown(applied(), applied(DEV, "failed", error="no")).all


def test_nothing_to_apply_says_what_to_do():
    assert "atlantis plan" in shown().first


def test_pages_to_look_at_are_linked():
    page = Link(name="Grafana", url="https://grafana.example/d/1")
    words = applies.compose([applied()], CHANGE, pages=[page, Link(name="Logs", url="https://logs.example")])
    assert "Monitoring: Grafana · Logs" in Words(words).all
    assert "[Grafana](https://grafana.example/d/1)" in render(words)
    assert "Monitoring" not in shown(applied()).all


def test_what_was_run_after_the_apply_is_listed_and_a_failure_shows_its_output():
    tests = [
        AfterResult(environment="staging", command="./ping.sh", state="passed", output="pong"),
        AfterResult(environment="staging", command="./load.sh", state="failed", output="too slow"),
        AfterResult(environment="staging", command="./more.sh", state="running"),
    ]
    words = Words(applies.compose([applied()], CHANGE, tests=tests)).all
    for said in ("After the apply", "✅ ", "./ping.sh", "❌ ", "./load.sh", "⏳ ", "too slow"):
        assert said in words
    assert "pong" not in words


def test_what_to_look_after_is_folded_below_once_an_environment_is_deployed_to():
    items = tuple(Marked(item=item, is_done=False) for item in AFTER)
    list_ = Followed(environment="dev", batch="order-2", items=items)
    words = Words(applies.compose([applied()], CHANGE, followed=[list_])).all
    assert "After the deployment to dev: 0 of 5 done" in words
    assert "After the deployment" not in shown(applied()).all
