from dataclasses import replace

import pytest

from support.consents import CONVENTION, prod
from tidegate.core.gates.consent.approvers import with_out
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.consent.remedies import nobody_left, remedy
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.consent.tally import tally

NEEDED = Requirement(count=1, counting=("senior", "devops"))
EVERYBODY = Candidates(approvers=with_out(prod(), CONVENTION.roles, {}), given={})


def without(*logins):
    return Candidates(approvers=with_out(prod(), CONVENTION.roles, dict.fromkeys(logins, "is away")), given={})


def says(needed, action="apply", override=EVERYBODY):
    return str(remedy(action, needed, tally(needed, (), justified=False), EVERYBODY, override))


@pytest.mark.parametrize(
    ("needed", "said"),
    [
        (NEEDED, "ask somebody in senior or devops to approve this pull request after the plan comment"),
        (
            replace(NEEDED, count=2),
            "ask 2 people in senior or devops to approve this pull request after the plan comment",
        ),
        (
            replace(NEEDED, each=("cto",)),
            "ask cto (@park-cto) to approve this pull request after the plan comment",
        ),
        (
            replace(NEEDED, count=2, besides=("cto",)),
            (
                "ask cto (@park-cto) to approve this pull request after the plan comment and "
                "ask somebody in senior or devops to approve this pull request after the plan comment"
            ),
        ),
        (
            replace(NEEDED, count=0, override=("cto",)),
            "ask cto (@park-cto) to approve the emergency",
        ),
        (
            replace(NEEDED, each=("cto",), override=("cto",)),
            "ask cto (@park-cto) to approve this pull request after the plan comment",
        ),
        (replace(NEEDED, counting=()), "name roles in `approvals.from`: nobody can approve here now"),
        (
            replace(NEEDED, count=0, override=()),
            "name roles in `emergency.approvers`: nobody can approve an emergency here now",
        ),
    ],
)
def test_the_fewest_people_are_asked(needed, said):
    assert says(needed) == said


def test_a_merge_waits_for_no_plan_comment():
    assert says(replace(NEEDED, counting=()), "merge") == "name roles in `plan.allow`: nobody can review here now"
    assert says(NEEDED, "merge") == "ask somebody in senior or devops to approve this pull request"


def test_on_a_push_consent_is_a_comment():
    push = prod(change=replace(prod().change, number=-1))
    asked = Candidates(approvers=with_out(push, CONVENTION.roles, {}), given={})
    said = str(remedy("apply", NEEDED, tally(NEEDED, (), justified=False), asked, asked))
    assert said == "ask somebody in senior or devops to comment `atlantis approve` on the commit after the plan comment"


def test_somebody_who_cannot_let_the_emergency_happen_does_not_stand_for_two():
    needed = replace(NEEDED, each=("cto",), override=("cto", "devops-lead"))
    said = says(needed, override=without("park-cto", "choi-vp"))
    assert said.endswith(" and ask cto or devops-lead (@kim-lead) to approve the emergency")


def left(needed, candidates, override=EVERYBODY):
    return str(nobody_left(needed, tally(needed, (), justified=False), candidates, override))


def test_nobody_being_left_is_said():
    lone = without("park-cto", "choi-vp")
    assert left(replace(NEEDED, each=("cto",)), EVERYBODY) == ""
    assert left(replace(NEEDED, each=("cto",)), lone) == "nobody is left to approve as cto"
    assert left(replace(NEEDED, besides=("cto",)), lone) == "nobody is left to approve as cto"
    assert left(replace(NEEDED, counting=("cto",)), lone) == "fewer than 1 people are left who may approve"
    assert left(replace(NEEDED, override=("cto",)), EVERYBODY, lone) == "nobody is left to approve an emergency"
    assert left(NEEDED, lone) == ""
