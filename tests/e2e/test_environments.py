"""With a tidegate.yaml on the trusted branch its rules hold, and nobody's change loosens its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

SEOUL = ZoneInfo("Asia/Seoul")
OPENING = datetime.now(UTC).astimezone(SEOUL) + timedelta(days=3)
SECRET = "a-declared-value"
BRANCHES = ("open", "shut", "watched", "proven")

GOVERNANCE = f"""
version: 1
timezone: Asia/Seoul
governance: {{owners: [cto]}}
people:
  cto:       {{github: [park-cto]}}
  developer: {{github: ["@acme/developers"]}}
  senior:    {{github: ["@acme/senior-developers"], includes: [developer]}}
  devops:    {{github: ["@acme/devops"], includes: [developer]}}
environments:
  open:
    branch: open
    plan: {{allow: [developer]}}
    apply: {{allow: [senior]}}
    credentials:
      plan: {{env: {{TF_VAR_declared: {SECRET}}}}}
  shut:
    branch: shut
    apply: {{allow: [senior]}}
  watched:
    branch: watched
    apply: {{allow: [senior]}}
  proven:
    branch: proven
    apply: {{allow: [senior], approvals: {{count: 1}}}}
  prod:
    aliases: [production]
    branch: main
    plan: {{allow: [senior]}}
    apply: {{allow: [devops]}}
deployment_windows:
  shut:
    allowed: "{OPENING:%a} 09:00-17:00"
    restrictions: ["RRULE:FREQ=DAILY;UNTIL=20250101"]   # over, which a calendar has to say
"""
JOINER = "\u200d"  # Keeps GitHub from taking words for mentions.

WORKFLOWS = """
version: 3
workflows:
  again:
    plan:
      steps: [init, plan]
    apply:
      steps: [init, plan, apply]
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"tidegate.yaml": GOVERNANCE, "atlantis.yaml": WORKFLOWS, "README.md": "infra"}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        for branch in BRANCHES:
            running.sandbox.commit(branch, {"README.md": "infra"}, author="kim-lead")
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def change(house, environment: str, main: str, *, branch: str, author: str = "alice", **more: str) -> int:
    """Open a pull request into an environment's branch with a project of its own in the environment's directory."""
    files = {f"environments/{environment}/{branch}/main.tf": main} | more
    return house.change(files, branch=branch, base=environment if environment in BRANCHES else "main", author=author)


def accept(house, number: int) -> None:
    """An owner of the rules accepts where the plan acts; their consent counts for nothing else here."""
    assert "Recorded" in house.answer("park-cto", number, "atlantis approve")


def apply(house, login: str, number: int, words: str = "atlantis apply") -> str:
    return house.answer(login, number, words, lambda body: "in progress" not in body)


def place(environment: str, key: str) -> str:
    """Where an environment's key stands."""
    lines = GOVERNANCE.splitlines()
    below = lines.index(f"  {environment}:")
    return f"tidegate.yaml:{next(n for n, text in enumerate(lines, 1) if n > below and text.startswith(f'    {key}:'))}"


def test_somebody_without_the_role_is_refused_and_told_who_may(house, state):
    number = change(house, "open", terraform_data(state), branch="permission")
    assert "| open |" in house.planned(number)
    refusal = apply(house, "alice", number)
    assert "Apply refused for open" in refusal
    assert "may not apply open: allowed is senior" in refusal
    assert f"`{place('open', 'apply')}`" in refusal
    assert applied(state) is None
    assert "accepted where" in apply(house, "bob", number)
    accept(house, number)
    assert "Apply complete!" in apply(house, "bob", number, "atlantis apply open")
    assert applied(state) == "one"


def test_what_is_looked_after_since_a_deployment_is_ticked_on_the_pull_request(house, state):
    number = change(house, "open", terraform_data(state), branch="looked-after")
    house.planned(number)
    accept(house, number)
    assert "cannot be checked" in house.answer("bob", number, "atlantis check documentation open")
    apply(house, "bob", number, "atlantis apply open")
    told = until("the list", lambda: [body for body in house.said(number) if "0 of 5 done" in body])[-1]
    assert "After the deployment to open" in told
    assert "these are left" in house.answer("bob", number, "atlantis check documentation open")
    assert any("1 of 5 done" in body for body in house.said(number))


def test_outside_its_window_an_environment_is_not_applied_and_its_next_opening_is_told(house, state):
    number = change(house, "shut", terraform_data(state), branch="window")
    house.planned(number)
    refusal = apply(house, "bob", number)
    assert f"{OPENING:%a} 09:00-17:00" in refusal
    opening = f"{OPENING:%a %Y-%m-%d} 09:00 KST"
    assert f"apply after it opens: {opening}" in refusal
    assert applied(state) is None
    told = house.answer("bob", number, "atlantis apply shut --at next-window")
    assert f"will be planned again and applied at {opening}" in told


@pytest.mark.parametrize(
    ("what", "project"),
    [
        ("name", "{name: prod-cache, dir: DIR}"),
        ("workspace", "{dir: DIR, workspace: production}"),
    ],
)
def test_a_project_that_calls_itself_another_environment_is_blocked(house, state, what, project):
    branch = f"claim-{what}"
    directory = f"environments/open/{branch}"
    config = f"version: 3\nprojects:\n- {project.replace('DIR', directory)}\n"
    number = house.change(
        {f"{directory}/main.tf": terraform_data(state), "atlantis.yaml": config}, branch=branch, base="open"
    )
    told = house.answer("bob", number, "atlantis apply")
    assert f"The directory `{directory}` belongs to open, but the {what} " in told
    assert "says prod" in told
    assert "atlantis.yaml:3" in told
    assert applied(state) is None


