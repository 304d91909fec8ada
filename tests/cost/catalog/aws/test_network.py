from decimal import Decimal

import pytest

from support.cost_plans import new_costs
from support.pricing import Neighbours, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.network import address_pool, elastic_ip, firewall, nat_gateway, vpc_endpoint
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("region", "month"), [("us-east-1", "32.85"), ("eu-west-1", "35.04"), ("ap-northeast-2", "43.07")]
)
def test_a_nat_gateway_is_billed_by_the_hour_and_by_what_it_processes(region, month):
    assert bill(nat_gateway, {}, region=region) == {"NAT gateway": Decimal(month), "Data processed": None}


def test_what_a_nat_gateway_processes_counts_when_it_is_expected():
    assert unit_prices(nat_gateway, {}) == {"Data processed": ("GB", "0.045")}
    assert bill(nat_gateway, {}, usage={"monthly_data_processed_gb": 100})["Data processed"] == Decimal("4.5")


def test_a_nat_gateway_without_a_price_is_not_free():
    with pytest.raises(Unpriced, match="sa-east-1"):
        bill(nat_gateway, {}, region="sa-east-1")


def test_a_regional_nat_gateway_counts_for_each_zone_and_for_one_while_they_are_not_known():
    zones = [{"availability_zone": "us-east-1a"}, {"availability_zone": "us-east-1b"}]
    written = {"availability_mode": "regional", "availability_zone_address": zones}
    assert bill(nat_gateway, written)["NAT gateway"] == Decimal("65.70")
    assert assumptions(nat_gateway, written) == []
    assert bill(nat_gateway, {"availability_mode": "regional"})["NAT gateway"] == Decimal("32.85")
    assert assumptions(nat_gateway, {"availability_mode": "regional"}) == [
        "one availability zone until AWS says otherwise"
    ]


@pytest.mark.parametrize("values", [{"domain": "vpc"}, {"instance": "i-1"}, {"association_id": "eipassoc-1"}])
def test_an_address_is_billed_whether_anything_uses_it_or_not(values):
    assert bill(elastic_ip, values) == {"Public IPv4 address": Decimal("3.65")}
    assert assumptions(elastic_ip, values) == ["the price of an idle address"]


def test_nothing_is_assumed_where_public_addresses_have_a_price():
    assert bill(elastic_ip, {}, region="ap-northeast-2") == {"Public IPv4 address": Decimal("3.65")}
    assert assumptions(elastic_ip, {}, region="ap-northeast-2") == []


def test_an_address_of_ones_own_pool_is_free():
    assert bill(elastic_ip, {"public_ipv4_pool": "ipv4pool-ec2-012345"}) == {}
    assert bill(elastic_ip, {"public_ipv4_pool": "amazon"}) == {"Public IPv4 address": Decimal("3.65")}


def test_an_address_without_a_price_is_not_free():
    with pytest.raises(Unpriced, match="eip_idle_hour"):
        bill(elastic_ip, {}, region="us-west-2")


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({}, {}),
        ({"vpc_endpoint_type": "Gateway"}, {}),
        ({"vpc_endpoint_type": "Interface", "subnet_ids": ["a", "b", "c"]}, {"VPC endpoint (Interface)": "21.90"}),
        (
            {"vpc_endpoint_type": "GatewayLoadBalancer", "subnet_ids": ["a"]},
            {"VPC endpoint (GatewayLoadBalancer)": "7.30"},
        ),
        (
            {"vpc_endpoint_type": "Interface", "subnet_configuration": [{"subnet_id": "a"}, {"subnet_id": "b"}]},
            {"VPC endpoint (Interface)": "14.60"},
        ),
    ],
)
def test_an_endpoint_is_billed_in_each_of_its_subnets(values, amounts):
    wanted = {name: Decimal(amount) for name, amount in amounts.items()}
    assert bill(vpc_endpoint, values) == (wanted | {"Data processed": None} if wanted else {})
    assert assumptions(vpc_endpoint, values) == []


@pytest.mark.parametrize(
    ("written", "month", "assumed"),
    [
        ({"subnet_ids": 2}, "14.60", "2 subnets until AWS says otherwise"),
        ({}, "7.30", "1 subnet until AWS says otherwise"),
    ],
)
def test_subnets_that_are_not_known_yet_are_at_least_those_that_are_written(written, month, assumed):
    values = {"vpc_endpoint_type": "Interface", "subnet_ids": None}
    known = {"unknown": ("subnet_ids",), "around": Neighbours(written=written)}
    assert bill(vpc_endpoint, values, **known)["VPC endpoint (Interface)"] == Decimal(month)
    assert assumptions(vpc_endpoint, values, **known) == [assumed]


def test_what_an_endpoint_processes_has_the_price_of_its_type():
    assert unit_prices(vpc_endpoint, {"vpc_endpoint_type": "Interface"}) == {"Data processed": ("GB", "0.01")}
    assert unit_prices(vpc_endpoint, {"vpc_endpoint_type": "GatewayLoadBalancer"}) == {
        "Data processed": ("GB", "0.0035")
    }


@pytest.mark.parametrize(
    ("kind", "region", "why"),
    [("Interface", "ap-northeast-2", "interface_hour_per_az"), ("Resource", "us-east-1", "type `Resource`")],
)
def test_an_endpoint_without_a_price_is_not_free(kind, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(vpc_endpoint, {"vpc_endpoint_type": kind}, region=region)


@pytest.mark.parametrize(
    ("values", "around", "month", "assumed"),
    [
        ({"subnet_mapping": [{"subnet_id": "a"}, {"subnet_id": "b"}]}, Neighbours(), "576.70", []),
        ({"availability_zone_mapping": [{"availability_zone_id": "use1-az1"}]}, Neighbours(), "288.35", []),
        ({}, Neighbours(written={"subnet_mapping": 3}), "865.05", ["3 endpoints until AWS says otherwise"]),
        ({}, Neighbours(), "288.35", ["1 endpoint until AWS says otherwise"]),
    ],
)
def test_a_firewall_is_billed_for_an_endpoint_in_each_subnet(values, around, month, assumed):
    assert bill(firewall, values, around=around) == {"Firewall endpoint": Decimal(month), "Data processed": None}
    assert assumptions(firewall, values, around=around) == assumed
    assert unit_prices(firewall, values, around=around) == {"Data processed": ("GB", "0.065")}


def test_a_firewall_without_a_price_is_not_free():
    with pytest.raises(Unpriced, match="endpoint_hour"):
        bill(firewall, {}, region="eu-west-1")


def test_a_plan_tells_how_many_subnets_are_written():
    subnets = ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"]
    interface = {"vpc_endpoint_type": "Interface"}
    costs = new_costs("aws_vpc_endpoint", interface, unknown=("subnet_ids",), refers={"subnet_ids": subnets})
    assert costs == {"VPC endpoint (Interface)": "14.6", "Data processed": "usage"}


def test_contiguous_public_addresses_of_aws_have_no_price_and_other_pools_are_free():
    with pytest.raises(Unpriced, match="contiguous"):
        bill(address_pool, {"address_family": "ipv4", "public_ip_source": "amazon"})
    assert bill(address_pool, {"address_family": "ipv6", "public_ip_source": "amazon"}) == {}
    assert bill(address_pool, {"address_family": "ipv4"}) == {}
