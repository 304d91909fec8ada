from tidegate.core.gates.facts import Authorship


def test_who_wrote_it_and_who_opened_what_is_applied_with_it_have_a_part_in_it():
    known = Authorship(verified=frozenset({"alice"}), reviewed=frozenset({"alice"}), opened=frozenset({"bob"}))
    assert known.everybody == {"alice", "bob"}
