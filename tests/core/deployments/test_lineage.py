from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.deployments.lineage import Proof
from tidegate.core.deployments.lineage import lineage as lineage_of
from tidegate.core.deployments.touches import Touch
from tidegate.core.plans.fingerprint import LOCK_FILE, Fingerprint

AWS = "registry.terraform.io/hashicorp/aws"
PRINT = Fingerprint(modules={"": "r1", "module.redis": "m1"}, providers={AWS: "5.80.0"})
CLUSTER = "module.redis.aws_elasticache_cluster.this"
BUCKET = "aws_s3_bucket.logs"
PROOF = Proof(
    id="41",
    at=datetime(2026, 11, 27, 9, 0, tzinfo=UTC),
    addresses=frozenset({CLUSTER, BUCKET}),
    fingerprint=PRINT,
    successful=True,
    tested=True,
    past_watch=True,
)
CALLED = "deployment 41 of 2026-11-27"


def lineage(source, addresses, fingerprint, proofs, touches=()):
    """Without touches: nothing was deployed to the next environment yet."""
    return lineage_of(source, addresses, fingerprint, proofs, touches)


def unproven(promotion):
    return [(one.what, str(one.because)) for one in promotion.unproven]


def test_what_the_environment_before_went_through_is_proven():
    promotion = lineage("staging", [CLUSTER, BUCKET], PRINT, [PROOF])
    assert (promotion.source, promotion.proven_by, promotion.unproven) == ("staging", (PROOF.called,), ())
    assert str(PROOF.called) == CALLED


def test_counts_may_differ_instance_keys_are_left_out():
    staged = replace(PROOF, addresses=frozenset({f"{CLUSTER}[0]"}))
    wanted = [f'module.redis["a.b"].aws_elasticache_cluster.this[{index}]' for index in range(3)]
    assert lineage("staging", wanted, PRINT, [staged]).unproven == ()


def test_an_address_nobody_changed_there_is_unproven():
    promotion = lineage("staging", ["aws_sqs_queue.jobs"], PRINT, [PROOF])
    assert unproven(promotion) == [("aws_sqs_queue.jobs", "no deployment to staging has changed it")]
    assert promotion.proven_by == ()


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"successful": False}, f"{CALLED} did not succeed"),
        ({"tested": False}, f"{CALLED} is not tested"),
        ({"past_watch": False}, f"{CALLED} is still watched"),
        ({"rolled_back": True}, f"{CALLED} was rolled back"),
        (
            {"fingerprint": replace(PRINT, modules={"module.redis": "m2"})},
            f"{CALLED} had other content of `module.redis`",
        ),
        ({"fingerprint": replace(PRINT, modules={})}, f"the content of `module.redis` in {CALLED} is not known"),
        (
            {"fingerprint": replace(PRINT, providers={AWS: "5.79.0"})},
            f"{CALLED} had `{AWS}` 5.79.0, this has 5.80.0",
        ),
        (
            {"fingerprint": replace(PRINT, providers={})},
            f"{CALLED} had `{AWS}` of no known version, this has 5.80.0",
        ),
        (
            {"fingerprint": replace(PRINT, loose=(LOCK_FILE,))},
            f"no `{LOCK_FILE}` says which provider versions {CALLED} had",
        ),
    ],
)
def test_a_deployment_that_is_not_settled_or_not_the_same_proves_nothing(changed, because):
    promotion = lineage("staging", [CLUSTER], PRINT, [replace(PROOF, **changed)])
    assert unproven(promotion) == [(CLUSTER, because)]


def test_what_is_not_known_of_the_plan_itself_is_never_proven():
    bare = lineage("staging", [CLUSTER], replace(PRINT, modules={}), [PROOF])
    assert unproven(bare) == [(CLUSTER, "the content of `module.redis` is not known here")]
    unlocked = lineage("staging", [BUCKET], replace(PRINT, loose=(LOCK_FILE,)), [PROOF])
    assert unproven(unlocked) == [(BUCKET, f"no `{LOCK_FILE}` says which provider versions these are")]


