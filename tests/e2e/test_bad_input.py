"""Whatever people and strangers send: they are told what is wrong and where, and nothing breaks."""

import hashlib
import hmac
import json

import httpx
import pytest

from support.house import running_house
from support.small_projects import terraform_data
from support.tidegate_server import SECRET
from support.waiting import until

pytestmark = pytest.mark.terraform

SECTIONS = "``` ```` @alice @acme/devops #1 </details></summary><script>alert(1)</script> <!-- tidegate:x --> | \\`"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"README.md": "infra", "whole/main.tf": terraform_data(tmp_path_factory.mktemp("whole") / "state")}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        yield running


@pytest.fixture(scope="module")
def talked_about(house):
    """A pull request that touches no project."""
    return nothing_to_plan(house, "talked-about")


def delivery(body: bytes, *, event="issue_comment", secret=SECRET, guid="d-1") -> dict[str, str]:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-GitHub-Event": event, "X-GitHub-Delivery": guid, "X-Hub-Signature-256": f"sha256={signature}"}


def comment_body(number: int, words: str) -> bytes:
    return json.dumps(
        {
            "action": "created",
            "issue": {"number": number, "pull_request": {}},
            "comment": {"id": 99, "user": {"login": "alice", "type": "User"}, "body": words},
            "repository": {"full_name": "acme/infra"},
        }
    ).encode()


def send(house, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{house.server.url}/events", content=body, headers=headers)


def red(house, number: int) -> bool:
    alice = house.persona("alice")
    return alice.statuses(alice.head(number)).get("atlantis/plan") == "failure"


def nothing_to_plan(house, branch: str) -> int:
    """A pull request on which the server has done all it had to do unasked, and said nothing."""
    number = house.change({f"docs/{branch}.md": "words"}, branch=branch)
    alice = house.persona("alice")
    until("its green status", lambda: alice.statuses(alice.head(number)).get("atlantis/plan") == "success")
    return number


def test_a_forged_signature_is_refused_and_nothing_happens(house):
    number = nothing_to_plan(house, "forged")
    body = comment_body(number, "atlantis help")
    for headers in (delivery(body, secret="a guess"), {**delivery(body), "X-Hub-Signature-256": "sha256="}):
        assert send(house, body, headers).status_code == 401
    unsigned = delivery(body)
    del unsigned["X-Hub-Signature-256"]
    assert send(house, body, unsigned).status_code == 401
    assert "Available" not in house.answer("alice", number, "atlantis help")
    assert len(house.said(number)) == 1


def test_a_body_that_cannot_be_read_is_a_bad_request(house):
    for body in (b"{", b"\xff\xfe", b"", b"[1, 2]", b'"text"'):
        assert send(house, body, delivery(body)).status_code == 400, body


def test_an_event_that_lacks_what_it_is_about_is_taken_and_ignored(house):
    for number, body in enumerate((b"{}", b'{"action": "created", "comment": 3}', b'{"action": ["opened"]}')):
        assert send(house, body, delivery(body, guid=f"odd-{number}")).is_success
    assert httpx.get(f"{house.server.url}/healthz").is_success


def test_a_broken_atlantis_yaml_is_answered_with_line_and_column_and_a_red_plan(house):
    broken = "version: 3\nprojects:\n- dir: whole\n  worksapce: default\n  workspace: a b\n"
    number = house.change({"atlantis.yaml": broken}, branch="broken-config")
    body = house.planned(number, state="failure")
    assert "`atlantis.yaml:4:3`" in body
    assert "`worksapce`" in body
    assert "Did you mean `workspace`?" in body
    assert "`atlantis.yaml:5:14`" in body
    assert "2 problems" in body


def test_an_atlantis_yaml_that_is_no_yaml_is_answered_with_its_place(house):
    number = house.change({"atlantis.yaml": "version: 3\nprojects: [\n"}, branch="no-yaml")
    assert "`atlantis.yaml:" in house.planned(number, state="failure")


def test_an_endless_value_mentions_nobody_and_is_not_repeated_whole(house):
    number = house.change({"atlantis.yaml": "@alice </details> " * 6000}, branch="endless")
    body = house.planned(number, state="failure")
    assert len(house.said(number)) == 1
    assert len(body) < 3000
    assert "@alice" not in _without_code(body)


def test_a_broken_governance_file_stops_applies_with_its_place_while_plans_go_on(house, tmp_path):
    house.sandbox.commit("main", {"tidegate.yaml": "version: 1\nenviroments: {}\n"}, author="kim-lead")
    try:
        number = house.change({"governed/main.tf": terraform_data(tmp_path / "state")}, branch="governed")
        assert "terraform_data.it" in house.planned(number)
        refusal = house.answer("alice", number, "atlantis apply")
        assert "Apply refused" in refusal
        assert "tidegate.yaml:2:1" in refusal
        assert "environments" in refusal
    finally:
        house.sandbox.commit("main", {"tidegate.yaml": None}, author="kim-lead")
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("comment", "answered"),
    [
        ("atlantis aply", "Did you mean `atlantis apply`?"),
        ("atlantis plan --drr whole", "unknown flag: --drr"),
        ("atlantis plan --drr whole", "Usage of plan"),
        ("atlantis plan -d", "flag needs an argument"),
        ("atlantis plan -d ../..", "outside the repository"),
        ("atlantis plan -d 'whole", "Error parsing command"),
        ("atlantis plan -w ../up", "is no workspace name"),
        ("atlantis plan -d nowhere", "There is no directory `nowhere`"),
        ("atlantis plan -- -out=/tmp/elsewhere", "the argument -out may not be given to terraform"),
        ("atlantis apply -p nothing", "There is no"),
        ("atlantis plan everything", "There is no environment or project called `everything`"),
        ("terraform plan", "Did you mean to use `atlantis` instead of `terraform`?"),
    ],
)
def test_a_command_that_cannot_be_is_answered_with_what_was_meant(house, talked_about, comment, answered):
    assert answered in house.answer("alice", talked_about, comment)


