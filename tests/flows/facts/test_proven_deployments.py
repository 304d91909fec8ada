from dataclasses import replace

import pytest

from support.values import CONTENT, NOON, deployment, later
from tidegate.core.plans.model import ResourceChange
from tidegate.flows.facts.proven_deployments import changed, is_tested
from tidegate.store.after_tests import AfterTest

DONE = deployment(state="applied", finished_at=later(60))


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


def test_a_word_that_counts_tests_it_as_well_when_it_was_said_afterwards():
    assert is_tested(DONE, {}, [later(90)])
    assert is_tested(DONE, ran("failed"), [later(90)])
    assert not is_tested(DONE, {}, [later(30)])


def test_what_is_only_read_is_not_changed():
    read = ResourceChange(address="data.aws_ami.a", type="aws_ami", action="read")
    content = replace(CONTENT, resources=(*CONTENT.resources, read))
    assert changed(content) == ("aws_s3_bucket.logs",)
    assert changed(None) == ()
