"""Which advice goes with which of Terraform's errors."""

import pytest

from tidegate.core.notices.troubles import advice


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("Error: Unsupported argument\n\n  on main.tf line 3", "terraform fmt -recursive"),
        ("Error: Reference to undeclared resource", "terraform validate"),
        ("Error: Unable to find remote state", "terraform state list"),
        (
            (
                "Error: Unsupported attribute\n  data.terraform_remote_state.networking.outputs is object with no attributes\n"
                'This object does not have an attribute named "vpc_id".'
            ),
            "terraform state list",
        ),
        ("Error: Error acquiring the state lock", "holds the state's lock"),
    ],
)
def test_a_common_failure_gets_the_conventions_advice(error, words):
    assert words in str(advice(error)[0])


def test_an_unknown_failure_gets_none():
    assert advice("Error: creating Security Group: UnauthorizedOperation") == ()
