"""What is refused of a check run."""

import pytest

from support.forge_world import small_world
from tidegate.sandbox.github.acts.checks import SUMMARY_LIMIT, latest_checks, start
from tidegate.sandbox.github.errors import Refusal


@pytest.fixture
def report(tmp_path):
    """Reports a check run of `feature` as an App."""
    world, repo = small_world(tmp_path)
    app = world.add_app("acme", "tidegate", "a key")
    sha = world.git(repo).tip("feature")

    def told(of=sha, **told):
        return start(world, repo, app, of, "tidegate", told)

    told.repo, told.sha = repo, sha
    return told


def test_a_conclusion_completes_it(report):
    run = report(conclusion="neutral")
    assert (run.status, run.conclusion) == ("completed", "neutral")
    assert run.completed_at is not None
    assert latest_checks(report.repo, report.sha) == {"tidegate": run}


@pytest.mark.parametrize(
    "wrong",
    [
        {"of": "0" * 40},
        {"status": "completed"},
        {"status": "in_progress", "conclusion": "success"},
        {"status": "begun"},
        {"conclusion": "fine"},
        {"output": {"title": "t", "summary": "s" * (SUMMARY_LIMIT + 1)}},
    ],
)
def test_what_github_refuses_is_refused(report, wrong):
    with pytest.raises(Refusal) as refused:
        report(**wrong)
    assert refused.value.status == 422
    assert report.repo.check_runs == []
