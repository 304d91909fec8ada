"""The sandbox's own switches."""

from support.forge import Forge


def test_what_is_armed_can_be_read_and_disarmed(forge: Forge):
    forge.sandbox.arm("bad_gateway", 3)
    http = forge.sandbox.http
    assert http.get("/_sandbox/faults").json() == {"bad_gateway": 3}
    forge.sandbox.arm("bad_gateway", 0)
    assert http.get("/_sandbox/faults").json() == {}


def test_the_outbox_says_when_everything_was_sent(forge: Forge):
    forge.open_pull()
    forge.told("pull_request")
    forge.sandbox.violations()  # waits for the outbox
    assert forge.sandbox.http.get("/_sandbox/outbox").json() == {"unsent": 0}
