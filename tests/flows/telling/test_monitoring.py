from dataclasses import replace

from support.values import REPO, deployment
from tidegate.core.gates.policy import Link
from tidegate.flows.telling.monitoring import pages_of

GOVERNANCE = """
version: 1
people: {lead: {github: [kim-lead]}}
environments:
  qa:
    aliases: [staging]
    branch: main
    apply: {allow: [lead]}
    monitoring: [{name: Grafana, url: "https://grafana.example/d/1"}]
"""
DONE = deployment(environment="staging", state="applied")


async def test_the_pages_of_every_environment_that_is_deployed_to_are_named_once(door, forge_of_acme):
    forge_of_acme.commit("main", {"tidegate.yaml": GOVERNANCE})
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    page = Link(name="Grafana", url="https://grafana.example/d/1")
    assert await pages_of(REPO, [DONE, replace(DONE, state="failed")]) == (page,)
    assert await pages_of(REPO, [replace(DONE, state="queued"), replace(DONE, state="refused")]) == ()


async def test_rules_that_cannot_be_read_leave_the_comment_without_them(door):
    assert await pages_of(REPO, [DONE]) == ()
