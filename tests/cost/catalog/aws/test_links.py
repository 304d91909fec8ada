from decimal import Decimal

import pytest

from support.pricing import Neighbours, bill, unit_prices
from tidegate.cost.catalog.aws.links import (
    client_vpn_association,
    client_vpn_endpoint,
    direct_connect,
    peering_attachment,
    vpc_attachment,
    vpn_connection,
)
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("pricer", "values", "amounts"),
    [
        (vpn_connection, {"vpn_gateway_id": "vgw-1"}, {"VPN connection": "36.50"}),
        (
            vpn_connection,
            {"transit_gateway_id": "tgw-1"},
            {"VPN connection": "36.50", "Transit gateway attachment": "36.50", "Data processed": None},
        ),
        (client_vpn_endpoint, {}, {"Client connections": None}),
        (client_vpn_association, {}, {"Client VPN association": "73"}),
        (vpc_attachment, {}, {"Transit gateway attachment": "36.50", "Data processed": None}),
        (peering_attachment, {}, {"Transit gateway attachment": "36.50"}),
    ],
)
def test_a_link_is_billed_by_the_hour(pricer, values, amounts):
    assert bill(pricer, values) == {name: amount and Decimal(amount) for name, amount in amounts.items()}


def test_a_vpn_connection_ends_at_a_transit_gateway_that_does_not_exist_yet():
    around = Neighbours(written={"transit_gateway_id": 1})
    assert "Transit gateway attachment" in bill(vpn_connection, {}, around=around, unknown=("transit_gateway_id",))


def test_what_links_carry_shows_its_price_and_counts_when_it_is_expected():
    assert unit_prices(vpc_attachment, {}) == {"Data processed": ("GB", "0.02")}
    assert unit_prices(client_vpn_endpoint, {}) == {"Client connections": ("hours", "0.05")}
    assert bill(vpc_attachment, {}, usage={"monthly_data_processed_gb": 250})["Data processed"] == Decimal(5)


@pytest.mark.parametrize("pricer", [vpn_connection, client_vpn_association, vpc_attachment, peering_attachment])
def test_a_link_without_a_price_is_not_free(pricer):
    with pytest.raises(Unpriced, match="eu-west-1"):
        bill(pricer, {}, region="eu-west-1")


def test_direct_connect_has_no_price_and_says_for_what():
    with pytest.raises(Unpriced, match="10Gbps"):
        bill(direct_connect, {"bandwidth": "10Gbps"})
    with pytest.raises(Unpriced, match="`bandwidth` is known only after apply"):
        bill(direct_connect, {}, unknown=("bandwidth",))


def test_an_accelerated_connection_is_billed_for_two_accelerators_and_a_large_one_has_no_price():
    assert bill(vpn_connection, {"enable_acceleration": True})["Global accelerators"] == Decimal("36.50")
    with pytest.raises(Unpriced, match="large"):
        bill(vpn_connection, {"tunnel_bandwidth": "large"})
