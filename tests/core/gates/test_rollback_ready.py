import pytest

from support.decisions import NOON, POLICY, facts, plan, project
from tidegate.core.gates.rollback_ready import check
from tidegate.core.known import NOT_ASKED, Unknown

LOST = Unknown(unknown_because="the plan was made by an older version")


def answer(*projects):
    return check("apply", facts(projects=projects), POLICY, NOON)


def test_a_way_back_that_loses_nothing_passes():
    assert str(answer(project()).reason) == "The way back is worked out and loses no data."


def test_what_going_back_would_lose_is_listed():
    found = answer(project(plan=plan(going_back=("aws_db_instance.main", "aws_s3_bucket.logs"))))
    assert found.verdict == "pass"
    assert str(found.reason) == "The way back is worked out; it loses the data of 2 resources."
    assert [str(line) for line in found.details] == [
        "going back loses the data of `aws_db_instance.main`",
        "going back loses the data of `aws_s3_bucket.logs`",
    ]


@pytest.mark.parametrize("lost", [plan(going_back=LOST), plan(going_back=NOT_ASKED), LOST, None])
def test_without_a_preview_of_every_project_it_blocks(lost):
    found = answer(project(), project(label="second", plan=lost))
    assert found.verdict == "block"
    assert "`second`" in str(found.reason)
    assert str(found.remedy) == "comment `atlantis plan`"
