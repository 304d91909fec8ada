"""Production as the convention governs it: what it refuses, whom and when, and what it takes to be let in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.governed import GOVERNED, beginning, main_of, root, rules, with_volumes
from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

CONVENTION = "Mon-Thu 09:00-17:00 KST"
ALWAYS = "24/7"
TODAY = datetime.now(UTC).astimezone(ZoneInfo("Asia/Seoul")).date()
MONDAY, TUESDAY, FRIDAY = (TODAY + timedelta(days=(day - TODAY.weekday() - 1) % 7 + 1) for day in (0, 1, 4))
BLOCKED = f'["매월 마지막 금요일", "{TUESDAY}"]'
IN_THREE_DAYS = f"{TODAY + timedelta(days=3):%a} 09:00-17:00"
FEATURE = "feature/infra-add-volume"


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    return tmp_path_factory.mktemp("states")


@pytest.fixture(scope="module")
def house(tmp_path_factory, states, reattach):
    files = {GOVERNED: rules(reattach, ALWAYS), **beginning(states)}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        for branch in ("develop", "staging"):
            cut(running, branch, "main")
        yield running


def cut(house, branch, base):
    """Begin a branch at the head of another."""
    head = house.sandbox.must("bob", "GET", f"/repos/{REPO}/branches/{base}")["commit"]["sha"]
    house.sandbox.must("bob", "POST", f"/repos/{REPO}/git/refs", {"ref": f"refs/heads/{branch}", "sha": head})


def hold(house, text):
    """Let rules hold from now on, as their owner does."""
    house.sandbox.commit("main", {GOVERNED: text}, author="kim-lead")


def say(house, login, number, words, until_it=lambda body: "in progress" not in body):
    return house.answer(login, number, f"atlantis {words}", until_it)


def gates(body):
    """What each gate of an answer's table says: its sign, then the reason."""
    rows = [line.split(" | ") for line in body.replace("\\", "").splitlines() if " | **" in line]
    return {name.strip("*"): f"{sign.strip('| ')} {reason}" for sign, name, reason, *_ in rows}


def explained(house, number, more=""):
    """What the gates would say to the devops lead."""
    return gates(say(house, "kim-lead", number, f"explain prod{more}"))


def project(house, states, name, **more):
    """A senior's pull request into production that has seen no staging: a project of its own."""
    files = {f"environments/prod/{name}/main.tf": terraform_data(states / f"{name}.tfstate"), **more}
    number = house.change(files, branch=name, author="bob")
    house.planned(number)
    return number


@pytest.fixture(scope="module")
def unproven(house, states):
    return project(house, states, "unproven")


def test_a_junior_is_refused_and_told_who_may(house, unproven, states):
    refused = gates(say(house, "alice", unproven, "apply prod"))
    assert "⛔" in refused["permission"]
    assert "may not apply prod: allowed is devops-lead or cto" in refused["permission"]
    assert applied(states / "unproven.tfstate") is None


def test_what_staging_has_not_proven_and_nobody_has_confirmed_is_refused(house, unproven, states):
    body = say(house, "kim-lead", unproven, "apply prod")
    refused = gates(body)
    assert refused["permission"].startswith("✅")
    assert "⛔ 1 thing has not been through staging" in refused["promotion"]
    assert "`terraform_data.it`" in body
    assert "⛔ 4 of 7 items of the checklist are open" in refused["checklist"]
    assert "⛔ 3 of 3 reviews are not confirmed" in refused["reviews"]
    assert applied(states / "unproven.tfstate") is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (MONDAY, "✅ prod is open for deployment until"),
        (FRIDAY, f'⛔ prod may be deployed to "{CONVENTION}"'),
        (TUESDAY, f'⛔ prod is closed by "{TUESDAY}"'),
    ],
    ids=["Monday", "Friday", "blocked"],
)
def test_it_is_open_only_when_the_rules_say_so(house, unproven, reattach, day, said):
    hold(house, rules(reattach, CONVENTION, BLOCKED))
    assert said in explained(house, unproven, f' --at "{day} 10:00 KST"')["window"]


