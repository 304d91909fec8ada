"""A repository's webhooks."""

from support.forge import Forge


def test_a_new_hook_is_pinged_and_its_secret_never_shown(forge: Forge):
    body = {"config": {"url": f"{forge.receiver.url}/{forge.name}/new", "content_type": "json", "secret": "s3cret"}}
    made = forge.must("kim-lead", "POST", "/hooks", {**body, "events": ["push"]})

    (ping,) = forge.receiver.wait(f"/{forge.name}/new", "ping")
    assert ping.payload["hook_id"] == made["id"]
    assert "s3cret" not in str(forge.must("kim-lead", "GET", "/hooks"))


def test_a_hook_gets_the_events_it_asked_for(forge: Forge):
    path = f"/{forge.name}/only-push"
    body = {"config": {"url": forge.receiver.url + path, "secret": "s"}, "events": ["push"]}
    forge.must("kim-lead", "POST", "/hooks", body)
    forge.open_pull()
    forge.commit("main", {"x.tf": "x\n"})

    forge.receiver.wait(path, "push")
    assert {each.event for each in forge.receiver.at(path)} == {"ping", "push"}


def test_a_redelivery_has_the_same_id(forge: Forge):
    forge.open_pull()
    (first,) = forge.told("pull_request")
    hook = forge.must("kim-lead", "GET", "/hooks")[0]["id"]
    listed = forge.must("kim-lead", "GET", f"/hooks/{hook}/deliveries")
    sent = next(each for each in listed if each["event"] == "pull_request")
    assert forge.ask("kim-lead", "POST", f"/hooks/{hook}/deliveries/{sent['id']}/attempts").status_code == 202

    again = forge.told("pull_request", 2)[1]
    assert again.headers["x-github-delivery"] == first.headers["x-github-delivery"] == sent["guid"]
    newest = forge.must("kim-lead", "GET", f"/hooks/{hook}/deliveries")[0]
    assert newest["redelivery"] is True


def test_hooks_are_hidden_from_who_does_not_administer(forge: Forge):
    assert forge.ask("bob", "GET", "/hooks").status_code == 404
