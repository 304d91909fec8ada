"""What the spec wants in the audit log is there: each of it once, whatever is performed again."""

import hashlib
import hmac
import json
from dataclasses import replace

from support.small_projects import terraform_data
from support.values import HEAD, NOON, REPO, STAGING, deployment, later, plan
from tidegate.core.words import say
from tidegate.flows.applying.appointing import Appointed, appoint, take_back
from tidegate.flows.applying.keeping import begin
from tidegate.flows.intake.intake import receive
from tidegate.flows.landing.landing import land
from tidegate.flows.orders import ApplyOrder, LandOrder
from tidegate.flows.promoting.opening import Wanted, open_pull_request
from tidegate.flows.waiting import settle_request
from tidegate.store import audit, deployments, plans

GOVERNANCE = """
version: 1
people: {developer: {github: ["@acme/developers"]}}
environments:
  staging:
    branch: staging
    plan: {allow: [developer]}
    apply: {allow: [developer]}
"""
ORDER = ApplyOrder(repo=REPO, number=7, actor="bob", at="10:00")
APPOINTED = Appointed(
    order=ORDER, digests={STAGING.key: "d"}, labels=(STAGING.label,), head_sha=HEAD, when="Mon 2026-11-30 09:00 KST"
)


def noted(door):
    """Kind, actor, subject and data of every entry, oldest first."""
    entries = [link.entry for link in audit.read(str(door.database.url))]
    return [(each.kind, each.actor, each.subject, json.loads(each.data)) for each in entries]


async def test_an_apply_put_off_is_noted_when_it_is_made_dropped_and_begun(door):
    await appoint(APPOINTED, "one", NOON)
    await appoint(APPOINTED, "one", NOON)
    await appoint(APPOINTED, "two", later(60))
    await begin("two")
    await begin("two")
    await appoint(replace(APPOINTED, digests={"other": "d"}), "three", NOON)
    await take_back(REPO, 7, because=say("the pull request was closed."))
    assert [(kind, data["id"]) for kind, _, _, data in noted(door)] == [
        ("appointment made", "one"),
        ("appointment dropped", "one"),
        ("appointment made", "two"),
        ("appointment begun", "two"),
        ("appointment made", "three"),
        ("appointment dropped", "three"),
    ]
    (made, dropped) = (noted(door)[0], noted(door)[-1])
    assert made[1:3] == ("bob", "acme/infra#7")
    assert made[3]["digests"] == {STAGING.key: "d"}
    assert dropped[3]["because"] == "the pull request was closed."


async def test_an_event_is_noted_small_with_what_proves_which_it_was(door):
    body = json.dumps({"repository": {"full_name": REPO}, "zen": "Keep it logically awesome."}).encode()
    signed = hmac.new(b"x", body, hashlib.sha256).hexdigest()
    headers = {"x-github-event": "ping", "x-github-delivery": "d-1", "x-hub-signature-256": f"sha256={signed}"}
    assert [await receive(headers, body), await receive(headers, body)] == ["accepted", "known"]
    (entry,) = noted(door)
    digest = hashlib.sha256(body).hexdigest()
    assert entry[0] == "event"
    assert entry[3] == {"event": "ping", "delivery": "d-1", "repo": REPO, "digest": digest}


async def test_a_pull_request_of_ours_is_noted_with_who_asked_for_it(door, forge_of_acme):
    forge_of_acme.commit("main", {"README.md": "infra"}, author="alice")
    forge_of_acme.commit("staging", {"b.tf": "# b\n"}, author="alice")
    sha = forge_of_acme.commit("develop", {"a.tf": "# a\n"}, author="alice")
    wanted = Wanted(
        repo=REPO,
        kind="promotion",
        prefix="promote/staging",
        first=1,
        sha=sha,
        base="staging",
        title="Promote",
        body="",
        asked_by="bob",
    )
    number = (await open_pull_request(wanted)).number
    await open_pull_request(wanted)
    (entry,) = noted(door)
    assert entry == (
        "opened",
        "bob",
        f"{REPO}#{number}",
        {"what": "promotion", "branch": "promote/staging/1", "base": "staging", "sha": sha},
    )


async def test_what_waits_is_superseded_and_is_done_is_noted(door, forge_of_acme, tmp_path):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE}, author="kim-lead")
    before = forge_of_acme.commit("staging", {"README.md": "infra"}, author="kim-lead")
    heads = []
    for name in ("one", "two"):
        files = {f"environments/staging/{name}/main.tf": terraform_data(tmp_path / name)}
        heads.append(forge_of_acme.commit("staging", files, author="alice"))
        order = LandOrder(repo=REPO, number=0, actor="alice", branch="staging", before=before, sha=heads[-1])
        await land(order, name)
        before = heads[-1]
    async with door.database.begin() as tx:
        made = plan(number=-2, state="planned", deployable=True, head_sha=heads[1])
        await plans.add(tx, made)
        await deployments.add(tx, deployment(number=-2, plan_id=made.id, state="applied"))
    assert await settle_request(REPO, -2)
    assert not await settle_request(REPO, -2)
    assert [(kind, actor, data["sha"]) for kind, actor, _, data in noted(door) if kind.startswith("request")] == [
        ("request opened", "alice", heads[0]),
        ("request superseded", "alice", heads[0]),
        ("request opened", "alice", heads[1]),
        ("request done", "", heads[1]),
    ]
