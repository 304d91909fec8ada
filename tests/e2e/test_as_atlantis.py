"""Without a tidegate.yaml the server behaves as Atlantis: projects, plans, applies, locks, workflows, requirements."""

import json
import re

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

HIDDEN = "hunter2-and-a-tail"
ZIP = b"PK"  # What a plan file of terraform begins with.


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    rules = {"repos": [{"id": "/.*/", "allowed_overrides": ["apply_requirements", "workflow"]}]}
    folder = tmp_path_factory.mktemp("house")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_REPO_CONFIG_JSON=json.dumps(rules)) as running:
        yield running


@pytest.fixture(scope="module")
def trusting(tmp_path_factory):
    """A server whose operator lets repositories bring workflows of their own."""
    folder = tmp_path_factory.mktemp("trusting")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as running:
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def status(house, number: int, context: str) -> str | None:
    alice = house.persona("alice")
    return alice.statuses(alice.head(number)).get(context)


def wait_for_status(house, number: int, context: str, wanted: str) -> None:
    until(f"{context} of #{number} to be {wanted}", lambda: status(house, number, context) == wanted)


def apply(house, number: int, words: str = "atlantis apply", *, login: str = "alice") -> str:
    return house.answer(login, number, words, lambda body: "in progress" not in body)


def close(house, number: int) -> None:
    answer = house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed")
    assert answer.is_success, answer.text


# Projects


def test_a_directory_nobody_declared_is_found_planned_and_applied(house, state):
    number = house.change({"found/main.tf": terraform_data(state)}, branch="found")
    body = house.planned(number)
    assert body.startswith("Ran Plan for dir: `found` workspace: `default`")
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in body
    assert "atlantis apply -d found" in body
    assert applied(state) is None
    assert "Apply complete!" in apply(house, number, "atlantis apply -d found")
    assert applied(state) == "one"
    wait_for_status(house, number, "atlantis/apply", "success")
    assert status(house, number, "atlantis/apply: found/default") == "success"


def test_declared_projects_are_planned_when_what_they_watch_was_modified(house, tmp_path):
    config = """
version: 3
projects:
- name: watcher
  dir: watcher
  autoplan:
    when_modified: ["*.tf", "../shared-values/*.txt"]
- name: bystander
  dir: bystander
- name: by-hand
  dir: by-hand
  autoplan:
    enabled: false
"""
    files = {
        "atlantis.yaml": config,
        "shared-values/size.txt": "1",
        "by-hand/main.tf": terraform_data(tmp_path / "by-hand"),
    }
    number = house.change(files, branch="declared")
    house.sandbox.commit("declared", {"watcher/main.tf": terraform_data(tmp_path / "watcher")})
    body = house.planned(number)
    assert "project: `watcher`" in body
    assert "bystander" not in body
    assert "by-hand" not in body
    assert "project: `by-hand`" in apply(house, number, "atlantis plan -p by-hand")


def test_one_project_is_planned_by_directory_or_by_name(house, tmp_path):
    config = "version: 3\nprojects:\n- {name: left, dir: left}\n- {name: right, dir: right}\n"
    files = {
        "atlantis.yaml": config,
        "left/main.tf": terraform_data(tmp_path / "left"),
        "right/main.tf": terraform_data(tmp_path / "right"),
    }
    number = house.change(files, branch="one-of-two")
    both = house.planned(number)
    assert "Ran Plan for 2 projects" in both
    assert "2 projects, 2 with changes, 0 with no changes, 0 failed" in both
    by_dir = apply(house, number, "atlantis plan -d left")
    assert by_dir.startswith("Ran Plan for project: `left` dir: `left`")
    by_name = apply(house, number, "atlantis plan -p right")
    assert by_name.startswith("Ran Plan for project: `right` dir: `right`")
    assert "Ran Apply for project: `left`" in apply(house, number, "atlantis apply -p left")
    assert applied(tmp_path / "left") == "one"
    assert applied(tmp_path / "right") is None
    wait_for_status(house, number, "atlantis/apply: left", "success")
    assert status(house, number, "atlantis/apply") == "pending"


def test_one_failing_project_spoils_neither_the_others_nor_the_comment(house, tmp_path):
    files = {
        "good-a/main.tf": terraform_data(tmp_path / "a"),
        "good-b/main.tf": terraform_data(tmp_path / "b"),
        "poor/main.tf": terraform_data(tmp_path / "c", more='output "o" {\n  value = local.nothing\n}\n'),
    }
    number = house.change(files, branch="one-fails")
    body = house.planned(number, state="failure")
    assert "3 projects, 2 with changes, 0 with no changes, 1 failed" in body
    assert "Reference to undeclared local value" in body
    assert status(house, number, "atlantis/plan: good-a/default") == "success"
    assert status(house, number, "atlantis/plan: poor/default") == "failure"
    assert "Apply complete!" in apply(house, number, "atlantis apply -d good-a")
    assert applied(tmp_path / "a") == "one"
    assert status(house, number, "atlantis/apply") != "success"


