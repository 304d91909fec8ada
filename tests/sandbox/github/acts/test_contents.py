"""Writing one file is a commit and a push by the persona."""

from base64 import b64decode

from support.forge import Forge, words


def test_a_new_file_is_pushed_by_who_wrote_it(forge: Forge):
    made = forge.put("carol", "feature", "docs/redis.md", "# 캐시 ✅\n")
    assert made.status_code == 201
    assert forge.tip("feature") == made.json()["commit"]["sha"]

    read = forge.must("bob", "GET", "/contents/docs/redis.md?ref=feature")
    assert b64decode(read["content"]).decode() == "# 캐시 ✅\n"
    pushed = forge.told("push", 3)[-1].payload
    assert (pushed["sender"]["login"], pushed["head_commit"]["author"]["username"]) == ("carol", "carol")


def test_a_file_that_is_there_must_be_named_by_its_blob(forge: Forge):
    there = forge.must("bob", "GET", "/contents/README.md?ref=feature")["sha"]

    assert '"sha" wasn\'t supplied' in words(forge.put("bob", "feature", "README.md", "new\n"))
    assert forge.put("bob", "feature", "README.md", "new\n", sha="b" * 40).status_code == 409
    assert forge.put("bob", "feature", "README.md", "new\n", sha=there).status_code == 200


def test_a_branch_must_be_there_and_the_persona_must_write(forge: Forge):
    assert forge.put("bob", "nowhere", "x", "x").status_code == 404
    assert forge.put("park-cto", "feature", "x", "x").status_code == 403