def test_resources_of_the_root_module_compare_provider_versions_only():
    elsewhere = replace(PROOF, fingerprint=replace(PRINT, modules={"": "another folder"}))
    assert lineage("staging", [BUCKET], PRINT, [elsewhere]).unproven == ()


def test_a_nested_module_is_compared_with_all_that_calls_it():
    inner = "module.redis.module.sg.aws_security_group.this"
    other = replace(PRINT, modules={"module.redis": "m2", "module.redis.module.sg": "s1"})
    here = replace(PRINT, modules={"module.redis": "m1", "module.redis.module.sg": "s1"})
    staged = replace(PROOF, addresses=frozenset({inner}), fingerprint=other)
    assert unproven(lineage("staging", [inner], here, [staged])) == [
        (inner, f"{CALLED} had other content of `module.redis`")
    ]


def test_providers_of_terraform_itself_have_no_version_to_compare():
    here = replace(PRINT, providers={**PRINT.providers, "terraform.io/builtin/terraform": ""})
    assert lineage("staging", [BUCKET], here, [PROOF]).unproven == ()


def test_an_earlier_deployment_may_prove_what_the_newest_does_not():
    later = replace(PROOF, id="42", at=datetime(2026, 11, 28, 9, 0, tzinfo=UTC), past_watch=False)
    promotion = lineage("staging", [CLUSTER], PRINT, [later, PROOF])
    assert (promotion.proven_by, promotion.unproven) == ((PROOF.called,), ())


def test_the_newest_deployment_says_why_not():
    later = replace(PROOF, id="42", at=datetime(2026, 11, 28, 9, 0, tzinfo=UTC), past_watch=False)
    promotion = lineage("staging", [CLUSTER], PRINT, [replace(PROOF, tested=False), later])
    assert unproven(promotion) == [(CLUSTER, "deployment 42 of 2026-11-28 is still watched")]


ADDRESSES = st.lists(st.sampled_from([CLUSTER, BUCKET, "aws_sqs_queue.jobs", f"{CLUSTER}[1]"]), max_size=4)
PROOFS = st.lists(
    st.builds(
        Proof,
        id=st.sampled_from(["1", "2", "3"]),
        at=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        addresses=ADDRESSES.map(frozenset),
        fingerprint=st.sampled_from([PRINT, replace(PRINT, modules={}), replace(PRINT, providers={AWS: "4.0.0"})]),
        successful=st.booleans(),
        tested=st.booleans(),
        past_watch=st.booleans(),
        rolled_back=st.booleans(),
    ),
    max_size=4,
)


@given(ADDRESSES, PROOFS)
def test_a_failed_untested_watched_or_rolled_back_deployment_proves_nothing(addresses, proofs):
    good = [p for p in proofs if p.successful and p.tested and p.past_watch and not p.rolled_back]
    with_all = lineage("staging", addresses, PRINT, proofs)
    only_good = lineage("staging", addresses, PRINT, good)
    assert {one.what for one in with_all.unproven} == {one.what for one in only_good.unproven}
    assert with_all.proven_by == only_good.proven_by


@given(ADDRESSES, PROOFS, PROOFS)
def test_one_more_deployment_never_takes_a_proof_away(addresses, proofs, more):
    fewer = {one.what for one in lineage("staging", addresses, PRINT, proofs).unproven}
    assert {one.what for one in lineage("staging", addresses, PRINT, [*proofs, *more]).unproven} <= fewer


GONE = replace(PRINT, modules={"": "r1"})


def test_a_module_that_both_environments_have_given_up_is_the_same_in_both():
    given_up = replace(PROOF, fingerprint=GONE)
    assert lineage("staging", [CLUSTER], GONE, [given_up]).unproven == ()
    assert unproven(lineage("staging", [CLUSTER], GONE, [PROOF])) == [
        (CLUSTER, f"{CALLED} had other content of `module.redis`")
    ]


