"""Lists of pull requests, and what one changes."""

from support.forge import Forge


def test_pull_requests_are_found_by_base_head_and_state(forge: Forge):
    forge.commit("other", {"o.tf": "x\n"})
    first, second = forge.open_pull(), forge.open_pull(head="other")
    forge.must("alice", "PATCH", f"/pulls/{first}", {"state": "closed"})

    def listed(query: str) -> list[int]:
        return [pull["number"] for pull in forge.must("bob", "GET", f"/pulls?{query}")]

    assert listed("") == [second]
    assert listed("state=all") == [second, first]
    assert listed("state=closed&head=acme:feature") == [first]
    assert listed("head=acme:feature") == []
    assert listed("base=feature") == []


def test_the_files_are_what_the_head_changed_since_it_left_the_base(forge: Forge):
    text = "resource {}\n" * 9
    forge.commit("feature", {"env/main.tf": None, "env/moved.tf": text, "README.md": "# Infra\nmore\n"})
    forge.commit("main", {"unrelated.tf": "x\n"})
    number = forge.open_pull()

    files = {file["filename"]: file for file in forge.must("bob", "GET", f"/pulls/{number}/files")}

    assert {name: file["status"] for name, file in files.items()} == {
        "README.md": "modified",
        "env/moved.tf": "renamed",
        "env/redis.tf": "added",
    }
    assert files["env/moved.tf"]["previous_filename"] == "env/main.tf"
    assert files["README.md"]["patch"].splitlines()[-1] == "+more"
    assert forge.pull(number)["changed_files"] == 3
    assert len(forge.must("bob", "GET", f"/pulls/{number}/commits")) == 2


def test_a_merged_pull_request_keeps_its_files(forge: Forge):
    number = forge.open_pull()
    forge.merge("bob", number)
    assert [file["filename"] for file in forge.must("bob", "GET", f"/pulls/{number}/files")] == ["env/redis.tf"]
