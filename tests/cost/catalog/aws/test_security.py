from decimal import Decimal

import pytest

from support.pricing import Neighbours, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.security import certificate_authority, hsm, kms_key, secret, web_acl
from tidegate.cost.catalog.resource import Unpriced


@pytest.mark.parametrize(
    ("pricer", "values", "region", "amounts"),
    [
        (kms_key, {"is_enabled": False}, "us-east-1", {"Customer managed key": "1", "Requests": None}),
        (secret, {}, "us-east-1", {"Secret": "0.40", "API calls": None}),
        (secret, {}, "ap-northeast-2", {"Secret": "0.40", "API calls": None}),
        (web_acl, {}, "us-east-1", {"Web ACL": "5", "Requests": None}),
        (
            web_acl,
            {"rule": [{"name": "a"}, {"name": "b"}]},
            "us-east-1",
            {"Web ACL": "5", "Rules": "2", "Requests": None},
        ),
        (certificate_authority, {}, "us-east-1", {"Private certificate authority": "400", "Certificates": None}),
        (
            certificate_authority,
            {"usage_mode": "SHORT_LIVED_CERTIFICATE"},
            "us-east-1",
            {"Private certificate authority": "50", "Certificates": None},
        ),
        (hsm, {}, "us-east-1", {"CloudHSM": "1168"}),
    ],
)
def test_what_protects_is_billed_by_the_month(pricer, values, region, amounts):
    assert bill(pricer, values, region=region) == {name: amount and Decimal(amount) for name, amount in amounts.items()}


def test_requests_are_shown_with_their_price():
    assert unit_prices(kms_key, {}) == {"Requests": ("10k requests", "0.03")}
    assert unit_prices(secret, {}) == {"API calls": ("10k requests", "0.05")}
    assert unit_prices(web_acl, {}) == {"Requests": ("1M requests", "0.6")}
    assert unit_prices(certificate_authority, {}) == {"Certificates": ("requests", "")}
    assert bill(web_acl, {}, usage={"monthly_requests": 10_000_000})["Requests"] == Decimal(6)


@pytest.mark.parametrize(
    ("written", "rules", "assumed"),
    [({"rule": 3}, "3", "3 rules until AWS says otherwise"), ({}, "1", "1 rule until AWS says otherwise")],
)
def test_rules_that_are_not_known_yet_are_at_least_those_that_are_written(written, rules, assumed):
    known = {"unknown": ("rule",), "around": Neighbours(written=written)}
    assert bill(web_acl, {}, **known)["Rules"] == Decimal(rules)
    assert assumptions(web_acl, {}, **known) == [assumed]


@pytest.mark.parametrize("pricer", [kms_key, secret, web_acl, certificate_authority, hsm])
def test_what_has_no_price_is_not_free(pricer):
    with pytest.raises(Unpriced, match="eu-west-1"):
        bill(pricer, {}, region="eu-west-1")


def test_rules_in_json_are_not_taken_for_none():
    with pytest.raises(Unpriced, match="written as JSON"):
        bill(web_acl, {"rule_json": "[]"})


def test_a_secret_with_replicas_has_no_price():
    with pytest.raises(Unpriced, match="replicas of a secret"):
        bill(secret, {"replica": [{"region": "us-west-2"}]})
