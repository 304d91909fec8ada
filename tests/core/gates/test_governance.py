from dataclasses import replace

import pytest

from support.decisions import NOON, OLD, POLICY, facts, mark, push, review, statement
from tidegate.core.gates.governance import check
from tidegate.core.known import Unknown

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
    assert str(found.remedy) == "ask @dave to approve, or to take the objection back"


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
