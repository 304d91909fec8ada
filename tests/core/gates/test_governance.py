from dataclasses import replace

import pytest

from support.decisions import NOON, OLD, POLICY, facts, into, mark, policy_with, push, review, statement
from tidegate.core.gates.decide import decide
from tidegate.core.gates.governance import check
from tidegate.core.gates.policy import BrokenPolicy, Environment, NoPolicy
from tidegate.core.known import NOT_ASKED, Unknown
from tidegate.core.marks import Problem

POLICY = replace(POLICY, owners=("devops",), marks={**POLICY.marks, "governance.owners": mark(4)})
EDITED = {"governed_files": ("tidegate.yaml", "policies/tags.rego")}


def answer(**changed):
    return check("apply", facts(**changed), POLICY, NOON)


def test_a_change_of_other_files_needs_no_owner():
    assert answer(reviews=()).verdict == "pass"


def test_an_edit_of_the_rules_is_approved_by_an_owner():
    found = answer(**EDITED, reviews=(review("dave"),))
    assert (found.verdict, found.rule) == ("pass", mark(4))
    assert str(found.reason) == (
        "@dave approved the edit of `tidegate.yaml` and `policies/tags.rego` (tidegate.yaml:4)."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"reviews": ()},
        {"reviews": (review("bob"),)},
        {"reviews": (review("dave", commit=OLD),)},
        {"reviews": (review("dave"),), "head_pushes": (push("alice"), push("dave"))},
        {"reviews": (review("dave", "changes_requested"),)},
        {"reviews": (review("dave"),), "head_pushes": (push(None),)},
    ],
)
def test_without_an_owner_who_had_no_part_in_it_it_blocks(changed):
    found = answer(**EDITED, **changed)
    assert found.verdict == "block"
    assert found.remedy


def test_the_answer_names_the_files_and_who_can_approve():
    found = answer(**EDITED, reviews=())
    assert str(found.reason) == (
        "This change edits `tidegate.yaml` and `policies/tags.rego`, which decides what is allowed (tidegate.yaml:4)."
    )
    assert str(found.remedy) == "ask somebody in devops to review the current head and approve it"


def test_an_owners_objection_stands_whoever_else_approved():
    found = answer(**EDITED, reviews=(review("dave", "changes_requested"), review("bob")))
    assert str(found.remedy) == "ask @dave to approve, or to take it back with `atlantis revoke`"


def test_an_approval_said_through_tidegate_counts_for_the_head_it_was_said_at():
    said = statement("dave", "approve")
    assert answer(**EDITED, reviews=(), statements=(said,)).verdict == "pass"
    assert answer(**EDITED, reviews=(), statements=(replace(said, head_sha=OLD),)).verdict == "block"


def test_many_files_are_counted():
    files = tuple(f"policies/{n}.rego" for n in range(8))
    assert "`policies/4.rego` and 3 more" in str(answer(governed_files=files, reviews=()).reason)


def test_not_knowing_which_files_are_edited_blocks():
    found = answer(governed_files=Unknown(unknown_because="GitHub answered 502"))
    assert (found.verdict, str(found.reason)) == (
        "block",
        "Whether this change edits the rules is not known: GitHub answered 502.",
    )


def in_production(policy=POLICY, **changed):
    marked = replace(policy, marks={**policy.marks, "environments.prod": mark(30)})
    return check("apply", facts(environment="prod", change=into("main"), **changed), marked, NOON)


def test_production_takes_nothing_while_the_branch_of_the_rules_is_open_to_everybody():
    found = in_production(open_rules="main")
    assert (found.verdict, found.rule) == ("block", mark(30))
    assert str(found.reason) == (
        "The rules are read from `main`, which is not protected: whoever can push there can loosen them, so production "
        "takes nothing (tidegate.yaml:30)."
    )
    assert "protect `main`" in str(found.remedy)
    assert "TIDEGATE_GOVERNANCE_FILE" in str(found.remedy)


def test_production_takes_what_the_other_gates_let_through_where_the_branch_is_protected():
    assert in_production(open_rules="").verdict == "pass"


