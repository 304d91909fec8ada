from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tidegate.core.deployments.touches import ANYWHERE, Touch, by_place, last_touch
from tidegate.core.plans.fingerprint import LOCK_FILE, Fingerprint

AWS = "registry.terraform.io/hashicorp/aws"
PRINT = Fingerprint(modules={"": "r1", "module.redis": "m1"}, providers={AWS: "5.80.0"})
CLUSTER = "module.redis.aws_elasticache_cluster.this"
TOUCH = Touch(
    id="#7",
    at=datetime(2026, 11, 27, 9, 0, tzinfo=UTC),
    addresses=frozenset({f"{CLUSTER}[0]"}),
    fingerprint=PRINT,
    successful=True,
)
FAILED = replace(TOUCH, successful=False)


def test_a_deployment_is_found_at_the_places_it_changed():
    assert by_place([TOUCH]) == {CLUSTER: [TOUCH]}


def test_one_nobody_knows_the_addresses_of_may_have_changed_anything():
    unknown = replace(TOUCH, addresses=None)
    assert by_place([TOUCH, unknown]) == {CLUSTER: [TOUCH], ANYWHERE: [unknown]}


def test_the_newest_one_counts():
    later = replace(TOUCH, id="#8", at=TOUCH.at + timedelta(hours=1))
    assert last_touch(CLUSTER, PRINT, [later, TOUCH]) == later
    assert last_touch(CLUSTER, PRINT, []) is None


def test_what_failed_may_be_finished_with_the_same_content():
    assert last_touch(CLUSTER, PRINT, [FAILED]) is None
    assert last_touch(CLUSTER, replace(PRINT, modules={**PRINT.modules, "": "r2"}), [FAILED]) is None


@pytest.mark.parametrize(
    "wanted",
    [
        replace(PRINT, modules={**PRINT.modules, "module.redis": "m2"}),
        replace(PRINT, providers={AWS: "5.81.0"}),
        replace(PRINT, loose=(LOCK_FILE,)),
        Fingerprint(),
    ],
)
def test_what_failed_may_have_changed_it_for_every_other_content(wanted):
    assert last_touch(CLUSTER, wanted, [FAILED]) == FAILED


def test_finishing_what_failed_revives_nothing_that_was_used_up_before():
    earlier = replace(TOUCH, id="#6", at=TOUCH.at - timedelta(hours=1))
    assert last_touch(CLUSTER, PRINT, [earlier, FAILED]) == earlier
