from tidegate.sandbox.github.acme import REPO, acme_world
from tidegate.sandbox.sample.seed import FEATURE_BRANCH
from tidegate.sandbox.scene import set_scene


def test_the_story_begins_with_branches_rules_and_a_hook(tmp_path):
    world = acme_world(tmp_path / "forge", url="http://127.0.0.1:1")
    set_scene(world, tmp_path / "states", hook_url="http://127.0.0.1:2/events", hook_secret="s")
    repo = world.repo(REPO)
    assert {"main", "staging", "develop", FEATURE_BRANCH} <= set(world.git(repo).branches())
    assert repo.protections["main"].required_reviews == 1
    assert repo.protections["staging"].required_checks == ("atlantis/apply",)
    assert [hook.url for hook in repo.hooks] == ["http://127.0.0.1:2/events"]
