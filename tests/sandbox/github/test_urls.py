"""Addresses in the layout of GitHub Enterprise Server."""

from tidegate.sandbox.github.urls import Urls


def test_every_kind_of_address_has_its_place():
    urls = Urls("http://forge.test/")
    assert urls.repo("acme/infra", "/pulls/1") == "http://forge.test/api/v3/repos/acme/infra/pulls/1"
    assert urls.git("acme/infra") == "http://forge.test/acme/infra.git"
    assert urls.html("/acme/infra/pull/1") == "http://forge.test/acme/infra/pull/1"
    assert urls.branch("acme/infra", "a/b").endswith("/branches/a%2Fb")