def test_a_plan_waits_for_somebody_who_may_make_it(house, state):
    number = change(house, "prod", terraform_data(state), branch="waiting")
    told = until("the plan to wait", lambda: [body for body in house.said(number) if "waiting" in body])[-1]
    assert "may not plan prod: allowed is senior" in told
    assert "`atlantis plan prod`" in told
    house.wait_for_status(number, "atlantis/plan", "pending")
    assert "terraform_data.it" in apply(house, "bob", number, "atlantis plan production")
    house.wait_for_status(number, "atlantis/plan", "success")
    accept(house, number)
    assert "Apply complete!" in apply(house, "dave", number, "atlantis apply prod")
    assert applied(state) == "one"


def test_rules_a_change_brings_itself_change_nothing(house, state):
    loosened = GOVERNANCE.replace("apply: {allow: [senior]}", "apply: {allow: [developer]}")
    number = change(house, "open", terraform_data(state), branch="loosened", **{"tidegate.yaml": loosened})
    house.planned(number)
    assert "may not apply open: allowed is senior" in apply(house, "alice", number)
    removed = change(house, "shut", terraform_data(state), branch="removed")
    house.sandbox.commit("removed", {"tidegate.yaml": None})
    house.planned(removed)
    assert "apply after it opens" in apply(house, "bob", removed)
    assert applied(state) is None


def test_workflows_a_change_brings_itself_change_nothing(house, state, tmp_path):
    directory = "environments/open/own-steps"
    config = f"""
version: 3
projects:
- {{dir: {directory}, workflow: again}}
workflows:
  again:
    plan:
      steps:
      - run: touch {tmp_path / "owned"}
      - init
      - plan
"""
    files = {f"{directory}/main.tf": terraform_data(state), "atlantis.yaml": config}
    number = house.change(files, branch="own-steps", base="open")
    assert "terraform_data.it" in house.planned(number)
    assert not (tmp_path / "owned").exists()


def test_what_no_environment_holds_is_only_planned(house, state):
    number = house.change({"elsewhere/main.tf": terraform_data(state)}, branch="homeless")
    body = house.planned(number)
    assert "speculative" in body
    because = "No environment of acme/infra@main:tidegate.yaml holds the directory `elsewhere`"
    assert because in body.replace(JOINER, "")
    assert "belongs to no environment" in apply(house, "dave", number, "atlantis apply -d elsewhere")
    assert applied(state) is None


def test_another_environments_project_is_only_looked_at_and_the_way_there_is_told(house, tmp_path):
    home, away = tmp_path / "home", tmp_path / "away"
    number = change(
        house,
        "open",
        terraform_data(home),
        branch="two-environments",
        **{"environments/watched/two-environments/main.tf": terraform_data(away)},
    )
    body = house.planned(number)
    assert "Plan only here: watched is applied from changes into `watched`" in body
    assert "into `watched`" in apply(house, "bob", number, "atlantis apply watched")
    accept(house, number)
    apply(house, "bob", number)
    assert applied(home) == "one"
    assert applied(away) is None
    house.wait_for_status(number, "atlantis/apply", "success")


def test_declared_values_reach_the_plan_and_no_comment_or_log(house, state):
    main = terraform_data(state, "${var.declared}", more='variable "declared" {\n  type = string\n}\n')
    number = change(house, "open", main, branch="declared-values")
    body = house.planned(number)
    assert SECRET not in body
    assert "(hidden)" in body
    accept(house, number)
    apply(house, "bob", number)
    assert applied(state) == SECRET
    logs = [path.read_text() for path in (house.server.folder / "data" / "runs").rglob("log")]
    assert not any(SECRET in log for log in logs)
    assert SECRET not in house.server.log()


def planned_again(house, branch: str, state, outside) -> int:
    """A change whose workflow plans once more before it applies, by what a file outside holds then."""
    directory = f"environments/open/{branch}"
    config = WORKFLOWS + f"projects:\n- {{dir: {directory}, workflow: again}}\n"
    files = {f"{directory}/main.tf": terraform_data(state, f'${{file("{outside}")}}'), "atlantis.yaml": config}
    number = house.change(files, branch=branch, base="open")
    house.planned(number)
    accept(house, number)
    return number


def test_a_plan_made_just_before_applying_that_differs_applies_nothing(house, state, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("reviewed")
    number = planned_again(house, "drifting", state, outside)
    outside.write_text("not reviewed")
    body = apply(house, "bob", number)
    assert "plan changed" in body
    assert "differs from the reviewed one" in body
    assert applied(state) is None
    house.wait_for_status(number, "atlantis/apply", "failure")


def test_a_plan_made_just_before_applying_that_is_the_same_is_applied(house, state, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("reviewed")
    assert "Apply complete!" in apply(house, "bob", planned_again(house, "steady", state, outside))
    assert applied(state) == "reviewed"


def test_an_approval_is_of_the_plan_that_was_shown(house, state):
    number = change(house, "proven", terraform_data(state), branch="approval")
    house.planned(number)
    assert "approvals" in apply(house, "bob", number)
    assert house.persona("carol").approve(number).is_success
    house.sandbox.commit("approval", {"environments/proven/approval/main.tf": terraform_data(state, "two")})
    house.planned(number)
    assert "approvals" in apply(house, "bob", number)
    assert applied(state) is None
    assert house.persona("carol").approve(number).is_success
    accept(house, number)
    assert "Apply complete!" in apply(house, "bob", number)
    assert applied(state) == "two"
