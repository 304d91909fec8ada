from support.costs import TROUBLE, USED, estimate, resource, unpriced
from tidegate.core.costs.model import ResourceCost
from tidegate.cost.table import table


def test_each_change_and_the_total_are_lines_whose_amounts_stand_below_each_other():
    said = table(
        estimate(
            resource("aws_instance.web", "8", "16"),
            resource("module.redis.aws_elasticache_replication_group.this", None, "538.74", action="create"),
            resource("aws_db_instance.main", "100", "100", action="no-op"),
        )
    )
    assert said.splitlines()[:5] == [
        "Resource                                                   before         after    difference",
        "aws_instance.web                                            $8.00        $16.00        +$8.00",
        "module.redis.aws_elasticache_replication_group.this         $0.00       $538.74      +$538.74",
        "1 that stays                                              $100.00       $100.00         $0.00",
        "Total a month                                             $108.00       $654.74      +$546.74",
    ]
    assert said.endswith("Prices of 2026-07-20 (catalog), in USD.\n")


def test_what_has_no_price_and_what_depends_on_usage_is_named():
    bucket = ResourceCost(address="aws_s3_bucket.b", type="aws_s3_bucket", action="create", after=(USED,))
    said = table(estimate(bucket, unpriced("aws_qldb_ledger.this", why="nobody knows it")))
    assert "Not priced: aws_qldb_ledger.this: nobody knows it\n" in said
    assert "Billed by usage besides, which is not counted: aws_s3_bucket.b\n" in said


def test_without_an_estimate_there_are_no_figures():
    assert table(TROUBLE) == "No estimate: The overlay cannot be read.\n"


def test_an_empty_plan_costs_nothing_more():
    assert table(estimate()).splitlines()[1].split() == ["Total", "a", "month", "$0.00", "$0.00", "$0.00"]
