"""Every fault happens as often as it was asked for, and then no more."""

import httpx
import pytest

from support.forge import Forge


def test_mergeability_can_stay_unknown(forge: Forge):
    number = forge.open_pull()
    forge.sandbox.arm("mergeable_null", 2)
    seen = [forge.must("bob", "GET", f"/pulls/{number}")["mergeable"] for _ in range(3)]
    assert seen == [None, None, True]


def test_a_pull_request_can_be_missing_just_after_it_was_opened(forge: Forge):
    number = forge.open_pull()
    forge.sandbox.arm("not_found_after_open")
    assert [forge.ask("bob", "GET", f"/pulls/{number}").status_code for _ in range(2)] == [404, 200]


def test_the_ref_of_a_pull_request_can_be_old(forge: Forge):
    number, before = forge.open_pull(), forge.tip("feature")
    forge.sandbox.arm("stale_pull_ref")
    forge.commit("feature", {"x.tf": "x\n"})
    assert forge.must("bob", "GET", f"/git/ref/pull/{number}/head")["object"]["sha"] == before


def test_a_delivery_can_come_twice(forge: Forge):
    forge.sandbox.arm("delivery_duplicate")
    forge.open_pull()
    one, two = forge.told("pull_request", 2)
    assert one.headers["x-github-delivery"] == two.headers["x-github-delivery"]


def test_a_delivery_can_come_after_the_next_one(forge: Forge):
    forge.sandbox.arm("delivery_late")
    number = forge.open_pull()
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "first seen"})
    forge.told("pull_request")
    events = [each.event for each in forge.receiver.at(forge.hook_path)]
    assert events[-2:] == ["issue_comment", "pull_request"]


def test_a_delivery_can_be_lost_and_asked_for_again(forge: Forge):
    forge.sandbox.arm("delivery_dropped")
    forge.open_pull()
    hook = forge.must("kim-lead", "GET", "/hooks")[0]["id"]
    lost = forge.must("kim-lead", "GET", f"/hooks/{hook}/deliveries")[0]
    assert (lost["event"], lost["status_code"]) == ("pull_request", 0)

    forge.ask("kim-lead", "POST", f"/hooks/{hook}/deliveries/{lost['id']}/attempts")
    assert forge.told("pull_request")[0].headers["x-github-delivery"] == lost["guid"]


def test_a_write_can_meet_the_secondary_limit(forge: Forge):
    number = forge.open_pull()
    forge.sandbox.arm("secondary_limit")
    refused = forge.ask("bob", "POST", f"/issues/{number}/comments", {"body": "x"})
    assert (refused.status_code, refused.headers["retry-after"]) == (403, "1")
    assert forge.must("bob", "GET", f"/issues/{number}/comments") == []


@pytest.mark.parametrize(("fault", "status"), [("server_error", 500), ("bad_gateway", 502)])
def test_an_answer_can_be_an_html_page(forge: Forge, fault: str, status: int):
    forge.sandbox.arm(fault)
    answer = forge.ask("bob", "GET", "/pulls")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, "text/html")
    assert forge.ask("bob", "GET", "/pulls").status_code == 200


def test_the_connection_can_break_after_the_write_was_done(forge: Forge):
    number = forge.open_pull()
    forge.sandbox.arm("dropped_after_write")
    with pytest.raises(httpx.TransportError):
        forge.ask("bob", "POST", f"/issues/{number}/comments", {"body": "done all the same"})
    assert [said["body"] for said in forge.must("bob", "GET", f"/issues/{number}/comments")] == ["done all the same"]


def test_a_fault_nobody_knows_is_refused(forge: Forge):
    refused = forge.sandbox.http.post("/_sandbox/faults", json={"fault": "bad_weather"})
    assert (refused.status_code, "mergeable_null" in refused.json()["message"]) == (422, True)
    assert forge.sandbox.http.get("/_sandbox/faults").json() == {}
