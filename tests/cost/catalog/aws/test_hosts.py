from decimal import Decimal

import pytest

from support.pricing import assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.hosts import directory, lightsail_instance, replication_instance, transfer_server
from tidegate.cost.catalog.resource import Unpriced

DMS = {"replication_instance_class": "dms.t3.medium", "allocated_storage": 50}


@pytest.mark.parametrize(
    ("values", "month"),
    [({}, "219"), ({"protocols": ["SFTP"]}, "219"), ({"protocols": ["SFTP", "FTPS", "AS2"]}, "657")],
)
def test_a_transfer_server_is_billed_for_each_protocol(values, month):
    assert bill(transfer_server, values) == {
        "Protocols": Decimal(month),
        "Data uploaded": None,
        "Data downloaded": None,
    }


def test_data_of_a_transfer_server_counts_when_it_is_expected():
    assert unit_prices(transfer_server, {}) == {"Data uploaded": ("GB", "0.04"), "Data downloaded": ("GB", "0.04")}
    assert bill(transfer_server, {}, usage={"monthly_data_uploaded_gb": 100})["Data uploaded"] == Decimal(4)


def test_protocols_that_are_not_known_yet_are_assumed():
    assert assumptions(transfer_server, {}, unknown=("protocols",)) == ["SFTP alone until AWS says otherwise"]


@pytest.mark.parametrize(
    ("values", "month"),
    [
        ({"type": "MicrosoftAD", "edition": "Standard"}, "87.60"),
        ({"type": "MicrosoftAD", "edition": "Enterprise"}, "292"),
        ({"type": "MicrosoftAD", "edition": "Standard", "desired_number_of_domain_controllers": 4}, "175.20"),
        ({"type": "SimpleAD", "size": "Large"}, "219"),
        ({"size": "Small"}, "73"),
        ({"type": "ADConnector", "size": "Small"}, "73"),
    ],
)
def test_a_directory_is_billed_for_its_controllers(values, month):
    assert bill(directory, values) == {"Domain controllers": Decimal(month)}


def test_an_edition_that_is_not_known_yet_is_the_providers_default():
    values = {"type": "MicrosoftAD"}
    assert bill(directory, values, unknown=("edition",)) == {"Domain controllers": Decimal(292)}
    assert assumptions(directory, values, unknown=("edition",)) == ["Enterprise until AWS says otherwise"]


@pytest.mark.parametrize(
    ("pricer", "values", "region", "why"),
    [
        (transfer_server, {}, "eu-west-1", "protocol_hour"),
        (directory, {"type": "ADConnector", "size": "Large"}, "us-east-1", "ad_connector_large"),
        (directory, {"type": "SharedMicrosoftAD"}, "us-east-1", "type `SharedMicrosoftAD`"),
        (directory, {"size": "Small"}, "ap-northeast-2", "ap-northeast-2"),
        (lightsail_instance, {"bundle_id": "nano_3_0"}, "us-east-1", "nano_3_0"),
        (lightsail_instance, {}, "us-east-1", "bundle_id"),
        (replication_instance, DMS, "us-east-1", "dms.t3.medium"),
        (replication_instance, DMS | {"multi_az": True}, "us-east-1", "dms_multi_az"),
    ],
)
def test_a_host_without_a_price_is_not_free(pricer, values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(pricer, values, region=region)
