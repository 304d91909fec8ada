from dataclasses import replace

import pytest

from support.decisions import NOON, POLICY, facts, into, review
from tidegate.core.gates.decide import decide
from tidegate.core.known import Unknown
from tidegate.core.notices.rules_status import rules_state, rules_words

OWNED = replace(POLICY, owners=("devops",))


def decided(*reviews, files=("tidegate.yaml",)):
    given = facts(environment=None, projects=(), change=into("main"), governed_files=files, reviews=reviews)
    return decide("rules", given, OWNED, NOON)


@pytest.mark.parametrize(
    ("made", "state", "words"),
    [
        (decided(), "pending", "Ask somebody in devops to review the current head and approve it"),
        (decided(review("bob")), "pending", "Ask somebody in devops to review the current head and approve it"),
        (
            decided(review("dave", "changes_requested")),
            "pending",
            "Ask @dave to approve, or to take it back with `atlantis revoke`",
        ),
        (
            decided(files=Unknown(unknown_because="git is away")),
            "pending",
            "Whether this change edits the rules is not known: git is away.",
        ),
        (decided(review("dave")), "success", "@dave approved the edit of `tidegate.yaml`."),
        (decided(files=()), "success", "This change leaves the rules alone."),
    ],
)
def test_it_says_who_has_to_approve_and_who_did(made, state, words):
    assert (rules_state(made), str(rules_words(made))) == (state, words)
