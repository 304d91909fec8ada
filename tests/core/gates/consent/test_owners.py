from dataclasses import replace

from support.decisions import DIGEST, HEAD, OLD, POLICY, facts, plan, posting, project, push, review, staging
from tidegate.core.gates.consent.owners import owners_of, owners_on_the_head, owners_on_the_plans
from tidegate.core.gates.rules import governed
from tidegate.core.known import Unknown

OWNED = replace(POLICY, owners=("devops",))


def counted(found):
    return [one.login for one in found if one.counts]


def rules(policy=OWNED):
    return governed(facts(), policy)


def test_owners_are_those_the_rules_name_else_those_who_approve():
    assert owners_of(rules()) == ("devops",)
    assert owners_of(rules(POLICY)) == ("senior", "devops")


def test_an_owners_approval_of_the_head_counts_and_nobody_elses():
    given = facts(reviews=(review("dave"), review("bob")))
    assert counted(owners_on_the_head(given, rules())) == ["dave"]
    assert counted(owners_on_the_head(facts(reviews=(review("dave", commit=OLD),)), rules())) == []


def test_an_owners_consent_is_to_exactly_these_plans():
    assert counted(owners_on_the_plans(facts(reviews=(review("dave"),)), rules())) == ["dave"]
    lenient = replace(
        staging(apply=replace(POLICY.environments["staging"].apply, sticky="within_ceiling")), owners=("devops",)
    )
    grown = facts(
        reviews=(review("dave"),),
        projects=(project(plan=plan(digest="digest-2")),),
        postings=(posting(digest=DIGEST, commit=HEAD, beyond=""),),
    )
    assert counted(owners_on_the_plans(grown, rules(lenient))) == []


def test_nobody_owns_anything_while_a_maker_of_the_change_is_unknown():
    assert isinstance(owners_on_the_head(facts(head_pushes=(push(None),)), rules()), Unknown)
