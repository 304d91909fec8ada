"""Check runs."""

from support.forge import Forge
from support.github_app import as_app

SAYS = {"title": "2 of 9 gates stand in the way", "summary": "- get a review"}


def test_an_app_reports_a_check_run_and_changes_it(forge: Forge):
    ask, sha = as_app(forge, f"app-{forge.name}"), forge.tip("feature")
    body = {"name": "tidegate", "head_sha": sha, "status": "in_progress", "output": SAYS}
    made = ask("POST", "/check-runs", body)
    assert made.status_code == 201
    done = ask("PATCH", f"/check-runs/{made.json()['id']}", {"conclusion": "success", "output": {"summary": "Fine."}})
    assert (done.json()["status"], done.json()["conclusion"]) == ("completed", "success")
    assert done.json()["output"]["summary"] == "Fine."
    listed = forge.must("bob", "GET", f"/commits/{sha}/check-runs?check_name=tidegate")
    assert (listed["total_count"], listed["check_runs"][0]["name"]) == (1, "tidegate")
    assert forge.must("bob", "GET", f"/commits/{sha}/check-runs?check_name=other")["total_count"] == 0


def test_of_several_check_runs_of_a_name_the_newest_is_listed(forge: Forge):
    ask, sha = as_app(forge, f"app-{forge.name}"), forge.tip("feature")
    for conclusion in ("failure", "success"):
        ask("POST", "/check-runs", {"name": "tidegate", "head_sha": sha, "conclusion": conclusion})
    listed = forge.must("bob", "GET", f"/commits/{sha}/check-runs")
    assert [run["conclusion"] for run in listed["check_runs"]] == ["success"]


def test_only_apps_report_check_runs_and_each_its_own(forge: Forge):
    sha = forge.tip("feature")
    body = {"name": "tidegate", "head_sha": sha}
    assert forge.ask("tidegate-bot", "POST", "/check-runs", body).status_code == 403
    made = as_app(forge, f"one-{forge.name}")("POST", "/check-runs", body).json()
    other = as_app(forge, f"two-{forge.name}")
    assert other("PATCH", f"/check-runs/{made['id']}", {"conclusion": "success"}).status_code == 403
    assert other("PATCH", "/check-runs/1", {"conclusion": "success"}).status_code == 404