def test_a_change_that_touches_no_project_is_green_and_quiet(house):
    number = house.change({"docs/nothing.md": "words"}, branch="nothing")
    wait_for_status(house, number, "atlantis/plan", "success")
    wait_for_status(house, number, "atlantis/apply", "success")
    assert house.said(number) == []
    head = house.persona("alice").head(number)
    found = house.persona("alice").get(f"/repos/acme/infra/commits/{head}/status")["statuses"]
    assert {each["description"].split()[0] for each in found} == {"0/0"}


# The plan that is applied


def test_what_is_applied_is_the_plan_that_was_stored_and_it_is_kept_encrypted(house, state):
    main = terraform_data(state, "${var.word}", more='variable "word" {\n  default = "as-written"\n}\n')
    number = house.change({"stored/main.tf": main}, branch="stored")
    assert "as-written" in house.planned(number)
    assert "as-asked-for" in apply(house, number, "atlantis plan -d stored -- -var word=as-asked-for")
    data = house.server.folder / "data"
    kept = [path for path in (data / "vault").rglob("*") if path.is_file()]
    assert kept
    assert not any(path.read_bytes().startswith(ZIP) for path in kept)
    assert list(data.rglob("*.tfplan")) == []
    apply(house, number)
    assert applied(state) == "as-asked-for"


def test_a_new_push_makes_the_old_plan_stale_until_it_is_planned_again(house, state):
    number = house.change({"moving/main.tf": terraform_data(state)}, branch="moving")
    house.planned(number)
    # Neither the push nor the pull request's new head is told: nothing plans by itself.
    house.sandbox.arm("delivery_dropped", times=2)
    house.sandbox.commit("moving", {"moving/main.tf": terraform_data(state, "two")})
    refusal = apply(house, number)
    assert "Apply refused" in refusal
    assert "was made at" in refusal
    assert applied(state) is None
    apply(house, number, "atlantis plan")
    apply(house, number)
    assert applied(state) == "two"


def test_a_plan_without_changes_counts_as_applied(house, state):
    number = house.change({"same/main.tf": terraform_data(state)}, branch="same")
    house.planned(number)
    apply(house, number)
    assert applied(state) == "one"
    body = apply(house, number, "atlantis plan")
    assert "No changes." in body
    wait_for_status(house, number, "atlantis/apply", "success")


# Locks


def test_a_second_pull_request_is_told_who_holds_the_lock_until_it_is_unlocked(house, state):
    first = house.change({"shared/main.tf": terraform_data(state)}, branch="locks-1")
    house.planned(first)
    second = house.change({"shared/main.tf": terraform_data(state, "two")}, branch="locks-2", author="bob")
    told = until("the second to be told", lambda: [body for body in house.said(second) if f"#\u200d{first}" in body])
    assert "locked" in told[-1]
    wait_for_status(house, second, "atlantis/plan", "pending")
    assert "no plan" in apply(house, second, login="bob").lower()

    assert "All locks" in house.answer("alice", first, "atlantis unlock")
    assert "terraform_data.it" in apply(house, second, "atlantis plan", login="bob")
    assert "refused" in apply(house, first) or "no plan" in apply(house, first).lower()
    apply(house, second, login="bob")
    assert applied(state) == "two"


def test_closing_a_pull_request_frees_its_projects_and_says_which(house, tmp_path):
    files = {f"closing-{name}/main.tf": terraform_data(tmp_path / name) for name in "ab"}
    first = house.change(files, branch="closing-1")
    house.planned(first)
    close(house, first)
    said = until("the farewell", lambda: [b for b in house.said(first) if b.startswith("Locks and plans deleted")])
    assert "dir: `closing-a` workspace: `default`" in said[0]
    assert "dir: `closing-b` workspace: `default`" in said[0]
    second = house.change({"closing-a/main.tf": terraform_data(tmp_path / "a", "two")}, branch="closing-2")
    house.planned(second)
    apply(house, second)
    assert applied(tmp_path / "a") == "two"


def test_a_closed_pull_request_is_neither_planned_nor_applied(house, state):
    number = house.change({"closed/main.tf": terraform_data(state)}, branch="closed")
    house.planned(number)
    close(house, number)
    until("the farewell", lambda: [b for b in house.said(number) if b.startswith("Locks and plans deleted")])
    assert "closed" in apply(house, number, "atlantis plan")
    assert "closed" in apply(house, number)
    assert applied(state) is None


