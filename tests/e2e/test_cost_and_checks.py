"""Every plan is priced and examined: the convention's Redis example, and a security group somebody opened."""

import httpx
import pytest

from support.house import running_house
from support.sample import attached_files
from support.terraform import workspace
from tidegate.sandbox.sample.governance import variables
from tidegate.sandbox.sample.seed import redis_files, write_states

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

PROD = "environments/prod"
OLD = f"{PROD}/old.tf"
OPEN = """
resource "aws_security_group" "{name}" {{
  name_prefix = "shop-prod-{name}-"
  description = "{why}"

  ingress {{
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }}
}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory, reattach):
    """The convention's environments; in production a security group is open already."""
    folder = tmp_path_factory.mktemp("house")
    states = folder / "states"
    write_states(states)
    files = {**attached_files(states, reattach), OLD: OPEN.format(name="old", why="There before")}
    _deploy(folder / "deployed", files, {**variables(states, "prod"), "TF_REATTACH_PROVIDERS": reattach})
    with running_house(folder, files=files) as running:
        yield running


def _deploy(folder, files, environment):
    """What production holds before anybody opens a change."""
    mine = {path.removeprefix(f"{PROD}/"): text for path, text in files.items() if path.startswith(f"{PROD}/")}
    place = workspace(folder, mine, environment)
    place.must("init", "-input=false")
    place.must("workspace", "select", "-or-create", "prod")
    place.plan("-var-file=terraform.tfvars")
    place.apply()


@pytest.fixture(scope="module")
def redis(house):
    """The convention's example, as a pull request into main."""
    number = house.change(redis_files(), branch="feature/infra-add-redis-cluster", author="carol")
    return number, house.planned(number)


def page(house, number: int) -> str:
    return httpx.get(f"{house.server.url}/changes/acme/infra/{number}").text


def test_the_comment_shows_what_a_change_costs_in_each_environment(house, redis):
    _, comment = redis
    for environment, amount in (("dev", "+$18.25"), ("staging", "+$18.25"), ("production", "+$538.74")):
        assert amount in comment, environment
    assert "module.redis.aws_elasticache_replication_group.this" in comment


def test_the_page_shows_what_moves_the_cost_and_how_it_is_made_up(house, redis):
    number, _ = redis
    shown = page(house, number)
    assert "+$538.74" in shown
    assert "cache.r6g.large" in shown


def test_the_status_of_a_plan_says_what_it_costs(house, redis):
    number, _ = redis
    alice = house.persona("alice")
    said = alice.get(f"/repos/acme/infra/commits/{alice.head(number)}/status")["statuses"]
    assert any("+$538.74" in each["description"] for each in said)


def test_more_than_production_may_cost_blocks_with_both_figures(house, redis):
    number, _ = redis
    refused = house.answer(
        "kim-lead", number, "atlantis apply -p prod-environment", lambda body: "cost" in body.lower()
    )
    assert "$538.74" in refused
    assert "$500.00" in refused


def test_the_convention_s_own_infracost_steps_answer_from_the_estimate(redis):
    _, comment = redis
    assert "Total a month" in comment


def test_a_security_group_the_change_opens_blocks_and_one_that_was_open_does_not(house, redis):
    assert house.persona("carol").ask("PATCH", f"/repos/acme/infra/pulls/{redis[0]}", state="closed").is_success
    number = house.change({f"{PROD}/new.tf": OPEN.format(name="new", why="Opened now")}, branch="open", author="carol")
    comment = house.planned(number)
    assert "aws_security_group.new" in comment
    explained = house.answer(
        "kim-lead", number, "atlantis apply -p prod-environment", lambda body: "security_group" in body
    )
    assert "aws_security_group.new" in explained
    assert "aws_security_group.old" not in explained
    shown = page(house, number)
    assert "that were there before" in shown
    assert "aws_security_group.old" in shown