def test_a_terraform_error_is_shown_with_advice_and_a_red_status(house, tmp_path):
    wrong = terraform_data(tmp_path / "state", more='output "o" {\n  value = terraform_data.missing.id\n}\n')
    number = house.change({"wrong/main.tf": wrong}, branch="terraform-error")
    body = house.planned(number, state="failure")
    assert "Plan Error" in body
    assert "Reference to undeclared resource" in body
    assert "main.tf line" in body
    assert "💡" in body
    assert "terraform validate" in body


def test_a_plan_stage_that_leaves_no_plan_says_so(house, tmp_path):
    number = house.change({"aside/main.tf": terraform_data(tmp_path / "state")}, branch="no-plan")
    house.planned(number)
    body = house.answer("alice", number, "atlantis plan -d aside -- -help", lambda body: "in progress" not in body)
    assert "The plan stage made no plan file" in body


def test_a_workflow_the_trusted_branch_lacks_is_said_to_be_missing(house, tmp_path):
    governance = "version: 1\nenvironments:\n  dev:\n    branch: main\n"
    house.sandbox.commit("main", {"tidegate.yaml": governance}, author="kim-lead")
    config = (
        "version: 3\nprojects:\n- dir: sly\n  workflow: sly\n"
        "workflows:\n  sly:\n    plan:\n      steps:\n      - run: touch /tmp/owned\n"
    )
    try:
        files = {"atlantis.yaml": config, "sly/main.tf": terraform_data(tmp_path / "state")}
        body = house.planned(house.change(files, branch="sly"), state="failure")
    finally:
        house.sandbox.commit("main", {"tidegate.yaml": None}, author="kim-lead")
    assert "The workflow `sly` is not in atlantis.yaml on the trusted branch" in body
    assert "`atlantis.yaml:4:" in body


def test_talk_and_bots_get_no_answer(house):
    number = nothing_to_plan(house, "talk")
    for login, words in (
        ("bob", "I think atlantis plan would be nice"),
        ("bob", "atlantis is great, isn't it?\natlantis plan"),
        ("bob", "atlantic storms"),
        ("tidegate-bot", "atlantis help"),
    ):
        house.persona(login).comment(number, words)
    house.answer("alice", number, "atlantis help")
    bots_own = 1
    assert len(house.said(number)) == 1 + bots_own


def test_hostile_words_in_a_plan_stay_words(house, tmp_path):
    hostile = terraform_data(tmp_path / "state", f"{SECTIONS.replace(chr(92), '')}\\n```\\n@bob\\n")
    number = house.change({"hostile/main.tf": hostile}, branch="hostile")
    body = house.planned(number)
    outside, inside = _by_fence(body)
    assert "alert(1)" in inside
    assert "alert(1)" not in outside
    assert "@alice" not in outside
    assert "@bob" not in outside
    assert outside.count("<details>") == outside.count("</details>")
    assert body.rstrip().splitlines()[-1].startswith("<!-- tidegate:event-")


def test_hostile_words_in_an_error_and_in_names_stay_words(house, tmp_path):
    failing = terraform_data(
        tmp_path / "state",
        more='variable "v" {\n  default = 1\n  validation {\n    condition = var.v > 1\n'
        '    error_message = "@carol </details> ````\\n````` broken."\n  }\n}\n',
    )
    number = house.change({"@bob <b>#1/main.tf": failing}, branch="hostile-error")
    body = house.planned(number, state="failure")
    outside, inside = _by_fence(body)
    assert "@carol" in inside
    assert "@carol" not in outside
    assert outside.count("<details>") == outside.count("</details>")
    assert "<b>" not in _without_code(outside)
    assert "@bob" not in _without_code(outside)


def test_nothing_of_all_this_is_a_traceback(house):
    number = nothing_to_plan(house, "at-last")
    house.answer("alice", number, "atlantis help")
    said = "\n".join(body for each in range(1, number + 1) for body in house.said(each))
    assert "Traceback" not in said
    assert "Tidegate itself failed" not in said
    assert "Traceback" not in house.server.log()


def _by_fence(body: str) -> tuple[str, str]:
    """What stands outside and inside of code blocks, as CommonMark reads fences."""
    outside, inside, fence = [], [], ""
    for line in body.splitlines():
        ticks = len(line) - len(line.lstrip("`"))
        if not fence and ticks >= 3:
            fence = line[:ticks]
        elif fence and ticks >= len(fence) and not line.strip("` "):
            fence = ""
        else:
            (inside if fence else outside).append(line)
    assert not fence, "a code block is left open"
    return "\n".join(outside), "\n".join(inside)


def _without_code(outside: str) -> str:
    """The words outside of inline code, where a mention or a tag would mean something."""
    return "".join(outside.split("`")[::2])
