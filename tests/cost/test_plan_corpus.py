"""Plans of several clouds, as every Terraform since 0.12 prints them, through all that reads plans."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from support.old_terraform import FORMATS, MARKS_VALUES, as_printed_by
from tidegate.checks.builtin import Builtin
from tidegate.core.checks.rules import CheckRules
from tidegate.core.known import NOT_ASKED, Unknown
from tidegate.core.plans.digest import DigestInputs, digest, touched_resources
from tidegate.core.plans.feeds import feeding_values
from tidegate.core.plans.read import read
from tidegate.core.plans.secrets import sensitive_values
from tidegate.core.projects.model import Project
from tidegate.cost.catalog.engine import estimate
from tidegate.ports.checks import Subject
from tidegate.ports.cost import CostQuestion

DATA = Path(__file__).parent / "data/plans"
NAMES = ("shop", "google", "azure", "mixed")
SECRETS = {
    "shop": {"correct-horse-battery"},
    "google": {"not-for-anybody"},
    "azure": {"Never-Shown-1!"},
    "mixed": {"helm-secret-value"},
}
EVERY_PLAN = pytest.mark.parametrize(("name", "release"), [(name, release) for name in NAMES for release in FORMATS])


def plan(name, release="1.11.4"):
    return as_printed_by(release, json.loads((DATA / f"{name}.json").read_text()))


def cost(document):
    return estimate(CostQuestion(plan=document))


def subject(document):
    return Subject(
        root=DATA,
        base=None,
        project=Project(dir="."),
        plan=document,
        environment=None,
        rules=CheckRules(),
        programs=None,
    )


@EVERY_PLAN
def test_a_plan_does_and_costs_the_same_whichever_terraform_prints_it(name, release):
    newest, older = plan(name), plan(name, release)
    did = [(each.address, each.action, each.size) for each in read(older).resources]
    assert did == [(each.address, each.action, each.size) for each in read(newest).resources]
    assert read(older).terraform_version == release
    assert cost(older) == cost(newest)


@pytest.mark.parametrize(
    ("name", "release"), [("shop", "0.14.11"), *((name, release) for name in NAMES for release in MARKS_VALUES)]
)
def test_what_a_plan_marks_as_sensitive_is_found_and_hidden(name, release):
    document = plan(name, release)
    assert sensitive_values(document) == SECRETS[name]
    assert not any(secret in repr((read(document), cost(document))) for secret in SECRETS[name])


@EVERY_PLAN
def test_a_plan_has_a_digest_that_follows_its_effect(name, release):
    def made(document):
        inputs = DigestInputs(
            show_json=document,
            code={},
            values=feeding_values(document, touched_resources(document), {}),
            identity=NOT_ASKED,
            lock_file="",
            workspace="default",
            comment_args=(),
            steps=(),
        )
        return digest(b"k" * 32, inputs)

    document = plan(name, release)
    other = plan(name, release)
    touched = next(each for each in other["resource_changes"] if each["change"]["actions"] == ["create"])
    touched["change"]["after"]["name"] = "another"
    assert made(document) == made(plan(name, release)) != made(other)


@EVERY_PLAN
async def test_our_own_rules_look_at_a_plan_of_any_cloud(name, release):
    found = {finding.id for finding in (await Builtin().examine(subject(plan(name, release)))).findings}
    assert ("open_ingress" in found) == (name == "shop")
    assert found <= {"open_ingress", "unencrypted_store"}


def test_a_shop_that_grows_costs_what_the_price_list_says():
    """By hand, in Seoul, 730 hours a month.

    Before: database 0.104 x 730 + 20 x 0.131 = 78.54, address 0.005 x 730 = 3.65, gateway 0.059 x 730 = 43.07, two
    servers of 0.026 x 730 + 30 x 0.0912 = 21.716. After: database 75.92 + 50 x 0.131 = 82.47, address 3.65, no
    gateway, three servers of 0.052 x 730 + 2.736 = 40.696.
    """
    made = cost(plan("shop"))
    assert (made.past, made.future, made.increase) == (Decimal("168.692"), Decimal("208.208"), Decimal("39.516"))


def test_what_the_catalog_does_not_know_is_named_and_never_zero():
    unpriced = {name: [each.address for each in cost(plan(name)).unpriced] for name in NAMES}
    assert unpriced == {
        "shop": [],
        "google": [
            "google_compute_network.main",
            "google_compute_instance.web[0]",
            "google_sql_database_instance.main",
        ],
        "azure": [
            "azurerm_resource_group.main",
            "azurerm_linux_virtual_machine.web",
            "azurerm_managed_disk.old",
            "azurerm_redis_cache.main",
        ],
        "mixed": [
            "kubernetes_deployment_v1.app",
            "helm_release.metrics",
            'datadog_monitor.slow["api"]',
            "github_repository_file.readme",
        ],
    }
    assert all(isinstance(cost(plan(name)).increase, Unknown) for name in NAMES[1:])


def test_what_is_known_beside_it_is_priced_all_the_same():
    """Three cache.r6g.large in Seoul: 3 x 0.246 x 730."""
    assert cost(plan("mixed")).future == Decimal("538.74")
