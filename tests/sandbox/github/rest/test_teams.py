"""Teams and membership."""

from support.sandbox import Sandbox


def test_a_member_is_active_and_others_are_not_found(sandbox: Sandbox):
    found = sandbox.must("tidegate-bot", "GET", "/orgs/acme/teams/devops/memberships/dave")
    assert (found["state"], found["role"]) == ("active", "member")
    assert sandbox.ask("tidegate-bot", "GET", "/orgs/acme/teams/devops/memberships/alice").status_code == 404


def test_the_demos_teams_have_the_demos_people(sandbox: Sandbox):
    def members(slug: str) -> set[str]:
        return {who["login"] for who in sandbox.must("bob", "GET", f"/orgs/acme/teams/{slug}/members")}

    assert members("developers") == {"alice", "bob", "carol"}
    assert members("senior-developers") == {"bob", "carol"}
    assert members("devops") == {"dave", "kim-lead"}
    assert sandbox.must("bob", "GET", "/orgs/acme/teams/devops")["members_count"] == 2
    assert len(sandbox.must("bob", "GET", "/orgs/acme/teams")) == 3
