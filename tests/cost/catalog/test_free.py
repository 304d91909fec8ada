"""Types that are free by nature."""

import pytest

from tidegate.cost.catalog.free import is_free
from tidegate.cost.catalog.free_aws import FREE_OF_AWS
from tidegate.cost.catalog.table import PRICERS


@pytest.mark.parametrize(
    "type_",
    [
        "aws_iam_role",
        "aws_security_group",
        "aws_subnet",
        "aws_lb_listener",
        "aws_launch_template",
        "aws_cloudwatch_log_subscription_filter",
        "terraform_data",
        "null_resource",
        "random_password",
        "local_file",
        "tls_private_key",
        "time_sleep",
        "archive_file",
    ],
)
def test_plumbing_is_free(type_):
    assert is_free(type_)


@pytest.mark.parametrize(
    "type_", ["aws_instance", "aws_s3_bucket", "aws_new_thing", "google_storage_bucket", "nullable_x"]
)
def test_what_is_billed_or_not_known_is_not(type_):
    assert not is_free(type_)


def test_no_type_is_both_free_and_priced():
    assert FREE_OF_AWS & PRICERS.keys() == set()


@pytest.mark.parametrize(
    "type_",
    [
        "aws_db_proxy_endpoint",
        "aws_dx_connection_confirmation",
        "aws_networkmanager_core_network_policy_attachment",
        "aws_appautoscaling_target",
        "aws_cloudwatch_log_metric_filter",
        "aws_s3_bucket_metric",
    ],
)
def test_what_looks_like_plumbing_and_starts_a_bill_is_not_free(type_):
    assert not is_free(type_)