def test_rules_a_change_brings_along_change_nothing_for_it(house, states, reattach):
    hold(house, rules(reattach, ALWAYS))
    loosened = (
        rules(reattach, ALWAYS)
        .replace("allow: [devops-lead, cto]", "allow: [developer]")
        .replace("count: 2", "count: 0")
    )
    number = project(house, states, "loosened", **{GOVERNED: loosened})
    refused = gates(say(house, "bob", number, "apply prod"))
    assert "⛔ This change edits `tidegate.yaml`" in refused["governance"]
    assert "may not apply prod: allowed is devops-lead or cto" in refused["permission"]
    assert "⛔ 0 of 2 approvals" in refused["approvals"]
    assert applied(states / "loosened.tfstate") is None


def test_an_emergency_goes_past_the_window_and_somebody_else_pays_what_it_owes(house, states, reattach):
    hold(house, rules(reattach, IN_THREE_DAYS))
    number = project(house, states, "urgent")
    say(house, "kim-lead", number, "approve prod")
    say(house, "park-cto", number, "approve prod")
    assert "`promotion` is waived by" in say(house, "park-cto", number, 'waive promotion --reason "only here"')
    refused = gates(say(house, "kim-lead", number, "apply prod"))
    assert f'⛔ prod may be deployed to "{IN_THREE_DAYS}"' in refused["window"]
    assert applied(states / "urgent.tfstate") is None
    emergency = 'apply prod --emergency --reason "결제 장애" --incident https://status.example/7'
    say(house, "kim-lead", number, emergency, lambda body: "Apply complete!" in body)
    assert applied(states / "urgent.tfstate") == "one"
    debts = say(house, "kim-lead", number, "status")
    assert all(owed in debts for owed in ("window", "performance", "security", "test_plan"))
    assert "stays open: asked for the emergency" in say(house, "kim-lead", number, "check window")
    assert "is settled" in say(house, "carol", number, "check window")
    assert "is settled" in say(house, "carol", number, "check performance")


def test_a_change_goes_the_whole_road_and_production_lets_it_in_once_nothing_is_missing(house, states, reattach):
    hold(house, rules(reattach, ALWAYS))
    feature = develop_only_plans(house, states, reattach)
    staging = staging_needs_one_approval(house, states, feature)
    number = only_what_was_tested_is_promoted(house, staging)
    two_approvals_are_enough_below_the_limit(house, number)
    the_same_plan_keeps_its_approvals(house, states, number)
    at_the_limit_it_takes_three_a_reason_and_the_cto(house, states, number)
    above_the_limit_it_takes_a_waiver_too(house, states, number)
    the_rest_is_confirmed_and_it_is_applied(house, states, number)


def develop_only_plans(house, states, reattach):
    """The feature merged into develop."""
    cut(house, FEATURE, "develop")
    number = house.change(with_volumes(states), branch=FEATURE, base="develop")
    house.planned(number)
    line = rules(reattach, ALWAYS).splitlines().index("    apply: disabled") + 1
    assert (
        f"⛔ `apply` is disabled for dev (tidegate.yaml:{line})"
        in gates(say(house, "alice", number, "apply dev"))["enabled"]
    )
    assert house.persona("bob").approve(number).is_success
    alice = house.persona("alice")
    until("the merge to be fine", lambda: alice.statuses(alice.head(number)).get("atlantis/merge") == "success")
    house.persona("bob").merge(number, "squash")
    return number


def staging_needs_one_approval(house, states, feature):
    """The promotion to staging, applied and merged."""
    number = promoted(house, feature, "staging")
    say(house, "dave", number, "check test_plan --evidence https://wiki.example/tests")
    assert "⛔ 0 of 1 approval" in gates(say(house, "bob", number, "apply staging"))["approvals"]
    assert "approved, counted" in say(house, "kim-lead", number, "approve staging")
    assert "Apply complete!" in say(house, "bob", number, "apply staging")
    house.persona("bob").merge(number, "merge")
    return number


def only_what_was_tested_is_promoted(house, staging):
    """The promotion to production."""
    refused = say(house, "bob", staging, "promote prod", about_proofs)
    assert "is not tested" in refused
    say(house, "dave", staging, "check staging_tests --evidence https://ci.example/42", lambda body: "Recorded" in body)
    number = promoted(house, staging, "prod")
    assert "✅ Proven in staging by deployment" in explained(house, number)["promotion"]
    return number


def about_proofs(body):
    """The answer to `promote`, and not what is said of the merge just before."""
    return "promotes it" in body or "proven" in body


