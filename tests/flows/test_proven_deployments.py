from dataclasses import replace

import pytest

from support.values import CONTENT, NOON, deployment, later
from tidegate.core.plans.model import ResourceChange
from tidegate.core.statements import Statement
from tidegate.flows.proven_deployments import changed, confirmations, is_tested
from tidegate.store.after_tests import AfterTest

DONE = deployment(state="applied", finished_at=later(60))
CHECK = Statement(
    id="s1",
    person="carol",
    surface="comment",
    at=later(90),
    said="check",
    subject="staging_tests",
    evidence="https://x",
)


def ran(*states):
    return {
        DONE.id: tuple(
            AfterTest(deployment_id=DONE.id, position=at, command="./t.sh", state=state, at=NOON)
            for at, state in enumerate(states)
        )
    }


@pytest.mark.parametrize(
    ("tests", "tested"),
    [({}, False), (ran("passed", "passed"), True), (ran("passed", "failed"), False), (ran("running"), False)],
)
def test_a_deployment_is_tested_when_every_command_after_it_went_well(tests, tested):
    assert is_tested(DONE, tests, ()) is tested


def test_somebody_elses_word_with_a_link_tests_it_as_well_when_it_was_said_afterwards():
    assert is_tested(DONE, {}, confirmations([CHECK], "alice"))
    assert is_tested(DONE, ran("failed"), confirmations([CHECK], "alice"))
    assert not is_tested(DONE, {}, confirmations([replace(CHECK, at=later(30))], "alice"))


@pytest.mark.parametrize(
    "statement",
    [
        replace(CHECK, evidence=""),
        replace(CHECK, person="Alice"),
        replace(CHECK, subject="performance"),
        replace(CHECK, said="review", subject="staging_tests"),
    ],
)
def test_the_authors_word_one_without_a_link_and_one_about_something_else_confirm_nothing(statement):
    assert confirmations([statement], "alice") == ()


def test_what_is_only_read_is_not_changed():
    read = ResourceChange(address="data.aws_ami.a", type="aws_ami", action="read")
    content = replace(CONTENT, resources=(*CONTENT.resources, read))
    assert changed(content) == ("aws_s3_bucket.logs",)
    assert changed(None) == ()