def test_a_module_whose_code_was_found_only_in_part_is_not_known():
    partial = replace(PRINT, loose=("module.redis.module.inner",))
    assert unproven(lineage("staging", [CLUSTER], PRINT, [replace(PROOF, fingerprint=partial)])) == [
        (CLUSTER, f"the content of `module.redis` in {CALLED} is not known")
    ]
    unpinned = replace(PRINT, modules={**PRINT.modules, "module.redis.module.inner": "m3"}, loose=partial.loose)
    assert lineage("staging", [CLUSTER], PRINT, [replace(PROOF, fingerprint=unpinned)]).unproven == ()


@pytest.mark.parametrize(("here", "there"), [(PRINT, Fingerprint()), (Fingerprint(), PRINT)])
def test_a_plan_nobody_took_a_fingerprint_of_neither_proves_nor_is_proven(here, there):
    assert unproven(lineage("staging", [BUCKET], here, [replace(PROOF, fingerprint=there)]))


def touch(hours, *addresses, **changed):
    """A deployment to the next environment, so many hours after `PROOF`."""
    made = Touch(
        id="7", at=PROOF.at + timedelta(hours=hours), addresses=frozenset(addresses), fingerprint=PRINT, successful=True
    )
    return replace(made, **changed)


def test_a_hotfix_of_something_else_leaves_what_is_proven_proven():
    hotfix = touch(1, BUCKET)
    assert lineage("staging", [CLUSTER], PRINT, [PROOF], [hotfix]).unproven == ()
    assert unproven(lineage("staging", [CLUSTER, BUCKET], PRINT, [PROOF], [hotfix])) == [
        (BUCKET, f"{CALLED} came before deployment 7 of 2026-11-27 here changed it")
    ]


def test_what_was_promoted_is_proven_anew_before_it_is_changed_again():
    promoted = touch(1, f"{CLUSTER}[0]", BUCKET)
    assert len(lineage("staging", [CLUSTER, BUCKET], PRINT, [PROOF], [promoted]).unproven) == 2
    again = replace(PROOF, id="42", at=PROOF.at + timedelta(hours=2), addresses=frozenset({CLUSTER}))
    promotion = lineage("staging", [CLUSTER, BUCKET], PRINT, [PROOF, again], [promoted])
    assert [one.what for one in promotion.unproven] == [BUCKET]
    assert promotion.proven_by == (again.called,)


def test_what_failed_here_may_be_finished_but_not_with_other_content():
    failed = touch(1, CLUSTER, successful=False)
    assert lineage("staging", [CLUSTER], PRINT, [PROOF], [failed]).unproven == ()
    other = replace(failed, fingerprint=replace(PRINT, modules={"": "r1", "module.redis": "m2"}))
    assert unproven(lineage("staging", [CLUSTER], PRINT, [PROOF], [other])) == [
        (
            CLUSTER,
            f"{CALLED} came before deployment 7 of 2026-11-27 here, which did not succeed and may have changed it",
        )
    ]


def test_a_deployment_here_nobody_knows_the_addresses_of_uses_up_every_proof():
    assert lineage("staging", [CLUSTER], PRINT, [PROOF], [touch(1, addresses=None)]).unproven


TOUCHES = st.lists(
    st.builds(
        Touch,
        id=st.just("7"),
        at=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        addresses=st.one_of(st.none(), ADDRESSES.map(frozenset)),
        fingerprint=st.sampled_from([PRINT, replace(PRINT, modules={})]),
        successful=st.booleans(),
    ),
    max_size=3,
)


@given(ADDRESSES, PROOFS, TOUCHES, TOUCHES)
def test_one_more_deployment_here_never_proves_anything(addresses, proofs, touches, more):
    before = {one.what for one in lineage("staging", addresses, PRINT, proofs, touches).unproven}
    assert before <= {one.what for one in lineage("staging", addresses, PRINT, proofs, [*touches, *more]).unproven}


@given(ADDRESSES, PROOFS, TOUCHES)
def test_deployments_here_matter_only_to_the_addresses_they_changed(addresses, proofs, touches):
    elsewhere = [replace(each, addresses=frozenset({"aws_vpc.main"})) for each in touches]
    assert lineage("staging", addresses, PRINT, proofs, elsewhere) == lineage("staging", addresses, PRINT, proofs)
