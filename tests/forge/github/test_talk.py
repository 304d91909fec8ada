"""How comments are marked and statuses fitted."""

from tidegate.core.changes import CommitStatus
from tidegate.forge.github.talk import is_marked, shortened, status_body, with_marker


def test_a_marked_body_is_recognised_after_the_forge_trimmed_it():
    assert is_marked(with_marker("Ran Plan\n", "plan:1").strip(), "plan:1")
    assert not is_marked(with_marker("Ran Plan", "plan:10"), "plan:1")


def test_a_marker_quoted_inside_the_text_does_not_count():
    assert not is_marked(with_marker("x", "plan:1") + "\nmore", "plan:1")


def test_a_long_description_is_cut_to_what_the_forge_takes():
    status = CommitStatus(context="atlantis/plan", state="failure", description="x" * 141)
    assert shortened(status).description == "x" * 139 + "…"
    fits = CommitStatus(context="atlantis/plan", state="failure", description="x" * 140)
    assert shortened(fits) == fits


def test_an_empty_address_is_not_sent():
    assert "target_url" not in status_body(CommitStatus(context="c", state="success", description=""))
