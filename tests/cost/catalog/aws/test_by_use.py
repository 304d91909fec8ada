"""What is billed by use alone."""

import pytest

from support.cost_plans import new_costs
from tidegate.cost.catalog.aws.by_use import BY_USE


@pytest.mark.parametrize("type_", sorted(BY_USE))
def test_what_it_is_billed_for_is_shown_and_not_counted(type_):
    costs = new_costs(type_, {})
    assert costs
    assert set(costs.values()) == {"usage"}


def test_it_needs_no_region():
    assert new_costs("aws_flow_log", {}, region=None) == {"Logs delivered": "usage"}


@pytest.mark.parametrize("type_", sorted(BY_USE))
def test_its_sentence_says_that_nothing_is_fixed(type_):
    assert BY_USE[type_].__doc__.startswith("Nothing fixed. Not counted: ")


def test_a_public_certificate_is_free_and_one_of_a_private_authority_has_no_price():
    from support.cost_plans import new, plan_of
    from tidegate.cost.catalog.engine import estimate
    from tidegate.ports.cost import CostQuestion

    assert estimate(CostQuestion(plan=plan_of(new("aws_acm_certificate.it", {"domain_name": "a.b"})))).resources == ()
    values = {"certificate_authority_arn": "arn:aws:acm-pca:us-east-1:1:certificate-authority/a"}
    assert new_costs("aws_acm_certificate", values) == "no price for certificates of a private authority"


def test_a_namespace_with_dns_costs_its_zone():
    assert new_costs("aws_service_discovery_private_dns_namespace", {})["Hosted zone"] == "0.5"


def test_a_public_certificate_that_may_be_exported_is_billed():
    assert "exported" in new_costs("aws_acm_certificate", {"options": [{"export": "ENABLED"}]})
