"""What git prints, read as values."""

from tidegate.sandbox.github.git.values import read_changes, read_commit, read_entries


def test_a_commit_with_many_lines_and_no_parent():
    text = "\0".join(
        [
            "a" * 40,
            "b" * 40,
            "",
            "김",
            "k@x",
            "2026-11-25T09:00:00+09:00",
            "k",
            "k@x",
            "2026-11-25T00:00:00Z",
            "one\n\ntwo\n",
        ]
    )
    made = read_commit(text)
    assert (made.parents, made.message, made.author.name) == ((), "one\n\ntwo", "김")
    assert made.author.at == made.committer.at


def test_a_tree_with_folders_and_files():
    found = read_entries("040000 tree aaa       -\tenv\x00100644 blob bbb      12\tREADME 한글.md\0")
    assert [(each.path, each.kind, each.size) for each in found] == [("env", "tree", 0), ("README 한글.md", "blob", 12)]


def test_a_diff_of_nothing_is_empty():
    assert read_changes([""], [""], "") == []
