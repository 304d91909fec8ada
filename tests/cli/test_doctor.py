import json

from tidegate.cli.doctor import show
from tidegate.flows.doctor.finding import Finding

FINE = Finding(subject="git", verdict="ok", detail="git version 2.39.5")
WARNED = Finding(subject="isolation", verdict="warning", detail="off [really]", remedy="Turn it on.")
BROKEN = Finding(subject="forge", verdict="failure", detail="401: Bad credentials", remedy="Check the token.")


def test_each_finding_is_a_line_with_its_remedy_under_it(capsys):
    assert show([FINE, WARNED], as_json=False) == 0
    said = capsys.readouterr().out
    assert "git: git version 2.39.5" in said
    assert "isolation: off [really]\n    Turn it on." in said


def test_a_failure_gives_exit_code_1(capsys):
    assert show([FINE, BROKEN], as_json=False) == 1
    assert "401: Bad credentials" in capsys.readouterr().out


def test_json_has_every_finding(capsys):
    assert show([FINE, BROKEN], as_json=True) == 1
    assert [entry["subject"] for entry in json.loads(capsys.readouterr().out)] == ["git", "forge"]
