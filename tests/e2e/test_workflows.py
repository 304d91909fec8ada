"""Custom workflows and the server's hooks: what steps hand on, what people see of them, what hooks may write."""

import pytest

from support.house import House, running_house
from support.small_projects import applied, terraform_data
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

REPOS = """
repos:
- id: /.*/
  allow_custom_workflows: true
  allowed_overrides: [workflow]
  pre_workflow_hooks:
  - description: generate
    commands: plan
    run: |
      [ -e hooks ] || exit 0
      sed "s/NAME/$COMMAND_NAME-$PULL_NUM/" hooks > atlantis.yaml
      printf 'value = "made by a hook"' > made.auto.tfvars
      echo "wrote it for $USER_NAME ${WORKSPACE-no workspace}" > $OUTPUT_STATUS_FILE
  - description: refuse
    run: '[ ! -e refused ]'
  - run: '[ ! -e refused ] || echo this is never reached > $OUTPUT_STATUS_FILE'
  post_workflow_hooks:
  - description: tell
    shell: bash
    shellArgs: -e -c
    run: '[[ -n $PULL_URL ]]; echo "$COMMAND_NAME errors=$COMMAND_HAS_ERRORS" > $OUTPUT_STATUS_FILE'
  - description: only for applies
    commands: apply
    run: 'true'
"""

STEPS = """
version: 3
projects:
- dir: app
  workflow: own
workflows:
  own:
    plan:
      steps:
      - env: {name: GREETING, value: hello}
      - env: {name: NUMBER, command: 'echo 7'}
      - multienv: 'echo TF_VAR_value=$GREETING-$NUMBER,OTHER=\\"a, b\\"'
      - run: 'echo seen: $GREETING of $REPO_REL_DIR, not $OTHER'
      - run: {command: 'echo never seen', output: hide}
      - run:
          command: 'echo "user: carol password: swordfish"'
          output:
          - show
          - filter_regex: '(password: )\\w+'
      - run: {command: 'set -o pipefail; echo in $0', shell: bash, shellArgs: -e -c}
      - init
      - plan:
          extra_args: [-lock-timeout=1s]
      - show
      - run: 'grep -c terraform_data $SHOWFILE > /dev/null && echo shown'
    apply:
      steps:
      - run: 'echo before the apply'
      - apply
"""

GENERATED = """
version: 3
projects:
- name: NAME
  dir: .
"""

VALUE = 'variable "value" {}\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "repos.yaml").write_text(REPOS)
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_REPO_CONFIG=str(folder / "repos.yaml")) as made:
        yield made


def status(house: House, number: int, context: str) -> tuple[str, str] | None:
    """State and description of a status of the head; None when it was never set."""
    alice = house.persona("alice")
    found = alice.get(f"/repos/{REPO}/commits/{alice.head(number)}/statuses?per_page=100")
    return next(((each["state"], each["description"]) for each in found if each["context"] == context), None)


def settled(house: House, number: int, context: str) -> tuple[str, str]:
    def ended() -> tuple[str, str] | None:
        found = status(house, number, context)
        return found if found and found[0] != "pending" else None

    return until(f"the status {context} of #{number}", ended)


def variable(state, value: str = "${var.value}") -> str:
    return terraform_data(state, value, more=VALUE)


def test_a_workflow_of_ones_own_hands_on_what_it_finds_and_shows_what_it_says(house, tmp_path):
    files = {"atlantis.yaml": STEPS, "app/main.tf": variable(tmp_path / "state")}
    number = house.change(files, branch="own-workflow")
    comment = house.planned(number)
    assert "seen: hello of app, not " in comment
    assert "Variables added:\nTF_VAR_value\nOTHER\n" in comment
    assert "a, b" not in comment
    assert "user: carol password: <redacted>" in comment
    assert "in bash" in comment
    assert "\nshown\n" in comment
    assert "never seen" not in comment
    assert "swordfish" not in comment
    assert comment.index("seen: hello") < comment.rindex("Plan: 1 to add")
    house.answer("alice", number, "atlantis apply", lambda body: "✅ applied" in body)
    assert applied(tmp_path / "state") == "hello-7"


def test_a_hook_writes_the_configuration_and_files_that_plans_read(house, tmp_path):
    files = {"hooks": GENERATED, "main.tf": variable(tmp_path / "state")}
    number = house.change(files, branch="generated")
    assert f"plan-{number}" in house.planned(number)
    assert settled(house, number, "atlantis/pre_workflow_hook: generate") == (
        "success",
        "wrote it for alice no workspace",
    )
    assert settled(house, number, "atlantis/post_workflow_hook: tell") == ("success", "plan errors=false")
    assert status(house, number, "atlantis/post_workflow_hook: only for applies") is None
    house.answer("alice", number, "atlantis apply", lambda body: "✅ applied" in body)
    assert applied(tmp_path / "state") == "made by a hook"
    assert settled(house, number, "atlantis/post_workflow_hook: only for applies")[0] == "success"
    until("the last hook", lambda: status(house, number, "atlantis/post_workflow_hook: tell")[1].startswith("apply"))
    assert status(house, number, "atlantis/post_workflow_hook: tell") == ("success", "apply errors=false")


def test_a_hook_that_fails_keeps_later_ones_from_running_and_not_the_plan(house, tmp_path):
    files = {"refused": "", "good/main.tf": terraform_data(tmp_path / "state")}
    number = house.change(files, branch="a-failing-hook")
    house.planned(number)
    assert settled(house, number, "atlantis/pre_workflow_hook: refuse") == ("failure", "failed.")
    assert status(house, number, "atlantis/pre_workflow_hook: Pre workflow hook #2") is None


def test_a_hook_after_a_failed_plan_is_told_so(house, tmp_path):
    files = {"bad/main.tf": terraform_data(tmp_path / "state", "${nowhere.at_all}")}
    number = house.change(files, branch="a-failing-plan")
    house.planned(number, state="failure")
    assert settled(house, number, "atlantis/post_workflow_hook: tell") == ("success", "plan errors=true")


def test_a_step_of_a_later_version_is_named(house, tmp_path):
    config = STEPS.replace("- show\n      - run", "- policy_check\n      - run").replace("dir: app", "dir: later")
    files = {"atlantis.yaml": config, "later/main.tf": terraform_data(tmp_path / "state")}
    number = house.change(files, branch="later")
    assert "policy_check steps are not in this version yet" in house.planned(number, state="failure")


def test_a_server_may_let_a_failing_hook_stop_a_plan(tmp_path):
    (tmp_path / "repos.yaml").write_text(REPOS)
    settings = {"TIDEGATE_REPO_CONFIG": str(tmp_path / "repos.yaml"), "TIDEGATE_FAIL_ON_PRE_WORKFLOW_HOOK_ERROR": "1"}
    with running_house(tmp_path, files={"README.md": "infra"}, **settings) as house:
        files = {"refused": "", "main.tf": terraform_data(tmp_path / "state")}
        said = house.planned(house.change(files, branch="stopped"), state="failure")
    assert "A pre-workflow hook failed, so nothing was planned: refuse: it ended with exit code 1." in said
