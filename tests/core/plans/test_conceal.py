from support.costs import estimate, finding, fixed, found
from tidegate.core.costs.model import ResourceCost
from tidegate.core.plans.conceal import conceal
from tidegate.core.plans.differences import SENSITIVE


def test_a_secret_is_in_no_text_of_an_estimate():
    one = ResourceCost(
        address="a.b", type="a", action="create", after=(fixed("3", "Node (cache.secret)"),), notes=("secret",)
    )
    hidden = conceal(estimate(one), {"secret"})
    assert "secret" not in repr(hidden)
    assert hidden.resources[0].future == one.future
    assert hidden.resources[0].after[0].name == f"Node (cache.{SENSITIVE})"


def test_a_secret_is_in_no_text_of_a_finding_and_words_of_a_closed_set_stay():
    results = (found("builtin", finding(message="Open to 10.1.2.3/32.", severity="HIGH")),)
    (hidden,) = conceal(results, {"10.1.2.3/32", "HIGH", "found"})
    assert hidden.findings[0].message == f"Open to {SENSITIVE}."
    assert (hidden.state, hidden.findings[0].severity) == ("found", "HIGH")


def test_of_a_secret_within_another_the_longer_one_is_hidden_whole():
    (shown,) = conceal((finding(message="key-long-tail"),), {"key-long", "key-long-tail"})
    assert shown.message == SENSITIVE


def test_without_secrets_nothing_is_copied():
    value = estimate()
    assert conceal(value, frozenset()) is value
