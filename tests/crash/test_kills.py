"""kill -9 of the server while it works: nothing is lost, nothing runs twice, and what nobody knows is said."""

import contextlib
import hashlib
import hmac
import json
import os
import signal
from pathlib import Path

import httpx
import pytest

from support.house import running_house
from support.programs import runner_of
from support.tidegate_server import SECRET
from support.waiting import until

pytestmark = [pytest.mark.crash, pytest.mark.terraform]

SLOW = "echo began >> {folder}/began; while [ ! -e {folder}/go ]; do sleep 0.05; done"


def began(folder: Path) -> int:
    file = folder / "began"
    return len(file.read_text().splitlines()) if file.exists() else 0


def slow_plan(folder: Path) -> dict[str, str]:
    """A project whose plan stage waits for the test."""
    step = json.dumps(SLOW.format(folder=folder))
    return {
        "atlantis.yaml": f"""
version: 3
projects: [{{dir: ., workflow: slow}}]
workflows:
  slow:
    plan: {{steps: [init, {{run: {step}}}, plan]}}
""",
        "main.tf": "",
    }


def slow_apply(folder: Path) -> dict[str, str]:
    """A project whose apply waits for the test, and writes its state outside every checkout."""
    command = json.dumps(SLOW.format(folder=folder))
    return {
        "main.tf": f'terraform {{\n  backend "local" {{ path = "{folder}/terraform.tfstate" }}\n}}\n'
        f'resource "terraform_data" "slow" {{\n  provisioner "local-exec" {{\n    command = {command}\n  }}\n}}\n'
    }


def in_state(folder: Path) -> bool:
    return '"type": "terraform_data"' in (folder / "terraform.tfstate").read_text()


def test_a_plan_finishes_after_the_server_was_killed_in_the_middle_of_it(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as house:
        number = house.change(slow_plan(tmp_path) | {"main.tf": 'output "x" { value = 1 }\n'})
        until("the plan to begin", lambda: began(tmp_path))
        house.server.kill()
        (tmp_path / "go").touch()
        house.server.start()
        assert "1 to add" in house.planned(number) or "Changes to Outputs" in house.said(number)[-1]
        assert began(tmp_path) == 1, "the step that had run was attached to, not run again"
        assert len(house.said(number)) == 1


def test_an_apply_is_attached_to_after_the_server_was_killed_in_the_middle_of_it(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}) as house:
        number = house.change(slow_apply(tmp_path))
        house.planned(number)
        house.persona("alice").comment(number, "atlantis apply")
        until("the apply to begin", lambda: began(tmp_path))
        house.server.kill()
        house.server.start()
        (tmp_path / "go").touch()
        until("the apply to be reported", lambda: "Apply complete!" in house.said(number)[-1])
        assert began(tmp_path) == 1
        assert in_state(tmp_path)


def test_an_apply_that_ended_while_the_server_was_away_is_recorded_as_it_ended(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}) as house:
        number = house.change(slow_apply(tmp_path))
        house.planned(number)
        house.persona("alice").comment(number, "atlantis apply")
        until("the apply to begin", lambda: began(tmp_path))
        house.server.kill()
        (tmp_path / "go").touch()
        until("terraform to end", lambda: list((tmp_path / "data" / "runs").glob("*/*-apply/rc")))
        house.server.start()
        until("the apply to be reported", lambda: "Apply complete!" in house.said(number)[-1])
        assert began(tmp_path) == 1


def test_an_apply_that_died_with_the_server_is_reported_interrupted_and_never_run_again(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}) as house:
        number = house.change(slow_apply(tmp_path))
        house.planned(number)
        house.persona("alice").comment(number, "atlantis apply")
        until("the apply to begin", lambda: began(tmp_path))
        house.server.kill()
        _kill_everything(tmp_path)
        house.server.start()
        until("the interruption to be reported", lambda: "interrupted" in house.said(number)[-1].lower())
        refusal = house.answer("alice", number, "atlantis apply")
        assert "interrupted" in refusal
        assert began(tmp_path) == 1, "nothing was run again"

        house.answer("alice", number, "atlantis unlock")
        (tmp_path / "go").touch()
        house.answer("alice", number, "atlantis plan", lambda body: "1 to add" in body)
        house.answer("alice", number, "atlantis apply", lambda body: "Apply complete!" in body)
        assert began(tmp_path) == 2


def test_an_apply_whose_terraform_was_killed_counts_as_interrupted(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}) as house:
        number = house.change(slow_apply(tmp_path))
        house.planned(number)
        house.persona("alice").comment(number, "atlantis apply")
        until("the apply to begin", lambda: began(tmp_path))
        _kill_terraform(tmp_path)
        until("the interruption to be reported", lambda: "interrupted" in house.said(number)[-1].lower())
        assert "atlantis unlock" in house.said(number)[-1]


def test_an_event_that_was_acknowledged_is_answered_after_a_kill(tmp_path):
    with running_house(tmp_path, files={"README.md": ""}) as house:
        number = house.change({"notes.md": "x"})
        until(
            "the change to be looked at", lambda: house.persona("alice").statuses(house.persona("alice").head(number))
        )
        answer = _deliver(house.server.url, number, "atlantis help")
        house.server.kill()
        assert answer.status_code == 202
        house.server.start()
        until("the help", lambda: any("plan" in body for body in house.said(number)))


def _deliver(url: str, number: int, words: str) -> httpx.Response:
    """A comment's webhook, as the forge would send it."""
    payload = {
        "action": "created",
        "issue": {"number": number, "pull_request": {"url": "x"}},
        "comment": {
            "id": 987654,
            "body": words,
            "created_at": "2026-11-24T12:00:00Z",
            "user": {"login": "alice", "type": "User"},
        },
        "repository": {"full_name": "acme/infra"},
        "sender": {"login": "alice", "type": "User"},
    }
    body = json.dumps(payload).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "X-GitHub-Event": "issue_comment",
        "X-GitHub-Delivery": "11111111-2222-3333-4444-555555555555",
        "X-Hub-Signature-256": f"sha256={signature}",
        "Content-Type": "application/json",
    }
    return httpx.post(f"{url}/events", content=body, headers=headers)


def _kill_terraform(folder: Path) -> None:
    """Terraform and what it started, as the kernel does when memory runs out; the runner can tell how it ended."""
    for pid_file in (folder / "data" / "runs").glob("*/*-apply/pid"):
        session = os.getsid(int(pid_file.read_text()))
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(ProcessLookupError, ValueError):
                if os.getsid(int(entry.name)) == session:
                    os.kill(int(entry.name), signal.SIGKILL)


def _kill_everything(folder: Path) -> None:
    """The runner first, so that nobody can record how terraform ended."""
    for pid_file in (folder / "data" / "runs").glob("*/*-apply/pid"):
        os.kill(runner_of(int(pid_file.read_text())), signal.SIGKILL)
    _kill_terraform(folder)
