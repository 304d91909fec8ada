"""Reading files and folders."""

from support.forge import Forge


def test_a_folder_lists_what_it_holds(forge: Forge):
    root = forge.must("bob", "GET", "/contents/?ref=feature")
    assert [(each["name"], each["type"]) for each in root] == [("README.md", "file"), ("env", "dir")]
    inner = forge.must("bob", "GET", "/contents/env?ref=feature")
    assert [each["path"] for each in inner] == ["env/main.tf", "env/redis.tf"]


def test_a_file_over_a_megabyte_comes_without_content(forge: Forge):
    forge.commit("feature", {"large.txt": "x" * (1024 * 1024 + 1)})
    found = forge.must("bob", "GET", "/contents/large.txt?ref=feature")
    assert (found["content"], found["encoding"], found["size"]) == ("", "none", 1024 * 1024 + 1)
