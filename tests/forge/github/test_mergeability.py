"""Where the rules of a branch are asked for."""

REPO = "acme/infra"


async def test_rules_we_may_not_read_count_as_not_met(sandbox, sign_in):
    sandbox.seed(protections=[{"repo": REPO, "branch": "main", "required_checks": ["atlantis/apply"]}])
    start = sandbox.must("kim-lead", "GET", f"/repos/{REPO}/git/ref/heads/main")["object"]["sha"]
    sandbox.must("alice", "POST", f"/repos/{REPO}/git/refs", {"ref": "refs/heads/feature", "sha": start})
    sandbox.commit("feature", {"main.tf": "# more\n"})
    wanted = {"title": "More", "head": "feature", "base": "main"}
    number = sandbox.must("alice", "POST", f"/repos/{REPO}/pulls", wanted)["number"]

    async def seen_by(login):
        forge = sign_in(login)
        return await forge.merge_state(await forge.change(REPO, number), ignore=("atlantis/",))

    assert (await seen_by("tidegate-bot")).mergeable
    found = await seen_by("carol")
    assert not found.mergeable
    assert "Administration: read" in found.reasons[0]
