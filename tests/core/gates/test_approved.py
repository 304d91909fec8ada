import pytest

from support.decisions import NOON, facts, project, review
from tidegate.core.gates.approved import check
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import Unknown
from tidegate.core.marks import Mark

ASKING = (project(requirements=("approved",), requirements_at=Mark(file="atlantis.yaml", line=50)),)


@pytest.mark.parametrize(
    ("reviews", "verdict"),
    [
        ((), "block"),
        ((review("stranger"),), "pass"),
        ((review("alice"),), "block"),
        ((review("Alice"),), "block"),
        ((review("bob", "commented"),), "block"),
        ((review("bob", at=1), review("bob", "commented", at=2)), "pass"),
        ((review("bob", at=1), review("bob", "changes_requested", at=2)), "block"),
        ((review("bob", at=1), review("bob", "dismissed", at=2)), "block"),
        ((review("bob", "changes_requested", at=1), review("carol", at=2)), "pass"),
    ],
)
def test_somebody_other_than_the_author_approves(reviews, verdict):
    assert check("apply", facts(projects=ASKING, reviews=reviews), NoPolicy(), NOON).verdict == verdict


def test_the_refusal_is_atlantis_with_the_place_of_the_rule():
    answer = check("apply", facts(projects=ASKING, reviews=()), NoPolicy(), NOON)
    assert str(answer.reason).startswith("Pull request must be approved ")
    assert str(answer.reason).endswith(" before running apply (atlantis.yaml:50).")


def test_unknown_reviews_do_not_pass():
    answer = check("apply", facts(reviews=Unknown(unknown_because="GitHub answered 502")), NoPolicy(), NOON)
    assert answer.verdict == "block"
    assert "GitHub answered 502" in str(answer.reason)
