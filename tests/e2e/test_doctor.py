"""`tidegate doctor` beside a running server: what works, what does not, what to do; and it makes nothing."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from support.house import running_house
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  staging:
    branch: main
    apply: {allow: [senior]}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"tidegate.yaml": GOVERNANCE}) as running:
        running.sandbox.seed(protections=[{"repo": REPO, "branch": "main"}])
        yield running


def doctor(house, *, path=os.environ["PATH"], data=None, **settings):
    """Exit code, and the findings by their subject."""
    host = house.sandbox.url.partition("://")[2]
    environment = {
        "PATH": path,
        "TIDEGATE_WEBHOOK_SECRET": "a webhook secret of the tests",
        "TIDEGATE_UNSAFE_RUNNER": "1",
        **house.server.settings,
        "TIDEGATE_DATA_DIR": str(data or house.server.folder / "data"),
        "TIDEGATE_REPO_ALLOWLIST": f"{host}/{REPO}",
        **{f"TIDEGATE_{name.upper()}": value for name, value in settings.items()},
    }
    command = [sys.executable, "-m", "tidegate", "doctor", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, {found["subject"]: found for found in json.loads(done.stdout)}


def failed(findings):
    """Subjects of the failures, each of which has a remedy."""
    failures = [found for found in findings.values() if found["verdict"] == "failure"]
    assert all(found["remedy"] for found in failures)
    return [found["subject"] for found in failures]


def test_all_is_well_beside_a_running_server(house):
    code, findings = doctor(house)
    assert code == 0
    verdicts = {subject: found["verdict"] for subject, found in findings.items()}
    assert verdicts == {
        "terraform": "ok",
        "git": "ok",
        "data folder": "ok",
        "secret file": "ok",
        "database": "ok",
        "forge": "ok",
        "webhook secret": "ok",
        "isolation": "warning",  # Plans run unconfined in this version.
        REPO: "ok",
    }


def test_nothing_is_made_before_the_first_start(house, tmp_path):
    code, findings = doctor(house, data=tmp_path / "not" / "yet")
    assert code == 0
    for subject in ("data folder", "secret file", "database"):
        assert "not made yet; the server makes it at its first start" in findings[subject]["detail"]
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made(house, tmp_path):
    (tmp_path / "file").write_text("")
    code, findings = doctor(house, data=tmp_path / "file" / "data")
    assert (code, failed(findings)) == (1, ["data folder"])


def test_a_secret_file_others_can_read(house, tmp_path):
    (tmp_path / "secret").write_text("s" * 64)
    (tmp_path / "secret").chmod(0o644)
    code, findings = doctor(house, data=tmp_path)
    assert (code, failed(findings)) == (1, ["secret file"])
    assert "chmod 600" in findings["secret file"]["detail"]


def test_a_postgresql_that_refuses(house):
    code, findings = doctor(house, database_url="postgresql://me:s3cret@127.0.0.1:9/none")
    assert (code, failed(findings)) == (1, ["database"])
    assert "TIDEGATE_DATABASE_URL" in findings["database"]["remedy"]
    assert "s3cret" not in str(findings)


def test_a_wrong_token(house):
    code, findings = doctor(house, github_token="wrong")
    assert (code, failed(findings)) == (1, ["forge", REPO])
    assert "401" in findings["forge"]["detail"]


def test_a_repository_for_the_audit_log_that_is_not_there(house):
    code, findings = doctor(house, audit_repo="acme/nowhere")
    assert (code, failed(findings)) == (1, ["audit log"])
    assert "TIDEGATE_AUDIT_REPO" in findings["audit log"]["remedy"]
    code, findings = doctor(house, audit_repo=REPO)
    assert findings["audit log"]["verdict"] == "ok"


def test_a_missing_terraform(house, tmp_path):
    (tmp_path / "git").symlink_to(shutil.which("git"))
    code, findings = doctor(house, path=str(tmp_path))
    assert (code, failed(findings)) == (1, ["terraform"])
    assert "TIDEGATE_TERRAFORM_PATH" in findings["terraform"]["remedy"]


def test_a_missing_git(house, tmp_path):
    (tmp_path / "terraform").symlink_to(shutil.which("terraform"))
    code, findings = doctor(house, path=str(tmp_path))
    assert (code, failed(findings)) == (1, ["git", REPO])


def test_a_broken_governance_file(house):
    house.sandbox.commit("broken", {"tidegate.yaml": "version: 1\npepole: {}\n"}, author="kim-lead")
    code, findings = doctor(house, governance_ref="broken")
    assert (code, failed(findings)) == (1, [REPO])
    assert findings[REPO]["detail"].startswith("tidegate.yaml:2:1: pepole:")
    assert "Did you mean `people`?" in findings[REPO]["detail"]
    assert findings[REPO]["remedy"] == "Mend tidegate.yaml on broken; applies wait for it."


def test_a_governance_branch_nobody_protects_keeps_production_closed(house):
    house.sandbox.commit("open", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    code, findings = doctor(house, governance_ref="open")
    assert (code, failed(findings)) == (1, [REPO])
    assert findings[REPO]["detail"].endswith("whoever can push there can loosen them; nothing is applied in staging")
    assert findings[REPO]["remedy"].startswith("Protect open on the forge, or keep the rules in a file of the server")


def test_a_governance_file_of_the_server_needs_no_protected_branch(house, tmp_path):
    own = tmp_path / "rules.yaml"
    own.write_text(GOVERNANCE)
    house.sandbox.commit("open", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    code, findings = doctor(house, governance_ref="open", governance_file=str(own))
    assert (code, findings[REPO]["verdict"]) == (0, "ok")


def test_two_branches_of_an_environment_of_which_none_is_named_primary(house):
    rules = GOVERNANCE.replace("branch: main", "branch: [main, twin]")
    for name in ("rules", "twin"):
        house.sandbox.commit(name, {"tidegate.yaml": rules}, author="kim-lead")
    _, findings = doctor(house, governance_ref="rules")
    assert f"{REPO} environments.staging.branch" in failed(findings)


def test_a_governance_branch_that_is_not_there(house):
    code, findings = doctor(house, governance_ref="nowhere")
    assert (code, failed(findings)) == (1, [REPO])


def test_settings_that_cannot_be_used_are_findings(house):
    code, findings = doctor(house, foo="1", port="http")
    assert (code, failed(findings)) == (1, ["TIDEGATE_FOO", "TIDEGATE_PORT"])


def test_rules_the_members_of_a_team_cannot_keep_are_told(house):
    rules = GOVERNANCE.replace("allow: [senior]", "allow: [senior], approvals: {count: 3}")
    rules += 'notifications: {apply_failed: {channels: ["#x"]}}\n'
    rules = rules.replace("people:", 'people:\n  gone: {github: ["@acme/gone"]}')
    house.sandbox.commit("main", {"tidegate.yaml": rules}, author="kim-lead")
    try:
        code, findings = doctor(house)
    finally:
        house.sandbox.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    assert code == 0
    told = findings[f"{REPO} environments.staging.apply.approvals"]
    assert told["verdict"] == "warning"
    assert told["detail"].endswith("staging takes 3 approvals, and only @bob and @carol can give one.")
    assert "the members of @acme/gone cannot be seen" in findings[f"{REPO} people"]["detail"]
    assert findings[f"{REPO} notifications"]["verdict"] == "ok"
