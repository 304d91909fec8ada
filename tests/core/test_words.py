from tidegate.core.words import Words, as_clause, as_sentence, joined, say
from tidegate.store.codec import dump, load


def test_a_sentence_is_english_by_itself():
    assert str(say("{count} of {needed} approvals{where}.", count=1, needed=2, where="")) == "1 of 2 approvals."


def test_words_may_be_filled_with_words():
    assert str(say("Asked of {who}.", who=say("{a} or {b}", a="senior", b="devops"))) == "Asked of senior or devops."


def test_braces_in_what_is_filled_in_are_left_alone():
    assert str(say("Set {key}.", key="${var.x} {y}")) == "Set ${var.x} {y}."


def test_no_words_are_false():
    assert not Words("")


def test_a_sentence_keeps_its_template_in_the_database():
    sentence = say("Asked of {who}.", who=say("{a} or {b}", a="senior", b="devops"))
    assert load(Words, dump(Words, sentence)) == sentence


def test_a_clause_becomes_a_sentence_with_a_capital_at_its_start():
    assert as_sentence("wait a bit") == "Wait a bit"
    assert str(as_sentence(say("wait for {who}", who="kim"))) == "Wait for kim"
    assert str(as_sentence(say("{first} and {second}", first=say("wait"), second="go"))) == "Wait and go"
    assert as_sentence("") == ""


def test_parts_are_joined_each_as_it_is():
    assert str(joined("; ", (say("wait for {who}", who="kim"), "go {away}"))) == "wait for kim; go {away}"
    assert not joined(" ", ())


def test_a_sentence_becomes_a_clause_without_its_stop():
    assert as_clause("It broke.") == "It broke"
    assert str(as_clause(say("{tool} is gone. {remedy}", tool="trivy", remedy=say("Install it.")))) == (
        "trivy is gone. Install it"
    )
    assert str(as_clause(say("It broke ({why}).", why="no time."))) == "It broke (no time.)"


def test_equal_sentences_are_one_in_a_set():
    assert len({say("Ask {who}.", who="kim"), say("Ask {who}.", who="kim"), say("Ask {who}.", who="park")}) == 2
