import pytest

from tidegate.core.plans.fingerprint import Fingerprint


@pytest.mark.parametrize(
    ("found", "content"),
    [
        (Fingerprint(modules={"": "r1", "module.redis": "m1"}), "m1"),
        (Fingerprint(modules={"": "r1"}), ""),
        (Fingerprint(), None),
        (Fingerprint(modules={"": "r1", "module.redis": "m1"}, loose=("module.redis.module.sg",)), None),
    ],
)
def test_the_content_of_a_module_is_its_hash_or_that_it_is_gone_or_unknown(found, content):
    assert found.content("module.redis") == content


def test_the_root_is_known_whatever_of_its_modules_is_not():
    assert Fingerprint(modules={"": "r1"}, loose=("module.redis",)).content("") == "r1"
