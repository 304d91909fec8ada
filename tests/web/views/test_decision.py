import json
from dataclasses import replace

from support.web import blocked
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import NoPolicy
from tidegate.store.codec import load
from tidegate.web.views.decision import decision_page


def test_a_decision_is_shown_with_its_rules_and_the_facts_it_can_be_made_from_again():
    page = decision_page(blocked())
    assert page.asked == "Apply for staging"
    assert (page.revision, page.source) == ("r1", "acme/infra@main:tidegate.yaml")
    assert load(Facts, page.facts) == blocked().facts
    assert json.loads(page.facts)["actor"] == "bob"
    assert not page.attempted
    assert decision_page(replace(blocked(), id="order-1.staging")).attempted


def test_without_a_governance_file_there_are_no_rules_to_name():
    page = decision_page(replace(blocked(), policy=NoPolicy()))
    assert page.source == ""