@pytest.mark.parametrize("unknown", [NOT_ASKED, Unknown(unknown_because="GitHub answered 502")])
def test_not_knowing_whether_the_branch_is_protected_keeps_production_closed(unknown):
    found = in_production(open_rules=unknown)
    assert (found.verdict, str(found.reason)) == (
        "block",
        f"Whether just anybody can change the rules is not known: {unknown.unknown_because}.",
    )


@pytest.mark.parametrize("branch", ["main", NOT_ASKED])
def test_an_environment_others_are_promoted_from_stays_open(branch):
    assert answer(open_rules=branch).verdict == "pass"


def test_an_environment_nothing_is_promoted_from_is_closed_whatever_it_is_called():
    lone = policy_with(Environment(name="edge", branches=("edge",)))
    found = check("apply", facts(environment="edge", change=into("edge"), open_rules="main"), lone, NOON)
    assert found.verdict == "block"


def test_an_edit_of_the_rules_is_told_beside_the_open_branch():
    found = in_production(open_rules="main", **EDITED, reviews=(review("bob"),))
    assert found.verdict == "block"
    assert "not protected" in str(found.reason)
    edit, judged = map(str, found.details)
    assert edit.startswith("This change edits `tidegate.yaml`")
    assert judged.startswith("@bob approved, not counted")


def test_an_owners_approval_does_not_open_production_to_rules_anybody_can_change():
    approved = (review("dave"),)
    assert in_production(**EDITED, reviews=approved, open_rules="").verdict == "pass"
    assert in_production(**EDITED, reviews=approved, open_rules="main").verdict == "block"


def of_the_rules(policy=POLICY, **changed):
    """What is decided of a change that edits the rules, into the branch they are read from."""
    given = {"environment": None, "projects": (), "change": into("main"), "open_rules": NOT_ASKED, **EDITED, **changed}
    return decide("rules", facts(**given), policy, NOON)


def test_a_change_of_the_rules_asks_their_owners_alone():
    made = of_the_rules(reviews=())
    assert ([one.gate for one in made.answers], made.allowed, made.environment) == (["governance"], False, None)
    assert str(made.missing[0].remedy) == "ask somebody in devops to review the current head and approve it"


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({"reviews": (review("dave"),)}, True),
        ({"reviews": (), "statements": (statement("dave", "approve"),)}, True),
        ({"reviews": (review("bob"),)}, False),
        ({"reviews": (review("dave", commit=OLD),)}, False),
        ({"reviews": (review("dave"),), "head_pushes": (push("alice"), push("dave"))}, False),
        ({"reviews": (review("dave"),), "change": replace(into("main"), author="dave")}, False),
        ({"reviews": (review("dave"), review("dave", "changes_requested", at=11))}, False),
        ({"reviews": (review("dave"),), "governed_files": Unknown(unknown_because="git is away")}, False),
        ({"reviews": (), "governed_files": ()}, True),
    ],
)
def test_it_passes_once_an_owner_who_had_no_part_in_it_approved_its_head(changed, allowed):
    assert of_the_rules(**changed).allowed is allowed


def test_owners_are_those_of_the_base_branch_where_the_file_names_none():
    nameless = replace(POLICY, owners=())
    assert "devops" in str(of_the_rules(nameless, reviews=()).missing[0].remedy)
    assert of_the_rules(nameless, reviews=(review("dave"),)).allowed


def test_where_nobody_can_be_an_owner_it_says_who_can_name_one():
    empty = replace(POLICY, owners=(), environments={})
    found = of_the_rules(empty, reviews=(review("dave"),))
    assert not found.allowed
    assert "name roles in `governance.owners`" in str(found.missing[0].remedy)


def test_rules_that_cannot_be_used_name_nobody_who_could_approve():
    problem = Problem(mark=mark(3), path="", text="", message="It is broken.")
    found = of_the_rules(BrokenPolicy(source="main:tidegate.yaml", problems=(problem,)), reviews=(review("dave"),))
    assert not found.allowed
    assert str(found.missing[0].reason) == (
        "The governance file main:tidegate.yaml cannot be used, so nobody is known to answer for the rules."
    )


def test_without_rules_there_is_nothing_to_ask():
    assert of_the_rules(NoPolicy(), reviews=()).answers == ()