# Requirements and drafts


def test_apply_waits_for_approval_and_mergeability_where_they_are_required(house, state):
    house.sandbox.commit("guarded", {"README.md": "infra"}, author="kim-lead")
    house.sandbox.seed(protections=[{"repo": "acme/infra", "branch": "guarded", "required_checks": ["other/check"]}])
    config = "version: 3\nprojects:\n- dir: required\n  apply_requirements: [approved, mergeable]\n"
    files = {"atlantis.yaml": config, "required/main.tf": terraform_data(state)}
    number = house.change(files, branch="required", base="guarded")
    house.planned(number)
    refusal = apply(house, number)
    assert "must be approved" in refusal
    assert "must be mergeable" in refusal
    assert "other/check" in refusal
    house.persona("bob").approve(number)
    refusal = apply(house, number)
    assert "must be mergeable" in refusal
    assert "must be approved" not in refusal
    head = house.persona("alice").head(number)
    answer = house.persona("kim-lead").ask(
        "POST", f"/repos/acme/infra/statuses/{head}", state="success", context="other/check"
    )
    assert answer.is_success
    assert "Apply complete!" in apply(house, number)
    assert applied(state) == "one"


def test_a_draft_is_planned_once_it_is_ready(house, state):
    house.sandbox.commit("draft", {"draft/main.tf": terraform_data(state)})
    alice = house.persona("alice")
    opened = alice.ask(
        "POST", "/repos/acme/infra/pulls", title="Draft", body="", head="draft", base="main", draft=True
    ).json()
    number = opened["number"]
    house.answer("alice", number, "atlantis help")
    assert len(house.said(number)) == 1, "a draft was planned"
    _ready(house, number)
    assert "terraform_data.it" in house.planned(number)


def _ready(house, number: int) -> None:
    """Press `Ready for review` on the pull request's page: GitHub's REST interface cannot."""
    pages = house.sandbox.http
    page = f"/acme/infra/pull/{number}"
    token = re.search(r'name="token" value="([0-9a-f]+)"', pages.get(page).text)
    assert token
    answer = pages.post(f"{page}/ready", data={"token": token[1]})
    assert answer.status_code < 400, answer.text


# Workflows


CUSTOM = """
version: 3
projects:
- dir: own
  workflow: own
workflows:
  own:
    plan:
      steps:
      - env: {name: TF_VAR_word, value: from-a-step}
      - env: {name: SECRET_WORD, command: 'cat MARK-secret'}
      - multienv: 'printf "FIRST=one-of-many,SECOND=another"'
      - init
      - run: 'echo "run says $SECRET_WORD; $FIRST $SECOND" | tee MARK-plan'
      - plan
    apply:
      steps:
      - env: {name: LAST, value: after-apply}
      - apply
      - run: 'echo "$LAST" > MARK-apply'
"""


def custom(mark) -> str:
    return CUSTOM.replace("MARK", str(mark))


def test_a_repository_may_not_bring_workflows_of_its_own(house, state, tmp_path):
    files = {"atlantis.yaml": custom(tmp_path / "mark"), "own/main.tf": terraform_data(state)}
    body = house.planned(house.change(files, branch="own"), state="failure")
    assert "may not define its own workflows" in body
    assert "allow_custom_workflows: true" in body
    assert "`atlantis.yaml:7:" in body
    assert not (tmp_path / "mark-plan").exists()


def test_a_workflow_of_its_own_runs_where_the_operator_allows_it(trusting, state, tmp_path):
    (tmp_path / "mark-secret").write_text(HIDDEN)
    main = terraform_data(state, "${var.word}", more='variable "word" {\n  type = string\n}\n')
    files = {"atlantis.yaml": custom(tmp_path / "mark"), "own/main.tf": main}
    number = trusting.change(files, branch="own")
    assert "from-a-step" in trusting.planned(number)
    assert (tmp_path / "mark-plan").read_text() == f"run says {HIDDEN}; one-of-many another\n"
    apply(trusting, number)
    assert applied(state) == "from-a-step"
    assert (tmp_path / "mark-apply").read_text() == "after-apply\n"
    _assert_hidden(trusting, number)


def _assert_hidden(house, number: int) -> None:
    """The secret of the workflow is in no comment and in no log, though a step printed it."""
    logs = [path.read_text() for path in (house.server.folder / "data" / "runs").rglob("log")]
    assert any("run says (hidden);" in log for log in logs)
    assert not any(HIDDEN in log for log in logs)
    assert HIDDEN not in "\n".join(house.said(number))
    assert HIDDEN not in house.server.log()
