"""Keys, secrets, certificate authorities and web firewalls."""

from __future__ import annotations

from collections.abc import Iterator

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import hourly, metered, monthly
from tidegate.cost.catalog.resource import Around, Prices, Resource, Unpriced

_MILLION = 1_000_000


def kms_key(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the key. Not counted: requests, rotated key material."""
    yield monthly("Customer managed key", "months", prices.of("kms", "key_month"), 1)
    price = prices.find("kms", "requests_per_10k")
    yield metered(resource, "Requests", "10k requests", price, "monthly_requests", per=10_000)


def secret(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the secret. Not counted: API calls."""
    if resource.blocks("replica"):
        raise Unpriced(say("no price for replicas of a secret in other regions"))
    yield monthly("Secret", "months", prices.of("secrets_manager", "secret_month"), 1)
    price = prices.find("secrets_manager", "requests_per_10k")
    yield metered(resource, "API calls", "10k requests", price, "monthly_requests", per=10_000)


def web_acl(resource: Resource, around: Around, prices: Prices) -> Iterator[Component]:
    """A month of the ACL and of each of its rules. Not counted: requests, rules within groups of one's own, what
    sellers of managed rules ask for.
    """
    if resource.text("rule_json"):
        raise Unpriced(say("its rules are written as JSON, which is not read here"))
    yield monthly("Web ACL", "months", prices.of("waf", "acl_month"), 1)
    rules, assumed = len(resource.blocks("rule")), ""
    if not rules and "rule" in resource.unknown:
        rules = max(around.references(resource, "rule"), 1)
        assumed = f"{rules} rule{'s' if rules > 1 else ''} until AWS says otherwise"
    if rules:
        yield monthly("Rules", "rules", prices.of("waf", "rule_month"), rules, assumed=assumed)
    price = prices.find("waf", "requests_per_1m")
    yield metered(resource, "Requests", "1M requests", price, "monthly_requests", per=_MILLION)


def certificate_authority(resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """A month of a private authority, by its mode. Not counted: certificates."""
    short = resource.text("usage_mode") == "SHORT_LIVED_CERTIFICATE"
    price = prices.of("acm_pca", "short_lived_ca_month" if short else "ca_month")
    yield monthly("Private certificate authority", "months", price, 1)
    issued = prices.find("acm_pca", "short_lived_certificate" if short else "certificate_first_1k")
    yield metered(resource, "Certificates", "requests", issued, "monthly_requests")


def hsm(_resource: Resource, _around: Around, prices: Prices) -> Iterator[Component]:
    """Hours of the module."""
    yield hourly("CloudHSM", prices.of("cloudhsm_hour"))
