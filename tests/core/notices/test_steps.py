from support.decisions import NOON
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.steps import step_blocks


def decided(*answers) -> Decision:
    return Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=answers)


def test_steps_are_numbered_sentences_with_the_gates_they_turn_green():
    answers = (
        Answer(gate="fresh", verdict="block", reason="Old.", remedy="comment `atlantis plan`"),
        Answer(gate="checks", verdict="pending", reason="Unknown.", remedy="comment `atlantis plan`"),
        Answer(gate="cost_limit", verdict="block", reason="Too much.", remedy="split it", waivers=("cto",)),
    )
    heading, listing = step_blocks(decided(*answers))
    assert str(heading.text) == "What would make it pass"
    said = ["".join(str(span.text) for span in item).replace("`", "") for item in listing.items]
    assert said == [
        "Comment atlantis plan (fresh, checks)",
        'Split it; or somebody of cto comments atlantis waive cost_limit --reason "..." (cost_limit)',
    ]
    assert listing.ordered


def test_a_decision_that_passes_has_no_list():
    assert step_blocks(decided(Answer(gate="fresh", verdict="pass", reason="Fine."))) == ()
