from dataclasses import replace

import pytest

from support.values import CHANGE, HEAD, STAGING, plan
from tidegate.flows.applying.appointing import Appointed
from tidegate.flows.applying.keeping import differences
from tidegate.flows.orders import ApplyOrder

ORDER = ApplyOrder(repo=CHANGE.repo, number=CHANGE.number, actor="bob", at="next-window")
APPOINTED = Appointed(
    order=ORDER,
    digests={STAGING.key: "digest-1"},
    labels=(STAGING.label,),
    head_sha=HEAD,
    when="Mon 2026-11-30 09:00 KST",
)
OTHER = replace(STAGING, dir="environments/prod", name="prod-environment")


def planned(**changed):
    return plan(**{"state": "planned", "digest": "digest-1", **changed})


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ((planned(),), {}),
        ((planned(digest="digest-2"),), {"staging-environment": "plans something else"}),
        ((planned(state="failed", digest=""),), {"staging-environment": "could not be planned"}),
        ((planned(state="waiting", digest=""),), {"staging-environment": "could not be planned"}),
        ((), {"staging-environment": "is not planned any more"}),
        ((planned(), planned(project=OTHER)), {"prod-environment": "was not part of it"}),
    ],
)
def test_what_was_put_off_is_applied_only_when_every_plan_is_what_it_was(now, found):
    assert {label: str(what) for label, what in differences(APPOINTED, now).items()} == found


def test_what_was_put_off_is_told_with_its_time():
    assert str(APPOINTED.words) == "`staging-environment` at Mon 2026-11-30 09:00 KST"