def promoted(house, number, environment):
    """The pull request bob's command opens, planned."""
    said = say(house, "bob", number, f"promote {environment}", about_proofs)
    assert f"promotes it to {environment}" in said
    base = {"prod": "main"}.get(environment, environment)
    opened = house.persona("bob").get(f"/repos/{REPO}/pulls?state=open&base={base}")
    onward = next(pull["number"] for pull in opened if pull["head"]["ref"] == f"promote/{environment}/1")
    house.planned(onward)
    return onward


def two_approvals_are_enough_below_the_limit(house, number):
    found = explained(house, number)
    assert "✅ This change costs +$499.99 a month; prod allows $500.00 a month" in found["cost_limit"]
    assert "⛔ 0 of 2 approvals" in found["approvals"]
    approved(house, number, "kim-lead", "park-cto")
    assert explained(house, number)["approvals"].startswith("✅")


def the_same_plan_keeps_its_approvals(house, states, number):
    push(house, number, root(states, "prod", 49999, note="# A remark, and no more.\n"))
    assert explained(house, number)["approvals"].startswith("✅")


def at_the_limit_it_takes_three_a_reason_and_the_cto(house, states, number):
    push(house, number, root(states, "prod", 50000))
    found = explained(house, number)
    assert "✅ This change costs +$500.00 a month" in found["cost_limit"]
    assert "⛔ 0 of 3 approvals" in found["approvals"], "another plan voids the approvals"
    approved(house, number, "carol", "dave", "kim-lead")
    describe(house, number, "## Business justification\nTraffic doubles in December.\n")
    found = explained(house, number)
    assert "⛔ 3 of 3 approvals" in found["approvals"]
    assert "none as cto" in found["approvals"]
    assert "no business reason" not in found["approvals"]
    approved(house, number, "park-cto")
    assert explained(house, number)["approvals"].startswith("✅")
    describe(house, number, "")
    assert "no business reason is given" in explained(house, number)["approvals"]


def above_the_limit_it_takes_a_waiver_too(house, states, number):
    push(house, number, root(states, "prod", 60000))
    found = explained(house, number)
    assert "⛔ This change costs +$600.00 a month; prod allows $500.00 a month" in found["cost_limit"]
    assert "none as devops-lead or cto; no business reason is given" in found["approvals"]
    waive = 'waive cost_limit --reason "Black Friday"'
    assert "does not count: holds none of cto" in say(house, "carol", number, waive)
    assert "the business reason is missing" in say(house, "park-cto", number, waive)
    justify = 'justify "Traffic doubles in December"'
    assert "prod: @alice's reason does not count: holds none of senior" in plain(say(house, "alice", number, justify))
    say(house, "bob", number, justify)
    approved(house, number, "carol", "kim-lead", "park-cto")
    found = explained(house, number)
    assert "waived by @park-cto: Black Friday" in plain(found["cost_limit"])
    assert found["approvals"].startswith("✅")


def the_rest_is_confirmed_and_it_is_applied(house, states, number):
    found = gates(say(house, "kim-lead", number, "apply prod"))
    assert [name for name, said in found.items() if said.startswith("⛔")] == ["checklist", "reviews"]
    for item in ("performance", "security", "test_plan --evidence https://wiki.example/tests"):
        say(house, "dave", number, f"check {item}")
    assert explained(house, number)["checklist"].startswith("✅")
    for kind in ("technical", "business", "operational"):
        say(house, "dave", number, f"review {kind} prod")
    assert "may not apply prod" in say(house, "alice", number, "apply prod")
    assert "Apply complete!" in say(house, "kim-lead", number, "apply prod")
    assert '"size": 60000' in (states / "prod.tfstate").read_text()


def approved(house, number, *logins):
    for login in logins:
        assert "approved, counted" in say(house, login, number, "approve prod")


def push(house, number, text):
    """The promoter edits production's root; it is planned again."""
    house.sandbox.commit("promote/prod/1", {main_of("prod"): text}, author="bob")
    house.planned(number)


def describe(house, number, body):
    assert house.persona("kim-lead").ask("PATCH", f"/repos/{REPO}/pulls/{number}", body=body).is_success


def plain(text):
    """Without what keeps the forge from taking words for mentions."""
    return text.replace("\u200d", "")
