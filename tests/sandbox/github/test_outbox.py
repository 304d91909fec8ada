"""Webhooks are signed and recorded."""

import hashlib
import hmac

from support.forge import SECRET, Forge


def signature(body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_a_delivery_is_signed_with_the_hooks_secret(forge: Forge):
    forge.open_pull()
    (told,) = forge.told("pull_request")
    assert told.headers["x-hub-signature-256"] == signature(told.body)


def test_a_signature_can_be_wrong_once(forge: Forge):
    forge.sandbox.arm("bad_signature")
    number = forge.open_pull()
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "x"})
    (wrong,), (right,) = forge.told("pull_request"), forge.told("issue_comment")
    assert wrong.headers["x-hub-signature-256"] != signature(wrong.body)
    assert right.headers["x-hub-signature-256"] == signature(right.body)


def test_a_receiver_that_is_not_there_is_recorded(forge: Forge):
    forge.sandbox.seed(hooks=[{"repo": forge.full_name, "url": "http://127.0.0.1:9/gone", "secret": "x"}])
    forge.open_pull()
    forge.sandbox.violations()  # waits until everything was tried
    hook = forge.must("kim-lead", "GET", "/hooks")[1]["id"]
    (sent,) = forge.must("kim-lead", "GET", f"/hooks/{hook}/deliveries")
    assert (sent["status_code"], "refused" in sent["status"].lower()) == (0, True)
