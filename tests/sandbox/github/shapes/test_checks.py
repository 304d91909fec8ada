from support.forge_world import misfits, small_world
from tidegate.sandbox.github.acts.checks import start
from tidegate.sandbox.github.shapes.checks import check_run


def test_a_check_run_fits_before_and_after_its_end(tmp_path):
    world, repo = small_world(tmp_path)
    app, sha = world.add_app("acme", "tidegate", "a key"), world.git(repo).tip("feature")
    said = {"output": {"title": "t", "summary": "s"}, "details_url": "http://t.test"}
    for told in ({"status": "in_progress"}, {"conclusion": "failure"}):
        run = start(world, repo, app, sha, "tidegate", {**said, **told})
        assert misfits("check-run", check_run(world, repo, run)) == []
