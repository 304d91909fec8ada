"""A branch that is only planned: what is merged there and not deployed is no later change's own."""

import pytest

from support.governed import GOVERNED, beginning, rules
from support.house import running_house
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

LIMITS = "max_cost_increase_per_pr: {"
VOLUME = """
resource "aws_ebs_volume" "{name}" {{
  availability_zone = "ap-northeast-2a"
  encrypted         = true
  size              = {size}
  type              = "gp2"
}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory, reattach):
    """A gigabyte costs a cent a month, and a change may cost $50 in dev."""
    governance = rules(reattach, "24/7").replace(LIMITS, f"{LIMITS}dev: 50, ")
    files = {GOVERNED: governance, **beginning(tmp_path_factory.mktemp("states"))}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        cut(running, "develop", "main")
        yield running


def cut(house, branch, base):
    head = house.sandbox.must("bob", "GET", f"/repos/{REPO}/branches/{base}")["commit"]["sha"]
    house.sandbox.must("bob", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{branch}", "sha": head})


def volumes(house, name, **sizes):
    """A pull request into develop that adds volumes in dev, and the comment with its plan."""
    cut(house, name, "develop")
    text = "".join(VOLUME.format(name=each, size=size) for each, size in sizes.items())
    number = house.change({f"environments/dev/{name}.tf": text}, branch=name, base="develop")
    return number, house.planned(number).replace("\\", "")


def merge_status(house, number):
    alice = house.persona("alice")
    found = alice.get(f"/repos/{REPO}/commits/{alice.head(number)}/status")["statuses"]
    return next((each["description"] for each in found if each["context"] == "atlantis/merge"), "")


def merged(house, number):
    assert house.persona("bob").approve(number).is_success
    until("the merge to be fine", lambda: "Ready" in merge_status(house, number))
    house.persona("bob").merge(number, "squash")


def test_changes_into_develop_are_held_to_their_own_cost_one_after_the_other(house):
    first, comment = volumes(house, "first", one=3000)
    assert "+$30.00 a month" in comment
    assert "Merged, not yet deployed" not in comment
    merged(house, first)

    second, comment = volumes(house, "second", two=3000)
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in comment
    assert "+$30.00 a month** ($30.00 → $60.00)" in comment
    assert "Merged, not yet deployed: 1 resource, +$30.00 a month" in comment
    merged(house, second)

    third, comment = volumes(house, "third", three=3000, four=3000)
    assert "+$60.00 a month" in comment
    assert "Merged, not yet deployed: 2 resources, +$60.00 a month" in comment
    until("the limit to hold", lambda: "cost_limit" in merge_status(house, third))
