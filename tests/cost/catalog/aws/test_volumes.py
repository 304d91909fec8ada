"""EBS volumes and snapshots."""

import pytest

from support.cost_plans import cost_of, kept, new, new_costs, plan_of, shown


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"type": "gp2", "size": 100}, {"Storage (gp2)": "10"}),
        ({"type": "gp3", "size": 100, "iops": 3000, "throughput": 125}, {"Storage (gp3)": "8"}),
        (
            {"type": "gp3", "size": 100, "iops": 4000, "throughput": 250},
            {"Storage (gp3)": "8", "IOPS over 3,000": "5", "Throughput over 125 MB/s": "5"},
        ),
        ({"type": "io1", "size": 100, "iops": 1000}, {"Storage (io1)": "12.5", "Provisioned IOPS (io1)": "65"}),
        ({"type": "io2", "size": 10, "iops": 200}, {"Storage (io2)": "1.25", "Provisioned IOPS (io2)": "13"}),
        ({"type": "st1", "size": 500}, {"Storage (st1)": "22.5"}),
        ({"type": "standard", "size": 100}, {"Storage (standard)": "5", "I/O requests": "usage"}),
        ({"type": "x9", "size": 100}, "no price for `x9` (ebs_gb_month) in us-east-1"),
    ],
)
def test_a_volume_costs_its_storage_and_the_speed_that_is_not_included(values, expected):
    assert new_costs("aws_ebs_volume", values) == expected


def test_what_a_volume_leaves_open_is_taken_from_aws_and_said():
    cost = cost_of(plan_of(new("aws_ebs_volume.it", {"size": 8}, unknown=("type",))), "aws_ebs_volume.it")
    assert shown(cost) == {"Storage (gp2)": "0.8"}
    assert cost.after[0].assumed == "gp2 until AWS says otherwise"


def test_a_volume_as_large_as_its_snapshot_has_no_price():
    costs = new_costs("aws_ebs_volume", {"snapshot_id": "snap-1"}, unknown=("size",))
    assert costs == "its `size` is known only after apply"


def test_requests_to_a_magnetic_volume_come_from_the_usage_file():
    usage = "version: 0.1\nresource_usage:\n  aws_ebs_volume.it:\n    monthly_standard_io_requests: 10000000\n"
    costs = new_costs("aws_ebs_volume", {"type": "standard", "size": 1}, usage=usage)
    assert costs["I/O requests"] == "0.5"


def test_a_fast_volume_where_no_price_of_its_speed_is_known_has_no_price_at_all():
    costs = new_costs("aws_ebs_volume", {"type": "gp3", "size": 100, "iops": 6000}, region="ap-northeast-2")
    assert costs == "no price for `gp3_over_3000` (ebs_iops_month) in ap-northeast-2"


VOLUME = new("aws_ebs_volume.data", {"size": 200, "type": "gp3"})


def test_a_new_snapshot_is_as_large_as_its_volume():
    refers = {"volume_id": ["aws_ebs_volume.data.id", "aws_ebs_volume.data"]}
    assert new_costs("aws_ebs_snapshot", {}, VOLUME, refers=refers) == {"Snapshot storage": "10"}


def test_a_copy_of_a_snapshot_is_as_large_as_the_volume_behind_it():
    snapshot = new("aws_ebs_snapshot.a", {}, refers={"volume_id": ["aws_ebs_volume.data.id", "aws_ebs_volume.data"]})
    refers = {"source_snapshot_id": ["aws_ebs_snapshot.a.id", "aws_ebs_snapshot.a"]}
    assert new_costs("aws_ebs_snapshot_copy", {}, VOLUME, snapshot, refers=refers) == {"Snapshot storage": "10"}


def test_a_snapshot_that_exists_says_its_own_size():
    plan = plan_of(kept("aws_ebs_snapshot.it", {"volume_size": 40}))
    assert shown(cost_of(plan, "aws_ebs_snapshot.it")) == {"Snapshot storage": "2"}


def test_a_snapshot_of_a_volume_outside_the_plan_depends_on_usage():
    assert new_costs("aws_ebs_snapshot", {"volume_id": "vol-1"}) == {"Snapshot storage": "usage"}


def test_an_archived_snapshot_has_no_price():
    assert "no price" in new_costs("aws_ebs_snapshot", {"storage_tier": "archive", "volume_size": 9})
