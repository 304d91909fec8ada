from tidegate.sandbox.github.world import World
from tidegate.sandbox.people import BOT, REPO, TEAMS, settle
from tidegate.sandbox.sample.seed import FEATURE_BRANCH


def test_the_demo_begins_with_people_branches_rules_and_a_hook(tmp_path):
    world = World(tmp_path / "forge", url="http://127.0.0.1:1")
    settle(world, tmp_path / "states", hook_url="http://127.0.0.1:2/events", hook_secret="s")
    repo = world.repo(REPO)
    branches = set(world.git(repo).branches())
    assert {"main", "staging", "develop", FEATURE_BRANCH} <= branches
    assert world.account(BOT).kind == "Bot"
    assert all(world.may(repo, login, "write") for members in TEAMS.values() for login in members)
    assert repo.protections["main"].required_reviews == 1
    assert repo.protections["staging"].required_checks == ("atlantis/apply",)
    assert [hook.url for hook in repo.hooks] == ["http://127.0.0.1:2/events"]
